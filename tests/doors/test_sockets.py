"""The sockets' doors: real handshakes with a real server; every refusal comes before accept and looks the same."""

import socket
from uuid import uuid4

import httpx
import pytest
from django.conf import settings
from django.test import override_settings

from tests.cast import FAST_HASHERS
from tests.doors import matrix

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]

PATIENCE = 60.0
REFUSED = b"HTTP/1.1 403"
ACCEPTED = b"HTTP/1.1 101"
OUTSIDE = (
    "anonymous",
    "password_only",
    "unpledged",
    "lapsed",
    "former",
    "member",
    "other_body",
    "other_coordinator",
    "editor",
    "superuser",
)


@pytest.fixture(scope="module")
def process(django_db_setup):
    """One server process on the tests' database."""
    from tests.minutes.rooms.server import Server

    process = Server()
    process.start()
    yield process
    process.stop()
    process.socket.close()


@pytest.fixture
def server(transactional_db, process):
    yield process
    process.tabs.close()
    process.rest()


@pytest.fixture
def people(server):
    """Everybody, committed, and a called meeting: most are summoned to its first item, the chair to its second."""
    from tests.factories.meetings import a_meeting, an_item, called, summoned_before
    from tests.factories.people import a_cast, a_member

    with override_settings(PASSWORD_HASHERS=FAST_HASHERS):
        cast = a_cast()
        second = a_member(cast.body, cast.text, "北村")
    meeting = a_meeting(cast.body)
    first = an_item(meeting, cast.summoned, cast.password_only, cast.unpledged, cast.lapsed)
    summoned_before(first, cast.former)
    an_item(meeting, second)
    called(meeting)
    cast.item, cast.only_second = first, second
    return cast


def handshake(server, path: str, session: str, origin: str | None = "") -> bytes:
    """The server's answer, byte for byte but for the clock; of an accepted socket only its first line."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    if origin is not None:
        lines.append(f"Origin: {origin or server.origin}")
    if session:
        lines.append(f"Cookie: {settings.SESSION_COOKIE_NAME}={session}")
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as wire:
        wire.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = wire.recv(65536)
        while not answer.startswith(ACCEPTED) and (more := wire.recv(65536)):
            answer += more
    if answer.startswith(ACCEPTED):
        return ACCEPTED
    return b"\r\n".join(line for line in answer.split(b"\r\n") if not line.lower().startswith(b"date:"))


def test_every_socket_is_known_here():
    from tests.doors.walk import socket_patterns

    assert set(socket_patterns()) == matrix.SOCKETS


def test_the_summoned_and_those_who_run_the_body_are_let_in(server, people):
    path = f"/ws/documents/{people.item.document.pk}/?v=3"
    let_in = (people.summoned, people.coordinator, people.chair)
    assert [handshake(server, path, people.session_of(person)) for person in let_in] == [ACCEPTED] * 3


def test_everybody_else_is_refused_and_no_refusal_tells_why(server, people):
    path = f"/ws/documents/{people.item.document.pk}/?v=3"
    mine = people.session_of(people.summoned)
    answers = {role: handshake(server, path, people.session_of(getattr(people, role))) for role in OUTSIDE}
    answers["summoned to the other item only"] = handshake(server, path, people.session_of(people.only_second))
    answers["no such session"] = handshake(server, path, "x" * 32)
    answers["absent"] = handshake(server, f"/ws/documents/{uuid4()}/?v=3", mine)
    answers["no such path"] = handshake(server, "/ws/nothing/", mine)
    answers["not even a path"] = handshake(server, "/", mine)
    for name, origin in {
        "missing origin": None,
        "null origin": "null",
        "another host": "http://kasane.example.evil.test",
        "another port": "http://127.0.0.1:9",
        "another scheme": f"https://127.0.0.1:{server.port}",
        "another name of this host": f"http://localhost.:{server.port}",
        "more than our origin": f"{server.origin}.evil.test",
    }.items():
        answers[name] = handshake(server, path, mine, origin)
    assert {name: answer[:12] for name, answer in answers.items() if not answer.startswith(REFUSED)} == {}
    assert len(set(answers.values())) == 1


def test_by_requests_the_same_are_let_in_and_refused(server, people):
    """Where a proxy lets no WebSocket through (portal/gate/carried.py)."""

    def opening(path: str, session: str, origin: str | None = "") -> tuple[int, bytes, tuple[str, ...]]:
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}", "X-Carried": "new"}
        if origin is not None:
            headers["Origin"] = origin or server.origin
        answer = httpx.post(f"http://127.0.0.1:{server.port}/carried{path}", headers=headers, timeout=PATIENCE)
        return answer.status_code, answer.content, tuple(sorted(set(answer.headers) - {"date", "x-carried"}))

    path = f"/ws/documents/{people.item.document.pk}/?v=3"
    mine = people.session_of(people.summoned)
    let_in = (people.summoned, people.coordinator, people.chair)
    assert [opening(path, people.session_of(person))[0] for person in let_in] == [200] * 3
    answers = {opening(path, people.session_of(getattr(people, role))) for role in OUTSIDE}
    answers |= {opening(path, people.session_of(people.only_second)), opening(path, "x" * 32)}
    answers |= {opening(f"/ws/documents/{uuid4()}/?v=3", mine), opening("/ws/nothing/", mine)}
    answers |= {opening(path, mine, origin) for origin in (None, "null", "http://kasane.example.evil.test")}
    assert len(answers) == 1
    assert answers.pop()[:2] == (403, b"")


def test_a_foreign_cookie_with_odd_letters_keeps_nobody_out(server, people):
    path = f"/ws/documents/{people.item.document.pk}/?v=3"
    key = people.session_of(people.summoned)
    assert handshake(server, path, f'{key}; a[b]@c="(1"; =; x') == ACCEPTED


def test_who_logged_out_is_outside(server, people):
    path = f"/ws/documents/{people.item.document.pk}/?v=3"
    key = people.session_of(people.summoned)
    from tests.factories.people import a_browser

    a_browser(key).post("/portal/enter/leave/")
    assert handshake(server, path, key).startswith(REFUSED)


def test_of_an_item_one_is_not_called_to_nothing_is_told(server, people):
    """On one's own socket, nothing written in the other item arrives."""
    from minutes.documents.models import Document
    from tests.minutes.rooms.scene import Visitor
    from tests.minutes.rooms.server import Browser

    second = Document.objects.get(item__meeting=people.item.meeting, item__position=2)
    here = Browser(server, Visitor(people.only_second.pk, people.session_of(people.only_second)), second.pk)
    there = Browser(server, Visitor(people.summoned.pk, people.session_of(people.summoned)), people.item.document.pk)
    here.until(lambda: here.saved and there.saved, there)
    there.type("第一の議題")
    there.until(lambda: there.saved)
    here.type("第二の議題")
    here.until(lambda: here.saved)
    assert (str(here.text), str(there.text)) == ("第二の議題", "第一の議題")
    assert str(people.summoned.pk) not in str(here.people)
