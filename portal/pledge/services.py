"""Publishing pledge texts and signing them."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.crypto.seals import sign
from portal.dates.fiscal import fiscal_year_end
from portal.mfa.step_up import Factor
from portal.pledge.access import needed_series, newest_versions
from portal.pledge.models import PledgeSignature, PledgeText

SIGNING = "pledge.sign"  # the act for which the factor is shown


class TextChanged(Exception):
    """The words on screen are not the words in force any more."""


@dataclass(frozen=True)
class Circumstances:
    """From where the pledge was signed."""

    address: str | None = None
    browser: str = ""


def shown_sha256(text: PledgeText) -> str:
    """The hash over all the words a signer sees."""
    return hashlib.sha256(text.shown.encode()).hexdigest()


@transaction.atomic
def publish_text(
    *, actor: Setup, series: str, covers: str, addressee: str, body: str, law: str, in_force_from: date
) -> PledgeText:
    """Publish the next version of a series, so far only from the host; earlier signatures stay as evidence but open no door."""
    last = PledgeText.objects.filter(series=series).first()
    text = PledgeText.objects.create(
        series=series,
        version=(last.version if last else 0) + 1,
        covers=covers,
        addressee=addressee,
        body=body,
        law=law,
        in_force_from=in_force_from,
    )
    record(actor=actor, verb="pledge_text.published", target=text)
    return text


@transaction.atomic
def sign_pledge(
    *,
    actor: User,
    text: PledgeText,
    shown: str,
    factor: Factor,
    organisation: str,
    post: str,
    circumstances: Circumstances,
) -> PledgeSignature:
    """Sign the words that were shown, until the end of the fiscal year.

    ``shown`` is the hash of the words on the signer's screen. Raises ``TextChanged`` where the
    text in force is another.
    """
    if text.series not in needed_series(actor):
        raise PermissionDenied  # who holds no seat must not open the gate by a signature
    in_force = newest_versions({text.series}).get(text.series) == text.version
    if not in_force or shown != shown_sha256(text) or not factor.proves(actor, SIGNING, shown):
        raise TextChanged
    now = timezone.now()
    signature = PledgeSignature(
        user=actor,
        text=text,
        name=actor.full_name,
        organisation=organisation,
        post=post,
        text_sha256=shown,
        signed_at=now,
        valid_until=fiscal_year_end(timezone.localtime(now).date()),
        address=_as_stored(circumstances.address),
        browser=circumstances.browser[:300],
        factor=factor.label,
    )
    signature.seal = sign("pledge", signature.record)
    signature.save()
    record(actor=actor, verb="pledge.signed", target=signature)
    return signature


def _as_stored(address: str | None) -> str | None:
    """One of the many ways to write an IPv6 address: the database's, for the seal is over what is stored."""
    cleaned: str | None = PledgeSignature._meta.get_field("address").get_prep_value(address)
    return cleaned


def decline_pledge(*, actor: User, text: PledgeText) -> None:
    """「いまは署名しない」 is recorded too; nothing opens."""
    record(actor=actor, verb="pledge.declined", target=text)
