"""The personal feed: what a calendar reads, for whom it is closed, and what it costs (scheduling.md §3.5, §6 check 11)."""

import re
from datetime import date
from email import message_from_bytes

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from meetings.feeds import views
from meetings.feeds.models import FeedToken
from meetings.feeds.services import ACT, MOST, make_feed
from meetings.feeds.window import Window, window_on
from meetings.invites.models import Participation
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from portal.pledge.access import my_pledges
from tests.factories.meetings import a_called_meeting, at, called_off, moved
from tests.factories.people import a_factor, code_of, let_lapse, set_term
from tests.portal.mfa.floor import clock

__all__ = ["clock"]
pytestmark = pytest.mark.django_db


def an_address(person, label="職場のOutlook") -> str:
    return make_feed(actor=person, label=label, factor=a_factor(person, ACT, str(person.pk)))


def read(address, **headers):
    """As a calendar program asks: without a login."""
    return Client().get(address.removeprefix("http://127.0.0.1:8000"), headers=headers)


def events(answer) -> list:
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def mailed(person) -> list:
    """The calendar objects that went to the person by mail, in order."""
    found = []
    for mail in OutboxMail.objects.filter(kind="meeting", recipient=person.email).order_by("created_at"):
        parts = [each for each in message_from_bytes(mail.content).walk() if each.get_content_type() == "text/calendar"]
        found += [Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0] for part in parts]
    return found


@pytest.fixture
def meeting(cast):
    return a_called_meeting(cast.body, [cast.summoned, cast.member])


