"""Changing one's own mail address: a fresh factor, a link to the new address, a notice to the old one."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.accounts.tokens import sha256
from portal.addresses.models import AddressChange
from portal.addresses.signals import address_changed
from portal.audit.services import record
from portal.mfa.step_up import Factor
from portal.outbox.letters import post_letter

ACT = "address.change"
HOURS = timedelta(hours=24)


class AddressTaken(Exception):
    """Somebody has an account under this address already, or the change is over."""


@transaction.atomic
def ask_for_change(*, actor: User, address: str, factor: Factor) -> None:
    """Send a link to the new address and a notice to the present one; earlier links close.

    An address that somebody has is answered like any other, but gets no link: who has an account where
    is nobody's business. Raises ``PermissionDenied`` without a factor shown for this.
    """
    if not factor.proves(actor, ACT, str(actor.pk)):
        raise PermissionDenied
    address, now = address.lower(), timezone.now()
    AddressChange.objects.filter(user=actor, done_at=None).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    change = AddressChange.objects.create(
        user=actor, address=address, token_sha256=sha256(token), expires_at=now + HOURS
    )
    record(actor=actor, verb="address.asked", target=actor)
    if not User.objects.filter(email=address).exists():
        url = settings.BASE_URL + reverse("me:new_address", args=[token])
        _tell(actor, change.address, gettext_noop("Please confirm your new mail address"), "link", {"url": url})
    _tell(actor, actor.email, gettext_noop("Your mail address is to be changed"), "asked", {})


@transaction.atomic
def confirm_change(*, actor: User, change: AddressChange) -> None:
    """The link was opened by the person: from now on they log in with the new address. Raises ``AddressTaken``."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    locked = AddressChange.objects.select_for_update().get(pk=change.pk, user=user)
    if not locked.open or User.objects.filter(email=locked.address).exists():
        raise AddressTaken
    before = user.email
    user.email = locked.address
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as error:  # somebody took it in this very moment
        raise AddressTaken from error
    actor.email = user.email
    locked.done_at = timezone.now()
    locked.save(update_fields=["done_at"])
    record(actor=actor, verb="address.changed", target=user)
    address_changed.send(sender=User, user=user, before=before, now=user.email)
    _tell(user, before, gettext_noop("Your mail address was changed"), "changed", {})


def _tell(user: User, address: str, subject: str, template: str, words: dict[str, str]) -> None:
    post_letter(
        name=user.full_name,
        address=address,
        kind="address",
        subject=subject,
        template=f"portal/addresses/{template}.txt",
        words=words,
    )
