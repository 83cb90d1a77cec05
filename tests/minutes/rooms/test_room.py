"""One room by itself: what the store refused leaves the live text, and a forgotten room leaves memory."""

import gc
import uuid
import weakref

import pytest
from pycrdt import Doc, Text, XmlFragment

from minutes.documents import content
from minutes.rooms.connection import Connection
from minutes.rooms.protocol import Edit, State, parse, write_uint
from minutes.rooms.rights import Right
from minutes.rooms.room import Room
from portal.gate.rules import Visitor
from tests.minutes.rooms import crafted

EMPTY = b"\0\0"


async def nowhere(event: dict) -> None:
    """A socket that takes everything."""


def a_connection(room: Room) -> Connection:
    visitor = Visitor(uuid.uuid4(), "session")
    person = {"id": str(visitor.user_id), "name": "大西 恵", "family": "大西", "agency": ""}
    connection = Connection(visitor, person, room.document_id, nowhere)
    connection.right = Right("write")
    room.connections[connection] = None
    return connection


def a_room() -> Room:
    room = Room(uuid.uuid4())
    room.begin(1, EMPTY)
    return room


def edit(author: Connection, room: Room, raw: bytes) -> bool:
    """An edit that is taken in at once; who sent it may be sent away for it."""
    taken = room.edit(author, raw)
    room.take_in()
    return taken


def typed(*parts: str) -> list[bytes]:
    doc: Doc = Doc()
    text = doc.get("meta", type=Text)
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    for part in parts:
        text += part
    doc.unobserve(subscription)
    return updates


def words(*updates: bytes) -> list[str]:
    doc: Doc = Doc()
    for update in updates:
        doc.apply_update(update)
    return sorted(str(doc.get("meta", type=Text)).split())


def live(room: Room) -> list[str]:
    """The live text, as it would be proposed to the store."""
    proposal = room.propose()
    return words(*(data for _, data in proposal.parts))


def test_each_author_is_one_part_of_the_proposal():
    room = a_room()
    one, two = a_connection(room), a_connection(room)
    for author, update in zip((one, two, one), (*typed("a "), *typed("b "), *typed("c ")), strict=True):
        edit(author, room, update)
    proposal = room.propose()
    assert [visitor for visitor, _ in proposal.parts] == [one.visitor, two.visitor]
    assert words(*(data for _, data in proposal.parts)) == ["a", "b", "c"]


def test_what_a_refused_author_typed_is_gone_and_the_rest_is_proposed_again():
    room = a_room()
    refused, stays = a_connection(room), a_connection(room)
    edit(refused, room, typed("refused ")[0])
    edit(stays, room, typed("stays ")[0])
    room.propose()
    edit(stays, room, typed("later ")[0])
    room.without([refused])
    assert room.tainted
    room.begin(1, EMPTY)
    assert live(room) == ["later", "stays"]


def test_the_same_edit_of_two_people_survives_the_refusal_of_one():
    room = a_room()
    refused, stays = a_connection(room), a_connection(room)
    (update,) = typed("same ")
    edit(refused, room, update)
    edit(stays, room, update)  # adds nothing while the first is there
    room.propose()
    room.without([refused])
    room.begin(1, EMPTY)
    assert live(room) == ["same"]
    assert stays.stored == 0


def test_an_edit_that_never_gets_its_predecessor_is_neither_stored_nor_counted():
    room = a_room()
    author = a_connection(room)
    first, second = typed("first ", "second ")
    edit(author, room, second)
    assert room.propose().parts == ()
    room.committed(room.propose(), 1)
    assert author.stored == 0
    edit(author, room, first)
    proposal = room.propose()
    assert words(*(data for _, data in proposal.parts)) == ["first", "second"]
    room.committed(proposal, 2)
    assert author.stored == 2


def minutes(*updates: bytes) -> str:
    doc: Doc = Doc()
    for update in updates:
        doc.apply_update(update)
    return str(doc.get("minutes", type=XmlFragment))


def stored(room: Room) -> str:
    """The minutes, if what is proposed now were stored."""
    return minutes(*(data for _, data in room.propose().parts))


def test_an_edit_that_breaks_half_way_leaves_nothing_behind():
    room = a_room()
    hostile, honest = a_connection(room), a_connection(room)
    edit(hostile, room, crafted.half_valid(98, "GHOST"))
    assert hostile.code == 4400
    assert room.tainted
    edit(honest, room, crafted.paragraph(99, "kept"))
    room.answer(honest, b"\0")
    room.begin(1, EMPTY)
    assert stored(room) == "<paragraph>kept</paragraph>"
    assert (hostile.stored, room.settled) == (0, False)


def test_an_edit_that_waited_and_then_breaks_is_the_fault_of_its_author_alone():
    room = a_room()
    hostile, honest = a_connection(room), a_connection(room)
    edit(hostile, room, crafted.update(98, crafted.words_in(55, 2, "x")))
    edit(honest, room, crafted.paragraph(55, "kept"))
    assert (hostile.code, honest.code, room.tainted) == (4400, None, True)
    edit(honest, room, crafted.paragraph(56, "later"))
    room.begin(1, EMPTY)
    assert sorted(minutes(*(data for _, data in room.propose().parts)).split("</paragraph>")) == [
        "",
        "<paragraph>kept",
        "<paragraph>later",
    ]


