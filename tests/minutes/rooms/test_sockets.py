"""The room as browsers meet it: a real server process, a real database, real sockets."""

import random
import time
import uuid

import pytest
from django.db import connection
from django_otp import DEVICE_ID_SESSION_KEY
from pycrdt import Doc, Text

from meetings.agenda.models import Recusal, Summons
from meetings.schedule.models import Meeting
from minutes.documents import content
from minutes.documents.models import Document, Update
from minutes.documents.services import freeze, load, pause, thaw
from minutes.history.services import restore_stage
from minutes.rooms import protocol
from minutes.rooms.protocol import State
from minutes.versions.diff import passages
from portal.accounts.models import User
from portal.audit.protection import lifted
from portal.gate.rules import Visitor
from portal.sessions.store import SessionStore
from tests.factories.meetings import write
from tests.minutes.rooms import crafted
from tests.minutes.rooms.scene import enter
from tests.minutes.rooms.server import Browser, InvalidStatus, open_socket, refusal

pytestmark = pytest.mark.storage

WITHIN = 2.0  # seconds in which a right that ended closes the socket


@pytest.fixture(params=["socket", "requests"])
def server(request, server):
    """Everything holds by WebSocket, and where a proxy lets none through, by requests."""
    server.by_requests = request.param == "requests"
    yield server
    server.by_requests = False


def stored(scene) -> str:
    doc: Doc = Doc()
    doc.apply_update(load(scene.document.pk)[1])
    return str(doc.get("meta", type=Text))


def ready(*browsers: Browser) -> None:
    """Let everybody be asked and answered."""
    for each in browsers:
        each.until(lambda each=each: each.saved)


# --- writing together -------------------------------------------------------------------------


def test_two_people_write_at_once_and_have_the_same_text(server, scene):
    pair = [Browser(server, enter(user), scene.document.pk) for user in (scene.member, scene.other)]
    ready(*pair)
    dice = random.Random(7)
    for number in range(120):
        pair[dice.randrange(2)].type(f"{number} ")
        pair[dice.randrange(2)].hear(0)
    one, two = pair
    one.until(lambda: one.saved and two.saved and str(one.text) == str(two.text), two)
    assert stored(scene) == str(one.text)
    assert sorted(str(one.text).split(), key=int) == [str(number) for number in range(120)]
    assert set(Update.objects.filter(seq__gt=1).values_list("author", flat=True)) == {
        scene.member.pk,
        scene.other.pk,
    }


def test_who_comes_later_gets_all_of_it(server, scene):
    first = Browser(server, enter(scene.member), scene.document.pk)
    ready(first)
    first.type("論点")
    ready(first)
    late = Browser(server, enter(scene.secretariat), scene.document.pk)
    late.until(lambda: str(late.text) == "論点")


def test_what_was_typed_is_stored_though_the_tab_closed_at_once(server, scene):
    browser = Browser(server, enter(scene.member), scene.document.pk)
    ready(browser)
    for number in range(50):
        browser.type(f"{number} ")
    browser.close()
    again = Browser(server, enter(scene.other), scene.document.pk)
    again.until(lambda: str(again.text).split() == [str(number) for number in range(50)])
    assert len(stored(scene).split()) == 50


def test_nothing_is_told_or_acknowledged_that_a_kill_can_take_away(server, scene):
    writer_login, reader_login = enter(scene.member), enter(scene.other)
    writer = Browser(server, writer_login, scene.document.pk)
    reader = Browser(server, reader_login, scene.document.pk)
    ready(writer, reader)
    safe = 0
    for crash in range(3):
        for number in range(40):
            writer.type(f"{crash}-{number} ")
            writer.hear(0)
            reader.hear(0)
        writer.until(lambda: writer.acknowledged > 5, reader)
        acknowledged = writer.acknowledged
        server.kill()
        told = str(reader.text).split()
        kept = stored(scene).split()
        assert set(told) <= set(kept)
        assert len(kept) >= safe + acknowledged - 1  # one of the acknowledged is the first answer
        server.start()
        writer.reconnect(server, writer_login, scene.document.pk)
        reader.reconnect(server, reader_login, scene.document.pk)
        writer.until(lambda: writer.saved and str(reader.text) == str(writer.text), reader)
        assert stored(scene) == str(writer.text)
        safe = len(stored(scene).split())
    assert safe == 120


