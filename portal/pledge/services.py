"""Publishing pledge texts, signing them, and declining."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.accounts.signals import access_ended
from portal.audit.origin import current
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.crypto.seals import sign
from portal.law.applying import articles_for
from portal.mfa.step_up import Factor
from portal.outbox.letters import post_letter
from portal.pledge.access import (
    lasts_until,
    may_publish,
    needs_of,
    newest_text,
    partners_of,
    signatures_in_force,
    signed_before,
    text_for,
    texts_in_force,
)
from portal.pledge.models import Kind, PledgeSignature, PledgeText, Refusal, TextDraft
from portal.pledge.proving import FORM, SEALED_AS, TEXT
from portal.pledge.signals import text_closed_doors
from portal.pledge.wording import sha256_of

SIGNING = "pledge.sign"  # the acts for which a factor is shown
PUBLISHING = "pledge_text.publish"


class TextChanged(Exception):
    """The words on screen are not the words in force any more."""


@dataclass(frozen=True)
class Circumstances:
    """From where the pledge was signed, and the statements that were ticked, as they were worded."""

    address: str | None = None
    browser: str = ""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A text as it would be published. ``bases`` are the kinds of the bodies that ask for it (portal/law/applying)."""

    series: str
    kind: int
    change: str
    covers: str
    addressee: str
    body: str
    law: str
    in_force_from: date
    bases: Set[str] = frozenset()
    confirmed: bool = False

    @classmethod
    def of(cls, stored: TextDraft, bases: Set[str]) -> "Draft":
        """What somebody handed in."""
        names = ("series", "kind", "change", "covers", "addressee", "body", "law", "in_force_from", "confirmed")
        return cls(**{name: getattr(stored, name) for name in names}, bases=bases)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that bind this kind of people, by key."""
        return articles_for(Kind(self.kind).name.lower(), self.bases)

    def text(self) -> PledgeText:
        """The row that it would become, without its number and seal."""
        return PledgeText(
            series=self.series,
            kind=self.kind,
            change=self.change,
            covers=self.covers,
            addressee=self.addressee,
            body=self.body,
            articles=",".join(self.articles),
            law=self.law,
            in_force_from=self.in_force_from,
            confirmed=self.confirmed,
        )

    @property
    def sha256(self) -> str:
        """What a factor for publishing is about: all that would be published."""
        text = self.text()
        facts = (self.series, self.kind, self.change, self.in_force_from, text.articles, self.confirmed)
        return sha256_of("\n".join((*map(str, facts), text.words(self.law))))


def shown_law(text: PledgeText) -> str:
    """The legal basis as it stands on the page today."""
    return text.law_on(timezone.localdate())


def shown_sha256(text: PledgeText) -> str:
    """The hash over all the words a signer sees today."""
    return sha256_of(text.words(shown_law(text)))


def publish_text(
    *,
    actor: Setup,
    series: str,
    covers: str,
    addressee: str,
    body: str,
    law: str,
    in_force_from: date,
    kind: int = Kind.MEMBER,
    change: str = PledgeText.Change.MATERIAL,
    bases: Set[str] = frozenset(),
) -> PledgeText:
    """Publish the next version in the setting up of a city; nobody has confirmed it yet."""
    draft = Draft(series, kind, change, covers, addressee, body, law, in_force_from, bases)
    return _publish(actor, draft)


def publish_draft(*, actor: User, draft: Draft, factor: Factor) -> PledgeText:
    """Publish the next version of a text: who runs all bodies that ask for it, with a fresh factor for these very words.

    Material: everybody concerned signs again; from its first day their earlier signatures open no door.
    Editorial: those stay in force. ``TextChanged`` where the factor was shown for other words.
    """
    if not may_publish(draft.series, actor):
        raise PermissionDenied
    if not draft.confirmed or not factor.proves(actor, PUBLISHING, draft.sha256):
        raise TextChanged
    return _publish(actor, draft)


@transaction.atomic
def hand_in(*, actor: User, draft: Draft) -> TextDraft:
    """Let a second person publish it, who runs the other bodies of the series; one's earlier draft goes.

    Whoever could be that person gets a neutral mail; nothing is in force by this.
    """
    partners = partners_of(actor, draft.series)
    if not partners or not draft.confirmed:
        raise PermissionDenied
    User.objects.select_for_update().get(pk=actor.pk)  # two clicks are one draft
    TextDraft.objects.filter(series=draft.series, kind=draft.kind, drafted_by=actor).delete()
    handed = TextDraft.objects.create(
        series=draft.series,
        kind=draft.kind,
        change=draft.change,
        covers=draft.covers,
        addressee=draft.addressee,
        body=draft.body,
        law=draft.law,
        in_force_from=draft.in_force_from,
        confirmed=draft.confirmed,
        follows=newest_text(draft.series, draft.kind),
        drafted_by=actor,
    )
    record(actor=actor, verb="pledge_text.drafted", target=handed, detail=handed.change)
    for person in partners:
        _write(person, "pledge_text_drafted", gettext_noop("A pledge text is to be looked at"), "drafted")
    return handed


def about_draft(handed: TextDraft, draft: Draft) -> str:
    """What the second person's factor is about: these words, of this draft."""
    return sha256_of(f"{handed.pk}\n{draft.sha256}")


def is_overtaken(handed: TextDraft) -> bool:
    """Whether its first day has passed, or another version came since it was written: then it is handed in anew."""
    newest = newest_text(handed.series, handed.kind)
    return handed.in_force_from < timezone.localdate() or handed.follows_id != (newest.pk if newest else None)


