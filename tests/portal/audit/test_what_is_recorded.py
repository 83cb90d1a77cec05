"""Each kind of act at the doors really reaches the record (what others' audit logs forgot: security.md, Part D)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.audit.origin import current
from portal.gate import http
from portal.limits.doors import Limit
from tests.factories.meetings import a_called_meeting, an_emergency, held, standing_version
from tests.factories.people import PASSWORD, code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    """A called meeting with an item, and one whose minutes go round."""
    coming, past = a_called_meeting(cast.body, [cast.summoned]), a_called_meeting(cast.body, [cast.summoned])
    held(past)
    cast.item, cast.past = coming.items.get(), past
    cast.version = standing_version(past.items.get())
    return cast


def told(since: int, *fields: str) -> list[tuple]:
    """The events after the one with that id."""
    return list(AuditEvent.objects.filter(id__gt=since).values_list("actor__last_name", "verb", *fields))


def now() -> int:
    return AuditEvent.objects.latest("id").id


def doors(case) -> dict[str, str]:
    room = reverse("rooms:room", args=[case.item.meeting_id, case.item.pk])
    return {
        "meeting.opened": reverse("meetings:meeting", args=[case.item.meeting_id]),
        "item.opened": room,
        "minutes.opened": reverse("signoff:minutes", args=[case.past.pk]),
        "version.opened": reverse("signoff:version", args=[case.version.pk]),
    }


@pytest.mark.parametrize("verb", ["meeting.opened", "item.opened", "minutes.opened", "version.opened"])
def test_reading_is_recorded_with_its_ground_once_a_visit(case, verb):
    since, client, path = now(), case.client_of(case.summoned), doors(case)[verb]
    for _again in range(3):
        assert client.get(path).status_code == 200
    [(who, told_verb, why)] = [event for event in told(since, "why") if event[1].endswith(".opened")]
    assert (who, told_verb) == ("大西", verb)
    assert why


def test_another_login_and_a_later_visit_are_recorded_again(case, monkeypatch):
    since, path = now(), doors(case)["item.opened"]
    first, second = case.client_of(case.summoned), case.client_of(case.summoned)
    for client in (first, second, first):
        client.get(path)
    assert len([event for event in told(since) if event[1] == "item.opened"]) == 2
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("portal.audit.services.timezone.now", lambda: later)
    first.get(path)
    assert len([event for event in told(since) if event[1] == "item.opened"]) == 3


@pytest.mark.parametrize("verb", ["meeting.opened", "item.opened", "minutes.opened", "version.opened"])
def test_a_refused_door_is_recorded_and_a_missing_one_just_alike(case, verb):
    since, client, path = now(), case.client_of(case.member), doors(case)[verb]
    asked = path.rstrip("/").split("/")[-1 if verb not in ("minutes.opened",) else -2]
    absent = str(uuid4())
    for tried in (path, path.replace(asked, absent)):
        assert client.get(tried).status_code == 404
    events = told(since, "target_id", "door")
    assert [event[:3] for event in events] == [
        ("小野寺", "door.refused", asked),
        ("小野寺", "door.refused", absent),
    ]
    assert events[0][3] == events[1][3] != ""


def test_a_flood_of_refusals_is_recorded_as_one(case, monkeypatch):
    monkeypatch.setattr(http, "REFUSALS", Limit(2))
    since, client, path = now(), case.client_of(case.member), doors(case)["item.opened"]
    asked = path.rstrip("/").split("/")[-1]
    tried = [str(uuid4()) for _turn in range(5)]
    assert {client.get(path.replace(asked, each)).status_code for each in tried} == {404}
    assert [event[1:] for event in told(since, "target_id", "detail")] == [
        ("door.refused", tried[0], ""),
        ("door.refused", tried[1], ""),
        ("limit.reached", "", "door.refused"),
    ]
    other = case.client_of(case.chair)
    assert other.get(path.replace(asked, str(uuid4()))).status_code == 404  # others are counted for themselves
    assert told(since)[-1][1] == "door.refused"


def test_an_export_refused_and_made_is_recorded(case):
    path = reverse("export:word", args=[case.past.pk])
    since = now()
    case.client_of(case.member).post(path)
    assert ("小野寺", "door.refused", str(case.past.pk)) in told(since, "target_id")


def test_logging_in_and_out_is_recorded_step_by_step(case):
    since, client = now(), Client()
    login = reverse("enter:login")
    client.post(login, {"email": case.member.email, "password": "wrong"})
    client.post(login, {"email": "nobody@kasane.example", "password": "wrong"})
    client.post(login, {"email": case.member.email.upper(), "password": PASSWORD})
    client.post(reverse("enter:code"), {"code": code_of(case.member)})
    elsewhere = Client()
    elsewhere.post(login, {"email": case.member.email, "password": PASSWORD})
    elsewhere.post(reverse("enter:code"), {"code": "000000"})
    client.post(reverse("enter:logout"))
    events = [event[:2] for event in told(since)]
    assert [event for event in events if not event[1].startswith("session.")] == [
        (None, "login.refused"),
        (None, "login.refused"),
        ("小野寺", "person.logged_in"),
        ("小野寺", "code.accepted"),
        ("小野寺", "person.logged_in"),
        ("小野寺", "code.refused"),
        ("小野寺", "person.logged_out"),
    ]
    refused = AuditEvent.objects.filter(id__gt=since, verb="login.refused").values_list("target_id", flat=True)
    assert list(refused) == [str(case.member.pk), ""]
    assert not AuditEvent.objects.filter(detail__contains="@").exists()


def come_in(case, person, joined=True):
    """As at the socket's door: the right says on which ground."""
    from minutes.rooms.access import rights
    from minutes.rooms.services import Entrance, note_sockets
    from portal.gate.rules import visitor_of

    asked = visitor_of(case.session_of(person)), case.item.document.pk
    note_sockets([Entrance(*asked, joined=joined, origin=current(), why=rights([asked])[asked].why)])


def test_a_room_entered_and_refused_by_socket_is_recorded(case):
    since, document = now(), case.item.document.pk
    for person, joined in ((case.summoned, True), (case.member, False)):
        come_in(case, person, joined)
    events = [event for event in told(since, "target_kind", "target_id", "why") if event[1].startswith("room.")]
    assert events == [
        ("大西", "room.joined", "minutes.document", str(document), "summoned"),
        ("小野寺", "room.refused", "minutes.document", str(document), ""),
    ]


def test_a_room_entered_under_an_emergency_is_the_use_of_it(case):
    emergency = an_emergency(case.item, case.member, allowed_by=case.chair)
    come_in(case, case.member)
    emergency.refresh_from_db()
    assert emergency.used_at is not None
    assert AuditEvent.objects.get(verb="room.joined").why == "emergency"
    assert AuditEvent.objects.filter(verb="emergency.used", actor=case.member).count() == 1