def test_a_server_that_is_asked_to_stop_stores_everything_first(server, scene):
    browser = Browser(server, enter(scene.member), scene.document.pk)
    ready(browser)
    for number in range(30):
        browser.type(f"{number} ")
    browser.until(lambda: browser.acknowledged > 1)
    acknowledged = browser.acknowledged
    server.stop()
    assert server.by_requests or browser.close_code() == 1012
    assert len(stored(scene).split()) >= acknowledged - 1
    server.start()
    assert (
        not server.by_requests or browser.close_code() == 1006
    )  # who asks again finds a process that knows of nothing


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connection to drop")
def test_after_postgresql_dropped_the_connections_writing_goes_on(server, scene):
    visitor = enter(scene.member)
    browser = Browser(server, visitor, scene.document.pk)
    ready(browser)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    browser.type("kept")
    ready(browser)  # nobody is cut off: each connection is looked at before it is used
    late = Browser(server, visitor, scene.document.pk)
    late.until(lambda: late.saved and str(late.text) == "kept")
    assert stored(scene) == "kept"


def test_words_put_back_reach_an_open_page_which_writes_on(server, scene):
    """The history's page is answered by any process; the open rooms of all take it in within a second."""
    first = Browser(server, enter(scene.member), scene.document.pk)
    ready(first)
    write(scene.item, scene.member, minutes="訪問する。")
    pause(scene.document.pk)
    write(scene.item, scene.other, minutes="まちがい。")
    first.until(lambda: sorted(record_of(first)) == ["まちがい。", "訪問する。"])
    restore_stage(actor=scene.other, document=scene.document, number=1)
    begun = time.monotonic()
    first.until(lambda: record_of(first) == ["訪問する。"])
    assert time.monotonic() - begun < WITHIN
    first.type("続き")
    ready(first)
    assert stored(scene) == "続き"


def record_of(browser: Browser) -> list[str]:
    """The lines of the record as this page has them."""
    return [passage.text for passage in passages(content.blocks(browser.doc.get_update(), "minutes"))]


def test_sending_the_same_again_is_acknowledged_and_not_stored_again(server, scene):
    browser = Browser(server, enter(scene.member), scene.document.pk)
    ready(browser)
    browser.type("一度")
    ready(browser)
    seq = Document.objects.get(pk=scene.document.pk).seq
    for _ in range(3):
        browser.sent += 1
        browser.say(protocol.step2(browser.doc.get_update()))
    ready(browser)
    assert Document.objects.get(pk=scene.document.pk).seq == seq


def test_an_edit_whose_predecessors_are_missing_waits_for_them(server, scene):
    browser = Browser(server, enter(scene.member), scene.document.pk)
    ready(browser)
    elsewhere: Doc = Doc()
    text = elsewhere.get("meta", type=Text)
    updates: list[bytes] = []
    elsewhere.observe(lambda event: updates.append(event.update))
    text += "first "
    text += "second"
    before = browser.acknowledged
    browser.asked = False
    browser.say(protocol.update(updates[1]))
    browser.until(lambda: browser.asked)  # the server asks for what it lacks instead of acknowledging
    assert (browser.acknowledged, stored(scene)) == (before, "")
    browser.say(protocol.update(updates[0]))
    browser.until(lambda: browser.acknowledged == before + 3)
    assert stored(scene) == "first second"


