"""Putting a meeting's final minutes into one Word file."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from meetings.agenda.access import ground_in
from meetings.agenda.presenting import ItemView, present_items
from meetings.attendance.access import Roles, rank, role_words
from meetings.bodies.access import roles_on
from meetings.schedule.models import Meeting
from minutes.documents.canonical import from_canonical
from minutes.export.docx import build
from minutes.export.paper import Attendance, ItemPaper, Paper, Signature
from minutes.signoff.access import Signer, signers_of
from minutes.signoff.services import is_genuine
from minutes.versions.access import standing_versions
from minutes.versions.models import Version
from minutes.versions.services import is_sealed
from portal.accounts.models import User
from portal.audit.services import record
from portal.dates.wareki import clock, span, wareki
from portal.mfa.step_up import Factor

EXPORTING = "minutes.export"  # the act for which the factor is shown


class NotFinal(Exception):
    """Not every item that the reader may see has a final version."""


class NotIntact(Exception):
    """A final version or a confirmation is not what was sealed: it was altered in the store."""


class NotProved(Exception):
    """No fresh factor was shown for this export."""


def gather(*, actor: User, meeting: Meeting) -> Paper:
    """What the Word file would hold for ``actor``. Raises ``NotFinal`` and ``NotIntact``."""
    with translation.override("ja"):  # an official form: Japanese whatever the reader's screen speaks
        items = present_items(actor, meeting)
        versions = {version.item_id: version for version in standing_versions(actor, meeting)}
        if not items or any(item.item.pk not in versions or not versions[item.item.pk].final_at for item in items):
            raise NotFinal
        if not all(is_sealed(version) for version in versions.values()):
            raise NotIntact
        people = signers_of(versions.values())
        if not all(is_genuine(each.signoff) for signers in people.values() for each in signers if each.signoff):
            raise NotIntact
        roles = roles_on(meeting.body, meeting.day)
        return Paper(
            title=meeting.title,
            body_name=meeting.body.name,
            held=span(meeting.start, meeting.end),
            place=meeting.place,
            class_label=settings.CLASS_LABEL,
            city=settings.CITY_NAME,
            items=tuple(
                _item(item, versions[item.item.pk], people[versions[item.item.pk].pk], roles) for item in items
            ),
            exported_for=actor.full_name,
            exported_at=timezone.now(),
        )


@transaction.atomic
def export_minutes(*, actor: User, meeting: Meeting, factor: Factor) -> bytes:
    """The Word file of the items that ``actor`` may see, for a factor shown in this very act; recorded.

    Raises ``NotProved``, ``NotFinal`` and ``NotIntact``.
    """
    if not factor.proves(actor, EXPORTING, str(meeting.pk)):
        raise NotProved
    paper = gather(actor=actor, meeting=meeting)
    record(actor=actor, verb="minutes.exported", target=meeting, detail=factor.label, why=ground_in(actor, meeting))
    return build(paper)


def _item(item: ItemView, version: Version, people: list[Signer], roles: Roles) -> ItemPaper:
    return ItemPaper(
        label=item.label,
        heading=item.heading,
        kind=item.kind_label,
        basis=item.basis_label,
        when=f"{clock(item.starts_at)}–{clock(item.starts_at + timedelta(minutes=item.minutes_long))}",
        attendance=tuple(
            Attendance(role_words(roles, signer.user), _with_agency(signer), signer.attendance)
            for signer in sorted(people, key=lambda signer: rank(roles, signer.user))
        ),
        secretariat=version.frozen_by.full_name,
        version=version.number,
        check_number=version.check_number,
        agenda=from_canonical(version.agenda),
        minutes=from_canonical(version.minutes),
        signatures=tuple(
            # as signed then, whatever the person is called or where they work by now
            Signature(signer.signoff.name, signer.signoff.organisation, _moment(signer.signoff.signed_at))
            for signer in people
            if signer.signoff
        ),
        left=tuple(signer.user.full_name for signer in people if signer.left),
    )


def _with_agency(signer: Signer) -> str:
    return f"{signer.user.full_name}（{signer.agency}）" if signer.agency else signer.user.full_name


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{wareki(local.date())}{clock(local)}"