@transaction.atomic
def publish_handed_in(*, actor: User, handed: TextDraft, bases: Set[str], factor: Factor) -> PledgeText:
    """Publish what somebody else drafted: the two together run all bodies of the series, at this moment.

    Raises ``TextChanged`` where it was withdrawn or overtaken, or the factor was shown for other words.
    """
    if actor.pk == handed.drafted_by_id or not may_publish(handed.series, handed.drafted_by, actor):
        raise PermissionDenied
    earlier = PledgeText.objects.select_for_update().filter(series=handed.series, kind=handed.kind)
    list(earlier.order_by("pk"))  # before the draft, as every publishing does: no other version comes between
    locked = TextDraft.objects.select_for_update(of=("self",)).select_related("drafted_by").filter(pk=handed.pk).first()
    if locked is None or is_overtaken(locked):
        raise TextChanged
    draft = Draft.of(locked, bases)
    if not draft.confirmed or not factor.proves(actor, PUBLISHING, about_draft(locked, draft)):
        raise TextChanged
    return _publish(actor, draft, drafted_by=locked.drafted_by)


@transaction.atomic
def drop_draft(*, actor: User, handed: TextDraft) -> None:
    """Withdraw one's own draft; or send back what one could publish, and let its author know by a neutral mail."""
    own = actor.pk == handed.drafted_by_id
    if not own and not may_publish(handed.series, handed.drafted_by, actor):
        raise PermissionDenied
    if not TextDraft.objects.filter(pk=handed.pk).delete()[0]:
        return
    record(actor=actor, verb="pledge_text.withdrawn" if own else "pledge_text.sent_back", target=handed)
    if not own:
        _write(handed.drafted_by, "pledge_text_sent_back", gettext_noop("A pledge text came back to you"), "sent_back")


def _write(person: User, kind: str, subject: str, template: str) -> None:
    post_letter(
        name=person.full_name,
        address=person.email,
        kind=kind,
        subject=subject,
        template=f"portal/pledge/{template}.txt",
        words={"url": settings.BASE_URL + reverse("home")},
    )


@transaction.atomic
def _publish(actor: User | Setup, draft: Draft, drafted_by: User | None = None) -> PledgeText:
    """Number it, seal it, and tell those for whom it closes the doors."""
    earlier = PledgeText.objects.select_for_update().filter(series=draft.series, kind=draft.kind)
    last = earlier.order_by("-version").first()
    text = draft.text()
    text.version = last.version + 1 if last else 1
    if last is None or draft.change == PledgeText.Change.MATERIAL:
        text.change, text.line = PledgeText.Change.MATERIAL, text.version
    else:
        text.line = last.line
    text.published_by, text.drafted_by = (actor if isinstance(actor, User) else None), drafted_by
    text.published_at = timezone.now()
    text.seal = sign(TEXT, text.record)
    before = _pledged(draft.series)
    try:
        with transaction.atomic():
            text.save(force_insert=True)
    except IntegrityError as error:  # somebody published this number meanwhile
        raise TextChanged from error
    TextDraft.objects.filter(series=text.series, kind=text.kind).delete()  # each followed the version before
    record(actor=actor, verb="pledge_text.published", target=text, detail=text.change)
    closed = before - _pledged(draft.series)
    if closed:
        text_closed_doors.send(sender=PledgeText, text=text)
        transaction.on_commit(lambda: _tell(closed))
    return text


def _pledged(series: str) -> set[UUID]:
    """Everybody with a pledge of this series in force today."""
    return set(signatures_in_force().filter(text__series=series).values_list("user_id", flat=True))


def _tell(people: Iterable[UUID]) -> None:
    """Open sockets of these people ask again at once."""
    for user in User.objects.filter(pk__in=list(people)):
        access_ended.send(sender=User, user=user)


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
    """Sign the words that were shown, until the end of the fiscal year; in its last 30 days, of the next.

    ``shown`` is the hash of the words on the signer's screen. Raises ``TextChanged`` where the
    text in force for this person is another.
    """
    now = timezone.now()
    today = timezone.localtime(now).date()
    asked = needs_of([actor.pk], today)[actor.pk]
    if text.series not in asked:
        raise PermissionDenied  # who holds no seat must not open the gate by a signature
    if text != text_for(texts_in_force({text.series}, today), text.series, asked[text.series]):
        raise TextChanged
    if shown != shown_sha256(text) or not factor.proves(actor, SIGNING, shown):
        raise TextChanged
    signature = PledgeSignature(
        form=FORM,
        user=actor,
        text=text,
        previous=signed_before(actor, text),
        name=actor.full_name,
        organisation=organisation,
        post=post,
        text_sha256=shown,
        law=shown_law(text),
        statements="\n".join(circumstances.statements),
        signed_at=now,
        valid_from=today,
        valid_until=lasts_until(today),
        address=_as_stored(circumstances.address),
        browser=circumstances.browser[:300],
        session=current().session,
        factor=factor.label,
        factor_kind=factor.kind,
        factor_at=factor.proved_at,
    )
    signature.seal = sign(SEALED_AS[FORM], signature.record)
    signature.save(force_insert=True)
    record(actor=actor, verb="pledge.signed", target=signature)
    return signature


def _as_stored(address: str | None) -> str | None:
    """One of the many ways to write an IPv6 address: the database's, for the seal is over what is stored."""
    cleaned: str | None = PledgeSignature._meta.get_field("address").get_prep_value(address)
    return cleaned


@transaction.atomic
def decline_pledge(*, actor: User, text: PledgeText) -> None:
    """「いまは署名しない」 is recorded too; nothing opens, and who runs the body sees it."""
    Refusal.objects.create(user=actor, text=text, at=timezone.now())
    record(actor=actor, verb="pledge.declined", target=text)