def test_a_page_that_was_away_brings_a_megabyte_at_once(server, scene):
    browser = Browser(server, enter(scene.member), scene.document.pk)
    ready(browser)
    browser.type("長い記録" * 100_000)  # 1.2 MB in one message
    ready(browser)
    assert len(stored(scene)) == 400_000


# --- who is let in ----------------------------------------------------------------------------


def test_absent_and_forbidden_are_refused_alike_before_accept(server, scene):
    outsider = enter(scene.outsider)
    forbidden = refusal(server, outsider, scene.document.pk)
    assert forbidden.startswith(b"HTTP/1.1 403 ")
    assert forbidden == refusal(server, outsider, uuid.uuid4())
    assert forbidden == refusal(server, enter(scene.member), uuid.uuid4())


def password_only(user: User) -> Visitor:
    visitor = enter(user)
    session = SessionStore(visitor.session_key)
    del session[DEVICE_ID_SESSION_KEY]
    session.save()
    return visitor


def test_who_has_not_shown_everything_is_refused(server, scene):
    unpledged = enter(scene.other)
    with lifted():
        scene.other.pledges.all().delete()
    for visitor in (Visitor(scene.member.pk, "nosuchsession"), password_only(scene.member), unpledged):
        with pytest.raises(InvalidStatus) as refused:
            open_socket(server, visitor, scene.document.pk)
        assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:1", "https://evil.example", "null"])
def test_a_page_of_another_origin_is_refused(server, scene, origin):
    with pytest.raises(InvalidStatus) as refused:
        open_socket(server, enter(scene.member), scene.document.pk, origin=origin)
    assert refused.value.response.status_code == 403


def test_an_old_tab_is_asked_to_reload(server, scene):
    browser = Browser(server, enter(scene.member), scene.document.pk, query="?v=0")
    assert browser.close_code() == 4409


def test_a_page_that_somebody_else_opened_does_not_go_on_under_my_name(server, scene):
    theirs = f"?v=3&as={scene.other.pk}"
    assert Browser(server, enter(scene.member), scene.document.pk, query=theirs).close_code() == 4403


# --- a right ends while someone types ---------------------------------------------------------


def log_out(scene, visitor):
    SessionStore(visitor.session_key).delete()


def withdraw_summons(scene, visitor):
    Summons.objects.filter(user=scene.member).delete()


def recuse(scene, visitor):
    Recusal.objects.create(item=scene.document.item, user=scene.member, recused_by=scene.member)


def end_term(scene, visitor):
    scene.member.appointments.all().delete()


def suspend(scene, visitor):
    User.objects.filter(pk=scene.member.pk).update(is_active=False)


def lapse_pledge(scene, visitor):
    with lifted():
        scene.member.pledges.all().delete()


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (log_out, 4401),
        (withdraw_summons, 4403),
        (recuse, 4403),
        (end_term, 4403),
        (suspend, 4401),
        (lapse_pledge, 4428),
    ],
)
def test_a_right_that_ended_closes_the_socket_and_stores_nothing_more(server, scene, end, code):
    visitor = enter(scene.member)
    browser = Browser(server, visitor, scene.document.pk)
    ready(browser)
    browser.type("in time ")
    ready(browser)
    end(scene, visitor)
    start = time.monotonic()
    browser.type("too late")
    assert browser.close_code() == code
    assert time.monotonic() - start < WITHIN
    assert stored(scene) == "in time "


def test_a_silent_socket_closes_too(server, scene):
    visitor = enter(scene.member)
    browser = Browser(server, visitor, scene.document.pk)
    ready(browser)
    start = time.monotonic()
    log_out(scene, visitor)
    assert browser.close_code() == 4401
    assert time.monotonic() - start < WITHIN


def test_the_others_go_on_when_one_is_sent_away(server, scene):
    gone = Browser(server, enter(scene.member), scene.document.pk)
    stays = Browser(server, enter(scene.other), scene.document.pk)
    ready(gone, stays)
    withdraw_summons(scene, None)
    gone.type("too late ")
    stays.type("still here")
    assert gone.close_code() == 4403
    ready(stays)
    assert stored(scene) == str(stays.text) == "still here"


