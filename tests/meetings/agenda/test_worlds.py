"""Lists, pages, sockets and mails agree with the rule, in worlds made by chance."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.agenda.access import (
    decision_on,
    decisions,
    facts_of,
    guests_of,
    items_for,
    people_in,
    rights_in_items,
    visible_items,
    visible_meetings,
)
from meetings.agenda.models import Emergency, Item, Recusal, Summons
from meetings.agenda.need import decide
from meetings.bodies.models import Appointment
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.pledge.models import PledgeSignature

pytestmark = pytest.mark.django_db
PEOPLE, MEETINGS, ITEMS = 4, 2, 2

people = st.fixed_dictionaries(
    {
        "live": st.sampled_from([True, True, True, False]),
        "pledge": st.sampled_from(["now", "now", "lapsed", ""]),
        "role": st.sampled_from(["", "chair", "secretariat", "chair?", "secretariat?", "member", "member"]),
        "term": st.sampled_from(["now", "now", "ended", "to come", "other body"]),
    }
)
ties = st.fixed_dictionaries(
    {
        "called": st.sampled_from(["", "now", "now", "withdrawn", "again"]),
        "recused": st.sampled_from(["", "", "", "now", "lifted"]),
        "emergency": st.sampled_from(["", "", "now", "over", "ended", "refused", "asked"]),
    }
)
worlds = st.fixed_dictionaries(
    {
        "people": st.lists(people, min_size=PEOPLE, max_size=PEOPLE),
        "states": st.lists(st.sampled_from(list(Meeting.State)), min_size=MEETINGS, max_size=MEETINGS),
        "ties": st.lists(ties, min_size=PEOPLE * MEETINGS * ITEMS, max_size=PEOPLE * MEETINGS * ITEMS),
    }
)


@pytest.fixture
def ground(cast):
    """Two meetings with two items each, before chance comes over them."""
    from tests.factories.meetings import a_meeting, an_item, at

    meetings = [a_meeting(cast.body, start=at(9 + number)) for number in range(MEETINGS)]
    return cast, [an_item(meeting, cast.chair) for meeting in meetings for _ in range(ITEMS)]


@given(world=worlds)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_everything_agrees_with_the_rule(ground, world):
    cast, items = ground
    with transaction.atomic():
        users = [a_person(cast, number, **each) for number, each in enumerate(world["people"])]
        for meeting, state in zip(
            {item.meeting_id: item.meeting for item in items}.values(), world["states"], strict=True
        ):
            Meeting.objects.filter(pk=meeting.pk).update(state=state)
        rows = list(Item.objects.filter(pk__in=[item.pk for item in items]).select_related("meeting__body"))
        for (user, item), tie in zip(((u, i) for u in users for i in rows), world["ties"], strict=True):
            bind(cast, user, item, **tie)
        holds(users, rows)
        transaction.set_rollback(True)


def holds(users: list[User], items: list[Item]) -> None:
    facts = facts_of((user, item) for user in users for item in items)
    found = {key: decide(each) for key, each in facts.items()}
    for user in users:
        theirs = {item.pk for item in items if found[user.pk, item.pk].sees}
        assert set(items_for(user).values_list("pk", flat=True)) == theirs
        assert {item.pk for item in items if decision_on(user, item).right != "none"} == theirs
        for meeting in {item.meeting for item in items}:
            those = [item.pk for item in items if item.meeting_id == meeting.pk]
            assert {item.pk for item in visible_items(user, meeting)} == theirs & set(those)
            fact = facts[user.pk, those[0]]
            runs = fact.live and fact.pledged and fact.role in ("chair", "secretariat")
            seen = visible_meetings(user).filter(pk=meeting.pk).count()
            assert seen == int(runs or bool(theirs & set(those)))
    # invited is whom the meeting concerns once they signed the pledge; nobody by an emergency
    for meeting in {item.meeting for item in items}:
        mine = [item for item in items if item.meeting_id == meeting.pk]
        guests = {guest.pk for guest in guests_of(meeting)}
        for user in users:
            later = [replace(facts[user.pk, i.pk], pledged=True, emergency=False, state="called") for i in mine]
            runs = later[0].live and later[0].role in ("chair", "secretariat")
            assert (user.pk in guests) == (runs or any(decide(each).sees for each in later))
    for item in items:
        inside = {person.pk for person in people_in(item)}
        assert [user.pk for user in users if facts[user.pk, item.pk].recused and user.pk in inside] == []


def a_person(cast, number: int, *, live: bool, pledge: str, role: str, term: str) -> User:
    user = User.objects.create(
        email=f"chance{number}@kasane.example", last_name=f"偶{number}", is_active=live, password=make_password(None)
    )
    today = timezone.localdate()
    starts, ends = {"ended": (-30, -1), "to come": (1, 30)}.get(term, (-30, 30))
    agreed_at = None if "?" in role or role == "member" else timezone.now()  # chair?: nobody agreed yet
    if role:
        Appointment.objects.create(
            body=cast.other if term == "other body" else cast.body,
            user=user,
            role=role.rstrip("?"),
            agreed_at=agreed_at,
            starts_on=today + timedelta(days=starts),
            ends_on=today + timedelta(days=ends),
        )
    if pledge:
        signed = PledgeSignature.objects.filter(user=cast.summoned).get()
        signed.pk, signed.user = None, user
        signed._state.adding = True
        signed.id = PledgeSignature._meta.pk.get_default()
        signed.valid_until = today + timedelta(days=-1 if pledge == "lapsed" else 30)
        signed.save()
    return user


def bind(cast, user: User, item: Item, *, called: str, recused: str, emergency: str) -> None:
    now = timezone.now()
    past = {"withdrawn_at": now, "withdrawn_by": cast.coordinator}
    if called in ("withdrawn", "again"):
        Summons.objects.create(item=item, user=user, **past)
    if called in ("now", "again"):
        Summons.objects.create(item=item, user=user)
    if recused:
        lifted = {"lifted_at": now, "lifted_by": cast.coordinator} if recused == "lifted" else {}
        Recusal.objects.create(item=item, user=user, recused_by=cast.chair, **lifted)
    if emergency:
        decided = {} if emergency == "asked" else {"decided_at": now, "decided_by": cast.chair}
        hours = {"now": 1, "over": -1, "ended": 1}.get(emergency)
        until = {} if hours is None else {"until": now + timedelta(hours=hours)}
        ended = {"ended_at": now} if emergency == "ended" else {}
        Emergency.objects.create(item=item, user=user, reason="急ぐ", **decided, **until, **ended)


def test_many_rights_are_asked_with_as_many_queries_as_one(cast):
    from tests.factories.meetings import a_meeting, an_item, at

    meetings = [a_meeting(cast.body, start=at(9 + number)) for number in range(3)]
    items = [an_item(meeting, cast.summoned) for meeting in meetings for _ in range(4)]
    rows = list(Item.objects.filter(pk__in=[item.pk for item in items]).select_related("meeting__body"))
    users = [cast.summoned, cast.member, cast.chair, cast.coordinator, cast.recused, cast.other_coordinator]
    asked = []
    for pairs in ([(users[0], rows[0])], [(user, row) for user in users for row in rows]):
        with CaptureQueriesContext(connection) as queries:
            found = rights_in_items(pairs)
        assert len(found) == len(pairs)
        asked.append(len(queries))
    assert asked == [5, 5]
    assert decisions([]) == {}
