"""How doors refuse: other methods, things that are not there, and what every closed answer carries."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.doors import matrix
from tests.doors.answers import ask, assert_closed, lacking

pytestmark = pytest.mark.django_db

OUR_DOORS = sorted({name for name, _method in matrix.rows()})
OWN_PAGES = {
    "emergency:ask",
    "me:address",
    "me:home",
    "me:password",
    "me:devices",
    "me:add_app",
    "me:finish_app",
    "me:add_passkey",
    "me:finish_passkey",
    "me:new_codes",
    "me:pledges",
    "me:sessions",
    "me:end_sessions",
    "me:stay",
}  # everybody has these, without an id
OF_ONE_THING = [
    name
    for name in OUR_DOORS
    if name.startswith(("me:", "bodies:", "meetings:", "rooms:", "signoff:", "circle:", "emergency:", "resets:"))
]
OF_ONE_THING = [name for name in [*OF_ONE_THING, "export:word"] if not name.endswith(":list") and name not in OWN_PAGES]
LINKS_OF_MAILS = {"me:new_address"}  # used up, foreign or made up: one page says that the link leads nowhere any more
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
NONCE = r"""nonce="[^"]{24}"|'nonce-[^']{24}'"""
NOWHERE = ["/portal/nothing/", "/portal/meetings/1/", "/portal/x.y", "/portal/me/x/", "/portal/bodies/x/members/"]


def words_of(answer, path: str) -> str:
    """The page, but for what differs each time: tokens, and its own address."""
    tokens = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return re.sub(NONCE, 'nonce=""', tokens).replace(path, "/HERE/")


def headers_of(answer) -> list[tuple[str, str]]:
    """All of them, but for the nonce of this one answer."""
    return sorted((name, re.sub(NONCE, "'nonce'", value)) for name, value in answer.headers.items())


def kinds(queries: CaptureQueriesContext) -> list[str]:
    """What was read of the database, without the values; the record of the refusal is written either way."""
    read = [query["sql"] for query in queries if query["sql"].startswith("SELECT") and "audit" not in query["sql"]]
    return [re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in read]


@pytest.mark.parametrize("door", OUR_DOORS)
def test_nobody_gets_an_answer_to_another_method(world, door):
    path = world.address(door)
    for role in ("anonymous", "unpledged", "member", "summoned", "coordinator"):
        for method in OTHER_METHODS:
            answer = world.client(role).generic(method, path)
            assert (answer.status_code, lacking(answer, path)) == (405, []), (role, method)


@pytest.mark.parametrize("door", OF_ONE_THING)
def test_absent_and_forbidden_are_the_same(world, door):
    given = world.arguments()[door]
    for method in ("GET", "POST"):
        client = world.client("other_coordinator")
        forbidden, absent = (reverse(door, args=args) for args in (given, [uuid4() for _each in given]))
        with CaptureQueriesContext(connection) as for_one:
            one = ask(client, method, forbidden)
        with CaptureQueriesContext(connection) as for_two:
            two = ask(client, method, absent)
        assert kinds(for_one) == kinds(for_two)  # so that the time they take tells nothing either
        closed = 410 if door in LINKS_OF_MAILS else 404
        assert (one.status_code, two.status_code) == (closed, closed)
        assert words_of(one, forbidden) == words_of(two, absent)
        assert headers_of(one) == headers_of(two)


@pytest.mark.parametrize("door", ["rooms:room", "rooms:admission"])
def test_one_who_is_in_the_meeting_cannot_tell_an_items_absence_from_its_refusal(world, door):
    """The other item of one's own meeting: the address of the meeting is right, that of the item is not."""
    other = world.meeting.items.exclude(pk=world.item.pk).get()
    client = world.client("summoned")
    paths = [reverse(door, args=[world.meeting.pk, pk]) for pk in (other.pk, uuid4())]
    forbidden, absent = (client.get(path) for path in paths)
    assert (forbidden.status_code, absent.status_code) == (404, 404)
    assert words_of(forbidden, paths[0]) == words_of(absent, paths[1])


@pytest.mark.parametrize("role", ["anonymous", "coordinator"])
def test_an_address_that_leads_nowhere_says_nothing(world, role):
    answers = {path: world.client(role).get(path) for path in NOWHERE}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({words_of(answer, path) for path, answer in answers.items()}) == 1
    for answer in answers.values():
        assert_closed(answer)
        assert world.cast.coordinator.last_name not in answer.content.decode()


def test_the_desk_is_not_kept_either(world):
    for role in ("anonymous", "member", "editor"):
        assert_closed(world.client(role).get("/editorial/"))


@pytest.mark.parametrize("role", ["former", "superuser", "member", "other_body", "other_coordinator"])
def test_home_tells_nothing_of_meetings_one_is_outside_of(world, role):
    """Not even of minutes that wait for one's own confirmation: who left the body has left its meetings."""
    page = world.client(role).get("/portal/").content.decode()
    meetings = [world.meeting, world.version.item.meeting, world.closed, world.draft]
    told = [word for meeting in meetings for word in (meeting.title, str(meeting.pk)) if word in page]
    assert told == []
    assert str(world.version.pk) not in page


def test_home_tells_whom_it_concerns(world):
    page = world.client("summoned").get("/portal/").content.decode()
    assert world.meeting.title in page
    assert str(world.version.pk) in page