def test_freezing_closes_with_its_own_code_and_keeps_what_was_acknowledged(server, scene):
    browser = Browser(server, enter(scene.member), scene.document.pk)
    ready(browser)
    browser.type("in time ")
    ready(browser)
    freeze(actor=scene.secretariat, document=scene.document)
    browser.type("too late")
    assert browser.close_code() == 4423
    assert stored(scene) == "in time "


def test_a_frozen_document_is_read_and_thawed(server, scene):
    freeze(actor=scene.secretariat, document=scene.document)
    browser = Browser(server, enter(scene.member), scene.document.pk)
    browser.until(lambda: browser.status)
    assert (browser.status["may"], browser.status["reason"]) == ("read", "frozen")
    thaw(actor=scene.secretariat, document=scene.document)
    browser.until(lambda: browser.status["may"] == "write")
    ready(browser)
    browser.type("again")
    ready(browser)
    assert stored(scene) == "again"


def test_the_edits_of_a_reader_are_refused(server, scene):
    Meeting.objects.update(state=Meeting.State.CLOSED)
    browser = Browser(server, enter(scene.member), scene.document.pk)
    browser.until(lambda: browser.status)
    assert (browser.status["may"], browser.status["reason"]) == ("read", "closed")
    browser.status = {}
    browser.asked = True
    browser.type("secretly")
    browser.until(lambda: browser.status)
    assert (browser.acknowledged, stored(scene)) == (0, "")


# --- what is no message -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x09\x09\x09", id="unknown kind"),
        pytest.param(protocol.update(b"\xff\xfe\xfd" * 9), id="no Yjs update"),
        pytest.param(protocol.update(crafted.half_valid(98, "x")), id="half a Yjs update"),
        pytest.param(protocol.acknowledgement(5), id="what only the server says"),
        pytest.param(protocol.update(b"x" * 4 * 1024 * 1024), id="too large"),
        pytest.param("text", id="text"),
    ],
)
def test_garbage_ends_the_connection_and_stores_nothing(server, scene, frame):
    if server.by_requests and isinstance(frame, str):
        pytest.skip("requests carry octets")
    browser = Browser(server, enter(scene.member), scene.document.pk)
    ready(browser)
    browser.say(frame)
    assert browser.close_code() == 4400
    assert Document.objects.get(pk=scene.document.pk).seq == 1


# --- who is here ------------------------------------------------------------------------------


def test_presence_carries_the_name_of_the_login_and_ends_with_the_connection(server, scene):
    one = Browser(server, enter(scene.member), scene.document.pk)
    two = Browser(server, enter(scene.other), scene.document.pk)
    ready(one, two)
    cursor = {"anchor": {"tname": "agenda"}, "head": {"tname": "minutes"}}
    forged = {"user": {"id": str(scene.secretariat.pk), "name": "市長", "colour": 5}, "cursor": cursor, "x": 1}
    one.say(protocol.awareness([State(11, 1, forged)]))
    two.until(lambda: 11 in two.people)
    assert two.people[11] == {
        "user": {"id": str(scene.member.pk), "name": "大西 恵", "family": "大西", "agency": "", "colour": 0},
        "cursor": cursor,
    }
    two.say(protocol.awareness([State(11, 9, {"cursor": None})]))  # somebody else's
    two.say(protocol.awareness([State(22, 1, {"cursor": None})]))
    one.until(lambda: 22 in one.people)
    assert 11 not in one.people
    late = Browser(server, enter(scene.secretariat), scene.document.pk)
    late.until(lambda: {11, 22} <= set(late.people))
    assert late.people[11]["cursor"] == cursor
    one.close()
    two.until(lambda: two.people[11] is None)
    late.until(lambda: late.people[11] is None)