def test_an_edit_that_waits_for_itself_is_refused():
    room = a_room()
    author = a_connection(room)
    edit(author, room, crafted.update(98, crafted.words_in(98, 0, "x")))
    assert author.code == 4400


def test_nobody_writes_in_the_name_of_another():
    room = a_room()
    hostile, honest = a_connection(room), a_connection(room)
    edit(honest, room, crafted.paragraph(98, "mine"))
    edit(hostile, room, crafted.paragraph(98, "theirs", clock=6))
    assert hostile.code == 4400
    again = a_connection(room)
    edit(again, room, crafted.paragraph(98, "mine"))  # only says again what is there
    assert again.code is None
    edit(honest, room, crafted.paragraph(98, "go on", clock=6))
    assert stored(room) == "<paragraph>go on</paragraph><paragraph>mine</paragraph>"


def test_who_is_here_and_has_written_nothing_yet_keeps_their_name():
    room = a_room()
    hostile, honest = a_connection(room), a_connection(room)
    room.presence.accept(honest, honest.visitor, honest.identity, [State(98, 1, {})])
    edit(hostile, room, crafted.paragraph(98, "x" * 40))
    assert hostile.code == 4400
    ahead = a_connection(room)  # not ahead of them either
    edit(ahead, room, crafted.paragraph(98, "x" * 40, clock=7))
    assert ahead.code == 4400
    edit(honest, room, crafted.paragraph(98, "mine"))
    assert stored(room) == "<paragraph>mine</paragraph>"


def test_a_page_goes_on_with_its_own_name_after_the_server_started_again():
    room = Room(uuid.uuid4())
    room.begin(2, crafted.paragraph(98, "mine"))
    honest, hostile = a_connection(room), a_connection(room)
    edit(honest, room, crafted.paragraph(98, "go on", clock=6))
    room.begin(2, crafted.paragraph(98, "mine"))
    edit(hostile, room, crafted.paragraph(98, "theirs", clock=13))
    assert hostile.code == 4400


@pytest.mark.parametrize("client", [1, 2])
def test_nobody_writes_in_the_name_of_the_template(client):
    room = Room(uuid.uuid4())
    room.begin(1, content.seed_agenda())
    author = a_connection(room)
    edit(author, room, crafted.paragraph(client, "x" * 99))
    assert author.code == 4400


@pytest.fixture
def small(monkeypatch):
    """Documents that are full at two megabytes."""
    monkeypatch.setattr("minutes.rooms.room.DOCUMENT_BYTES", 2 * 1024 * 1024)


@pytest.mark.usefixtures("small")
def test_a_full_document_takes_no_more():
    room = a_room()
    author = a_connection(room)
    for client in (98, 99):
        assert edit(author, room, crafted.paragraph(client, "x" * 1024 * 900))
    assert edit(author, room, crafted.paragraph(100, "x" * 1024 * 900)) is False
    proposal = room.propose()
    room.committed(proposal, 2)
    assert (room.settled, author.stored) == (True, 2)


@pytest.mark.usefixtures("small")
def test_erased_words_and_many_small_edits_do_not_fill_a_document():
    room = a_room()
    author = a_connection(room)
    doc: Doc = Doc()
    text = doc.get("meta", type=Text)
    for _ in range(6):
        for words in ("x" * 900_000, ""):
            before = doc.get_state()
            if words:
                text += words
            else:
                text.clear()
            assert edit(author, room, doc.get_update(before))
    text += "x"
    assert edit(author, room, doc.get_update())


@pytest.mark.usefixtures("small")
def test_edits_that_wait_count_towards_the_size():
    room = a_room()
    author = a_connection(room)
    for clock in (900_000, 1_800_000):
        edit(author, room, crafted.update(98, crafted.words_in(97, 1, "x" * 900_000), clock=clock))
    assert edit(author, room, crafted.paragraph(99, "x" * 900_000)) is False


def test_an_answer_shows_nothing_that_is_not_stored():
    room = a_room()
    author, reader = a_connection(room), a_connection(room)
    edit(author, room, typed("on its way")[0])
    room.answer(reader, b"\0")
    (_, answer) = room.pending
    message = parse(answer.frame)
    assert isinstance(message, Edit)
    assert words(message.update) == ["its", "on", "way"]
    assert not room.settled


def test_few_answers_are_remembered_and_none_when_somebody_leaves():
    room = Room(uuid.uuid4())
    room.begin(2, crafted.paragraph(98, "long"))
    reader = a_connection(room)
    for client in range(20):
        room.answer(reader, write_uint(1) + write_uint(client) + write_uint(1))
    assert len(room._answers) == 8
    room.answer(reader, b"\0")
    room.answer(reader, b"\0")
    assert list(room._answers)[-1] == b"\0"
    room.leave(reader)
    assert room._answers == {}


def test_a_forgotten_room_leaves_memory_at_once():
    gc.disable()  # a Doc must be freed on its own thread, not whenever the collector runs on another
    try:
        room = a_room()
        edit(a_connection(room), room, typed("a")[0])
        text = weakref.ref(room._doc)
        room.close()
        room.connections.clear()
        del room
        assert text() is None
    finally:
        gc.enable()
