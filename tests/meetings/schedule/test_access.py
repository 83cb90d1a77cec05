"""Which meetings a person sees: exactly those, whatever else there is."""

from uuid import uuid4

import pytest
from django.http import Http404

from meetings.agenda.access import get_meeting_for, visible_meetings
from meetings.schedule.access import get_meeting_to_run, may_run
from meetings.schedule.models import Meeting
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
PEOPLE = [role for role in ROLES if role != "anonymous"]


@pytest.fixture
def meetings(cast):
    """A called one, a draft with the same people, one for the chair alone, and one of the other body."""
    from tests.factories.meetings import a_called_meeting, a_meeting, an_item, at, called, recused_from, summoned_before

    everybody = [cast.summoned, cast.password_only, cast.unpledged, cast.lapsed, cast.recused]
    first = a_meeting(cast.body)
    summoned_before(an_item(first, *everybody), cast.former)
    recused_from(first.items.get(), cast.recused)
    an_item(first, cast.summoned)  # twice in the meeting, once in the list
    draft = a_meeting(cast.body, start=at(20))
    summoned_before(an_item(draft, *everybody), cast.former)
    return {
        "called": called(first),
        "draft": draft,
        "chair's": a_called_meeting(cast.body, [cast.chair], start=at(12)),
        "other": a_called_meeting(cast.other, [cast.other_body], start=at(13)),
    }


def names_seen(user, meetings) -> list[str]:
    seen = list(visible_meetings(user))
    names = {meeting.pk: name for name, meeting in meetings.items()}
    return [names[meeting.pk] for meeting in seen]


def test_visible_meetings_are_exactly_those_one_is_called_to_or_runs(cast, meetings):
    assert {role: names_seen(getattr(cast, role), meetings) for role in PEOPLE} == {
        "password_only": ["called"],  # the gate, not this function, asks for the second factor
        "unpledged": [],
        "lapsed": [],
        "former": [],
        "member": [],
        "summoned": ["called"],
        "other_body": ["other"],
        "other_coordinator": ["other"],
        "coordinator": ["called", "chair's", "draft"],
        "chair": ["called", "chair's", "draft"],
        "recused": [],  # though called to the only item that is theirs
        "auditor": [],
        "editor": [],
        "superuser": [],
    }


def test_anothers_seat_of_the_secretariat_gives_a_member_nothing(cast, meetings):
    """The seats of a body are many rows: a join would let the member in by the coordinator's."""
    assert list(visible_meetings(cast.member)) == []
    assert not may_run(cast.member, meetings["called"])
    assert not may_run(cast.summoned, meetings["called"])


def test_a_role_in_one_body_is_no_role_in_another(cast, meetings):
    from tests.factories.people import seat

    seat(cast.other_coordinator, cast.body, "member")
    assert names_seen(cast.other_coordinator, meetings) == ["other"]
    assert not may_run(cast.other_coordinator, meetings["called"])


@pytest.mark.parametrize("state", list(Meeting.State))
def test_a_member_sees_their_meeting_from_its_call_on(cast, meetings, state):
    Meeting.objects.filter(pk=meetings["called"].pk).update(state=state)
    assert names_seen(cast.summoned, meetings) == ([] if state in ("draft", "discarded") else ["called"])
    assert "called" in names_seen(cast.coordinator, meetings)


@pytest.mark.parametrize(("starts", "ends", "sees"), [(0, 0, True), (1, 300, False), (-300, -1, False)])
def test_a_summons_lasts_as_long_as_the_seat(cast, meetings, starts, ends, sees):
    from tests.factories.meetings import summoned_before
    from tests.factories.people import a_member, set_term

    user = a_member(cast.body, cast.text, "岡")
    set_term(user, starts, ends)
    summoned_before(meetings["called"].items.first(), user)
    assert names_seen(user, meetings) == (["called"] if sees else [])


def test_a_new_text_of_the_pledge_closes_until_it_is_signed(cast, meetings):
    from django.utils import timezone

    from tests.factories.people import a_text

    a_text(cast.text.series, timezone.localdate())
    assert names_seen(cast.summoned, meetings) == []
    assert names_seen(cast.coordinator, meetings) == []


def test_absent_and_forbidden_meetings_are_the_same(cast, meetings):
    found = meetings["called"]
    assert get_meeting_for(cast.summoned, found.pk) == found
    assert get_meeting_to_run(cast.chair, found.pk) == found
    for get, user, pk in (
        (get_meeting_for, cast.member, found.pk),
        (get_meeting_for, cast.summoned, meetings["draft"].pk),
        (get_meeting_for, cast.superuser, found.pk),
        (get_meeting_for, cast.summoned, uuid4()),
        (get_meeting_to_run, cast.summoned, found.pk),
        (get_meeting_to_run, cast.other_coordinator, found.pk),
        (get_meeting_to_run, cast.coordinator, uuid4()),
    ):
        with pytest.raises(Http404) as refusal:
            get(user, pk)
        assert str(refusal.value) == ""
