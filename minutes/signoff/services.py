"""Circulating minutes, confirming them, asking for a change."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.agenda.access import ground_in
from meetings.agenda.models import Item
from meetings.attendance.services import record_attendance
from meetings.schedule.access import may_run
from meetings.schedule.models import Meeting
from meetings.schedule.services import close_meeting, mark_held
from minutes.signoff.access import all_final, all_signed, may_be_frozen, must_sign, perhaps_complete
from minutes.signoff.models import ChangeRequest, SignOff
from minutes.signoff.signals import minutes_circulated
from minutes.versions.access import open_items
from minutes.versions.models import Version
from minutes.versions.services import freeze_item, is_intact
from portal.accounts.models import User
from portal.audit.services import checkpoint_soon, record, record_reading
from portal.crypto.seals import sign as seal
from portal.crypto.seals import verify
from portal.mfa.step_up import Factor
from portal.organisations.access import workplace_name

CONFIRMING = "version.confirm"  # the act for which the factor is shown


class NothingToFreeze(Exception):
    """Every item of the meeting is frozen already."""


class Moved(Exception):
    """The version on screen is not the one that stands, or nothing is asked of this person."""


@transaction.atomic
def freeze_minutes(*, actor: User, meeting: Meeting, attended: Mapping[UUID, Mapping[UUID, bool]]) -> list[Version]:
    """Freeze every open item and send it round to those who were there.

    ``attended``: by item, by person; every open item is named. Raises ``NothingToFreeze`` and ``Moved``.
    """
    if not may_run(actor, meeting):
        raise PermissionDenied
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    items = open_items(actor, meeting)
    if not items or not may_be_frozen(locked):
        raise NothingToFreeze
    if any(item.pk not in attended for item in items):
        raise Moved  # an item was opened meanwhile: nobody said who was there
    sign_by = timezone.localdate() + timedelta(days=settings.SIGNOFF_DAYS)
    versions = []
    # in the order in which rooms lock documents when they store: two at once wait, they do not deadlock
    for item in sorted(items, key=lambda item: item.document.pk):
        record_attendance(actor=actor, item=item, attended=attended[item.pk])
        versions.append(freeze_item(actor=actor, item=item, sign_by=sign_by))
    mark_held(actor=actor, meeting=meeting)
    minutes_circulated.send(sender=Version, meeting=meeting, versions=versions)
    for version in versions:
        _finalise_if_complete(version)
    return versions


@transaction.atomic
def open_minutes(*, actor: User, meeting: Meeting) -> None:
    """Looking at how far a meeting's minutes are is an act: recorded, with the ground it stood on."""
    record_reading(actor=actor, verb="minutes.opened", target=meeting, why=ground_in(actor, meeting))


@transaction.atomic
def sign_version(*, actor: User, version: Version, shown: str, factor: Factor) -> SignOff:
    """Confirm the version with the hash that was on screen. Raises ``Moved``.

    When everybody who is asked has confirmed, the version is final.
    """
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if shown != locked.sha256 or not must_sign(actor, locked):
        raise Moved
    if not factor.proves(actor, CONFIRMING, shown):
        raise Moved
    if not is_intact(locked):  # altered in the store: nobody puts a name to it
        raise Moved
    signoff = SignOff(
        version=locked,
        user=actor,
        name=actor.full_name,
        organisation=workplace_name(actor),
        version_sha256=shown,
        signed_at=timezone.now(),
        factor=factor.label,
    )
    signoff.seal = seal("signoff", signoff.record)
    signoff.save()
    record(actor=actor, verb="version.confirmed", target=locked)
    _finalise_if_complete(locked)
    return signoff


def is_genuine(signoff: SignOff) -> bool:
    """Whether the confirmation is, column by column, what this server signed when the person confirmed."""
    return verify("signoff", signoff.record, signoff.seal)


@transaction.atomic
def ask_for_change(*, actor: User, version: Version, text: str) -> ChangeRequest:
    """修正を求める: the secretariat sees what is asked and decides. Raises ``Moved``."""
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if not must_sign(actor, locked):
        raise Moved
    asked = ChangeRequest.objects.create(version=locked, user=actor, text=text, asked_at=timezone.now())
    record(actor=actor, verb="change.asked", target=version)
    return asked


@transaction.atomic
def complete(*, item: Item) -> None:
    """Somebody is asked no more: final if all others have confirmed, but never unread by anybody."""
    version = Version.objects.select_for_update().filter(item=item, withdrawn_at=None, final_at=None).first()
    if version is not None and version.signoffs.exists():
        _finalise_if_complete(version)


def complete_after_terms() -> None:
    """The chore: terms pass by their date, and what waited only for people who have left becomes final."""
    for item in perhaps_complete():
        complete(item=item)


def _finalise_if_complete(version: Version) -> None:
    if not all_signed(version):
        return
    version.final_at = timezone.now()
    version.seal = seal("version", version.record)
    version.save(update_fields=["final_at", "seal"])
    record(actor=None, verb="version.final", target=version)
    checkpoint_soon()
    # locked: of the last confirmations of two items at once, the second sees the first
    meeting = Meeting.objects.select_for_update().get(pk=version.item.meeting_id)
    if all_final(meeting):
        close_meeting(meeting=meeting)
