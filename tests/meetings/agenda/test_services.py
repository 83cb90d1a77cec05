"""Putting items on the agenda, calling people to them, and calling them off."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.agenda.access import decision_on, summoned_to
from meetings.agenda.models import Item, Summons
from meetings.agenda.services import NotADraft, UnknownMember, add_item, remove_summons
from meetings.agenda.signals import summons_changed
from meetings.attendance.services import record_attendance
from minutes.documents.models import Document
from portal.audit.models import AuditEvent
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
NOT_RUNNING = [role for role in ROLES if role not in ("anonymous", "coordinator", "chair")]


@pytest.fixture
def draft(cast):
    from tests.factories.meetings import a_meeting

    return a_meeting(cast.body)


def add(actor, meeting, *summoned) -> Item:
    return add_item(
        actor=actor, meeting=meeting, heading="事例 R8-014", kind=Item.Kind.WATCHING, minutes_long=30, summoned=summoned
    )


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Item, Summons, Document, AuditEvent))


def test_items_stand_in_order_each_with_its_document_and_basis(cast, draft):
    items = [add(cast.coordinator, draft, cast.summoned), add(cast.chair, draft, cast.member, cast.summoned)]
    assert [item.position for item in items] == [1, 2]
    assert [item.legal_basis for item in items] == ["support_meeting"] * 2
    assert [Document.objects.filter(item=item).count() for item in items] == [1, 1]
    assert summoned_to(items[1]) == [cast.summoned, cast.member]


def test_who_is_named_twice_is_called_once(cast, draft):
    assert summoned_to(add(cast.coordinator, draft, cast.summoned, cast.summoned)) == [cast.summoned]


@pytest.mark.parametrize("role", ["former", "other_body", "other_coordinator", "coordinator", "editor", "superuser"])
def test_nobody_is_called_who_is_no_member_today(cast, draft, role):
    """The secretariat runs the meeting; it is not called to items."""
    before = rows()
    with pytest.raises(UnknownMember):
        add(cast.coordinator, draft, cast.summoned, getattr(cast, role))
    assert rows() == before


def test_a_called_meeting_takes_more_items_and_whom_they_call_gets_the_notice(cast, draft):
    from meetings.invites.models import Participation
    from tests.factories.meetings import called

    add(cast.coordinator, draft, cast.summoned)
    called(draft)
    assert not Participation.objects.filter(meeting=draft, user=cast.member).exists()
    add(cast.coordinator, draft, cast.summoned, cast.member)
    assert Participation.objects.filter(meeting=draft, user=cast.member).count() == 1
    assert Participation.objects.filter(meeting=draft, user=cast.summoned).count() == 1


def test_a_meeting_that_has_begun_keeps_its_agenda(cast, draft):
    from tests.factories.meetings import at, called

    add(cast.coordinator, draft, cast.summoned)
    called(draft)
    type(draft).objects.filter(pk=draft.pk).update(start=at(-1))
    before = rows()
    with pytest.raises(NotADraft):
        add(cast.coordinator, draft, cast.summoned)
    assert rows() == before


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_only_who_runs_the_body_changes_the_agenda(cast, draft, role):
    item = add(cast.coordinator, draft, cast.summoned)
    actor = getattr(cast, role)
    before = rows()
    with pytest.raises(PermissionDenied):
        add(actor, draft, cast.summoned)
    with pytest.raises(PermissionDenied):
        remove_summons(actor=actor, item=item, user=cast.summoned)
    with pytest.raises(PermissionDenied):
        record_attendance(actor=actor, item=item, attended={cast.summoned.pk: True})
    assert rows() == before


def test_who_is_called_off_is_outside_at_once(cast, draft, django_capture_on_commit_callbacks):
    from tests.factories.meetings import called

    first, second = add(cast.coordinator, draft, cast.summoned), add(cast.coordinator, draft, cast.member)
    called(draft)
    told: list[Item] = []

    def hear(sender, item, **_rest):
        told.append(item)

    summons_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        remove_summons(actor=cast.coordinator, item=first, user=cast.summoned)
        assert told == []  # sockets ask the database again: it must know first
    summons_changed.disconnect(hear)
    assert decision_on(cast.summoned, first).right == "none"
    assert decision_on(cast.member, second).right == "write"
    assert told == [first]


def test_who_is_called_off_finds_the_doors_closed(cast, draft):
    from tests.factories.meetings import called

    item = add(cast.coordinator, draft, cast.summoned)
    called(draft)
    client = cast.client_of(cast.summoned)
    paths = [f"/portal/meetings/{draft.pk}/", f"/portal/meetings/{draft.pk}/room/{item.pk}/"]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    remove_summons(actor=cast.coordinator, item=item, user=cast.summoned)
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_attendance_is_of_the_summoned_only(cast, draft):
    item = add(cast.coordinator, draft, cast.summoned, cast.member)
    record_attendance(actor=cast.chair, item=item, attended={cast.summoned.pk: True, cast.other_body.pk: True})
    assert dict(Summons.objects.values_list("user", "presence")) == {
        cast.summoned.pk: "present",
        cast.member.pk: "absent",
    }