@pytest.fixture
def address(cast, settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    let_lapse(my_pledges(cast.summoned)[0], 200)  # in the tests that move the clock on, too
    return an_address(cast.summoned)


# --- what it says ------------------------------------------------------------------------------


def test_it_says_what_the_mails_said_under_the_same_uids(cast, meeting, address):
    a_called_meeting(cast.body, [cast.summoned], start=at(12))
    moved(meeting, days=2)
    told = {str(each["UID"]): each for each in mailed(cast.summoned)}
    shown = {str(each["UID"]): each for each in events(read(address))}
    assert len(shown) == 2
    assert set(shown) == set(told)
    for uid, event in shown.items():
        for name in ("SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "ORGANIZER"):
            assert event[name].to_ical() == told[uid][name].to_ical(), name
        assert event["STATUS"] == "CONFIRMED"


def test_it_is_published_and_names_nobody(cast, meeting, address):
    answer = read(address)
    text = re.sub("\r\n ", "", answer.content.decode())
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["METHOD"], answer.headers["Content-Type"]) == ("PUBLISH", "text/calendar; charset=utf-8")
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(text.split("\r\n"))
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "かさね市 会議の予定"
    assert "ATTENDEE" not in text
    for word in (cast.summoned.full_name, cast.summoned.email, cast.member.full_name, "R8-001", cast.body.name):
        assert word not in text
    (one,) = vobject.readOne(answer.content.decode()).vevent_list  # another reader than the writer
    assert one.dtstart.value == meeting.start


def test_nothing_of_others_and_nothing_of_a_body_one_has_left(cast, address):
    a_called_meeting(cast.body, [cast.member])
    assert events(read(address)) == []


def test_a_meeting_that_one_declined_leaves_the_time_free(cast, meeting, address):
    assert events(read(address))[0]["TRANSP"] == "OPAQUE"
    Participation.objects.filter(user=cast.summoned).update(answer="DECLINED")
    assert events(read(address))[0]["TRANSP"] == "TRANSPARENT"


def test_what_is_called_off_stays_for_thirty_days_as_such(cast, meeting, address, clock):
    uid = str(mailed(cast.summoned)[0]["UID"])
    clock.wait(60)
    called_off(meeting)
    (event,) = events(read(address))
    assert (str(event["UID"]), event["STATUS"], int(event["SEQUENCE"])) == (uid, "CANCELLED", 1)
    clock.wait(29 * 86400)
    assert len(events(read(address))) == 1
    clock.wait(2 * 86400)
    assert events(read(address)) == []


@pytest.mark.parametrize(
    ("today", "window"),
    [
        (date(2026, 11, 30), Window(date(2026, 8, 1), date(2028, 1, 1), date(2026, 10, 31))),
        (date(2027, 1, 1), Window(date(2026, 10, 1), date(2028, 3, 1), date(2026, 12, 2))),
        (date(2028, 2, 29), Window(date(2027, 11, 1), date(2029, 4, 1), date(2028, 1, 30))),
    ],
)
def test_it_reaches_from_three_months_back_to_thirteen_ahead(today, window):
    assert window_on(today) == window


# --- acceptance check 11 -------------------------------------------------------------------------


def test_the_same_bytes_for_two_days(cast, meeting, address, clock):
    first = read(address)
    answers = []
    for _each in range(4):
        clock.wait(12 * 3600)
        answers.append(read(address))
    assert {(each.content, each.headers["ETag"]) for each in answers} == {(first.content, first.headers["ETag"])}


def test_nothing_is_written_for_who_has_it_already(cast, meeting, address, monkeypatch):
    tag = read(address).headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{64}"', tag)  # strong: no W/

    def written(*_unused):
        raise AssertionError("written for nobody")

    monkeypatch.setattr(views, "publish", written)
    answer = read(address, if_none_match=tag)
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    with pytest.raises(AssertionError):
        read(address, if_none_match='"something else"')
    moved(meeting, days=1)
    with pytest.raises(AssertionError):
        read(address, if_none_match=tag)


def closed(answer) -> tuple:
    """All that can be seen of it."""
    return answer.status_code, answer.content, dict(answer.headers)


def stop(cast):
    cast.summoned.is_active = False
    cast.summoned.save()


@pytest.mark.parametrize(
    "end",
    [
        lambda cast: FeedToken.objects.update(revoked_at=timezone.now()),
        stop,
        lambda cast: set_term(cast.summoned, -300, -1),
        lambda cast: let_lapse(my_pledges(cast.summoned)[0]),
    ],
)
def test_what_is_ended_looks_like_what_never_was(cast, meeting, address, end):
    assert read(address).status_code == 200
    wrong = read("/portal/calendar/" + "A" * 43 + ".ics")
    end(cast)
    assert closed(read(address)) == closed(wrong)
    assert closed(wrong)[0] == 404


def test_it_may_be_kept_by_its_reader_alone_and_is_asked_for_anew(address, meeting):
    answer = read(address)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Content-Disposition"] == 'inline; filename="calendar.ics"'
    assert "Set-Cookie" not in answer.headers


def test_when_it_was_read_is_kept_once_an_hour(cast, meeting, address, clock):
    read(address)
    first = FeedToken.objects.get().last_used_at
    clock.wait(600)
    read(address)
    assert FeedToken.objects.get().last_used_at == first
    clock.wait(3600)
    read(address)
    assert FeedToken.objects.get().last_used_at > first


# --- the pages -----------------------------------------------------------------------------------


def test_an_address_is_made_with_a_fresh_code_and_shown_once(cast, meeting):
    client, person = cast.client_of(cast.summoned), cast.summoned
    assert "カレンダー用アドレスは、まだありません" in client.get("/portal/me/calendar/").content.decode()
    refused = client.post("/portal/me/calendar/new/", {"label": "iPhone"})
    assert (refused.status_code, FeedToken.objects.count()) == (422, 0)
    page = client.post("/portal/me/calendar/new/", {"label": "iPhone", "code": code_of(person)}).content.decode()
    (path,) = re.findall(r"/portal/calendar/([\w-]{43})\.ics", page)
    kept = FeedToken.objects.get()
    assert path not in str(vars(kept))
    assert "iPhone" in client.get("/portal/me/calendar/").content.decode()
    assert path not in client.get("/portal/me/calendar/").content.decode()
    mail = OutboxMail.objects.get(kind="feed")
    assert (mail.recipient, path.encode() in mail.content) == (person.email, False)
    assert len(events(read(f"/portal/calendar/{path}.ics"))) == 1
    assert AuditEvent.objects.get(verb="feed.made").actor == person


def test_it_is_ended_by_its_owner_at_once(cast, meeting, address):
    kept = FeedToken.objects.get()
    assert cast.client_of(cast.member).post(f"/portal/me/calendar/{kept.pk}/end/").status_code == 404
    client = cast.client_of(cast.summoned)
    assert "職場のOutlook" in client.get(f"/portal/me/calendar/{kept.pk}/end/").content.decode()
    assert read(address).status_code == 200
    assert client.post(f"/portal/me/calendar/{kept.pk}/end/").status_code == 302
    assert read(address).status_code == 404
    assert client.post(f"/portal/me/calendar/{kept.pk}/end/").status_code == 404
    assert AuditEvent.objects.filter(verb="feed.revoked").count() == 1


def test_ten_addresses_are_enough(cast, address):
    for number in range(MOST - 1):
        an_address(cast.summoned, str(number))
    client = cast.client_of(cast.summoned)
    answer = client.post("/portal/me/calendar/new/", {"label": "もう1台", "code": code_of(cast.summoned)})
    assert (answer.status_code, FeedToken.objects.count()) == (422, MOST)


def test_ones_own_page_leads_there(cast):
    page = cast.client_of(cast.summoned).get("/portal/me/").content.decode()
    assert 'href="/portal/me/calendar/"' in page


def test_a_log_names_no_address():
    from portal.accounts.logs import _TOKEN

    line = "GET /portal/calendar/" + "a" * 43 + ".ics HTTP/1.1"
    assert _TOKEN.sub(r"\1…", line) == "GET /portal/calendar/… HTTP/1.1"


def test_a_meeting_that_is_over_stays(cast, meeting, address, clock):
    clock.wait(40 * 86400)
    assert len(events(read(address))) == 1
