"""The hub in this process, on the tests' database: failing stores, slow readers, many arriving at once."""

import asyncio
import threading
from collections.abc import Mapping, Sequence

import pytest
from django.db import OperationalError, connections
from pycrdt import Doc, Text

from minutes.documents.models import Document, Update
from minutes.documents.services import Batch, append, compact, load
from minutes.rooms import protocol
from minutes.rooms.access import Ask, identify, rights
from minutes.rooms.connection import IN_FLIGHT, Connection
from minutes.rooms.hub import Hub
from minutes.rooms.levels import NESTING
from minutes.rooms.protocol import state_vector
from minutes.rooms.rights import Right
from tests.minutes.rooms import crafted
from tests.minutes.rooms.scene import enter

pytestmark = [pytest.mark.storage, pytest.mark.usefixtures("scene")]


class Socket:
    """The far end of a connection: what was sent to it, and an edit it may send."""

    def __init__(self) -> None:
        self.heard: list[protocol.Message] = []
        self.doc: Doc = Doc()

    async def send(self, event: dict) -> None:
        self.heard.append(protocol.parse(event["bytes"]))

    def typed(self, words: str) -> bytes:
        text = self.doc.get("meta", type=Text)
        before = self.doc.get_state()
        text += words
        return protocol.update(self.doc.get_update(before))

    def edits(self) -> list[bytes]:
        return [message.update for message in self.heard if isinstance(message, protocol.Edit)]

    def acknowledged(self) -> int:
        return max((each.count for each in self.heard if isinstance(each, protocol.Acknowledgement)), default=0)


async def arrive(hub: Hub, visitor, document_id) -> tuple[Socket, Connection]:
    socket = Socket()
    connection = await hub.join(visitor, document_id, socket.send)
    assert connection is not None
    hub.admit(connection)
    return socket, connection


async def until(holds) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)


def run(story) -> None:
    """Run a story with a loop of its own; writers that still wait are cancelled with it."""
    asyncio.run(story())


def test_if_the_store_fails_nobody_is_told_and_all_are_sent_back(scene):
    broken = threading.Event()
    visitors = enter(scene.member), enter(scene.other)

    def asking(asks: Sequence[Ask]) -> Mapping[Ask, Right]:
        if broken.is_set():
            raise OperationalError("the disk is full")
        return rights(asks)

    async def story():
        hub = Hub(asking, identify)
        writer, writing = await arrive(hub, visitors[0], scene.document.pk)
        reader, reading = await arrive(hub, visitors[1], scene.document.pk)
        broken.set()
        hub.receive(writing, writer.typed("lost?"))
        await until(lambda: writing.ended.is_set() and reading.ended.is_set())
        assert (writing.code, reading.code) == (1011, 1011)
        assert (writer.acknowledged(), reader.edits()) == (0, [])
        broken.clear()
        again, connection = await arrive(hub, visitors[0], scene.document.pk)
        hub.receive(connection, protocol.step2(writer.doc.get_update()))
        await until(lambda: again.acknowledged() == 1)
        await hub.drain()

    run(story)
    doc: Doc = Doc()
    doc.apply_update(load(scene.document.pk)[1])
    assert str(doc.get("meta", type=Text)) == "lost?"


def test_nothing_is_told_before_the_store_has_it(scene):
    visitors = enter(scene.member), enter(scene.other)
    go_on = threading.Event()
    storing = threading.Event()
    slow = threading.Event()

    def asking(asks: Sequence[Ask]) -> Mapping[Ask, Right]:
        if slow.is_set():
            storing.set()
            go_on.wait(20)
        return rights(asks)

    async def story():
        hub = Hub(asking, identify)
        writer, writing = await arrive(hub, visitors[0], scene.document.pk)
        reader, reading = await arrive(hub, visitors[1], scene.document.pk)
        slow.set()
        hub.receive(writing, writer.typed("slowly"))
        hub.receive(reading, protocol.step1(b"\0"))  # would show the edit that is on its way
        await until(storing.is_set)
        assert (writer.acknowledged(), reader.edits()) == (0, [])
        go_on.set()
        await until(lambda: writer.acknowledged() == 1 and len(reader.edits()) == 2)
        told, answered = (Doc(), Doc())
        told.apply_update(reader.edits()[0])
        answered.apply_update(reader.edits()[1])
        assert str(told.get("meta", type=Text)) == str(answered.get("meta", type=Text)) == "slowly"
        await hub.drain()

    run(story)


def test_those_who_answer_a_commit_go_into_the_next_one_together(scene):
    visitors = enter(scene.member), enter(scene.other)

    async def story():
        hub = Hub(rights, identify)
        pairs = [await arrive(hub, visitor, scene.document.pk) for visitor in visitors]
        for count in (1, 2, 3):
            for socket, connection in pairs:  # the second comes a little later, as over a network
                hub.receive(connection, socket.typed("word "))
                await asyncio.sleep(0)
            await until(lambda count=count: all(each.stored == count for _, each in pairs))
        await hub.drain()

    run(story)
    rows = Update.objects.filter(document=scene.document, seq__gt=1)
    assert rows.count() == 6
    assert rows.values("at").distinct().count() == 3  # the rows of one commit are of one moment


def test_a_reader_who_takes_nothing_holds_nobody_up_and_is_told_all_in_one_when_it_reads_again(scene):
    visitors = enter(scene.member), enter(scene.other), enter(scene.secretariat)

    async def story():
        hub = Hub(rights, identify)
        writer, writing = await arrive(hub, visitors[0], scene.document.pk)
        reader, reading = await arrive(hub, visitors[1], scene.document.pk)
        slow, reads = Socket(), asyncio.Event()

        async def when_it_reads(event: dict) -> None:
            await reads.wait()
            await slow.send(event)

        stalled = await hub.join(visitors[2], scene.document.pk, when_it_reads)
        hub.admit(stalled)
        hub.receive(stalled, slow.typed("mine"))
        hub.receive(stalled, protocol.step1(slow.doc.get_state()))
        for number in range(1, 9):
            writer.doc.get("meta", type=Text).clear()
            hub.receive(writing, writer.typed(str(number) * 900_000))
            await until(lambda number=number: writer.acknowledged() == number)
        await until(lambda: len(reader.edits()) >= 8)
        assert (stalled.code, reading.code, slow.heard) == (None, None, [])

        reads.set()
        hub.receive(writing, writer.typed("and on"))
        await until(lambda: writer.acknowledged() == 9)
        await until(lambda: text_of(slow) == text_of(reader) and "and on" in text_of(slow)[0])
        assert len(slow.edits()) <= 4  # the difference, and what came meanwhile; not each of them
        assert slow.acknowledged() == 1
        assert [each.fields["may"] for each in slow.heard if isinstance(each, protocol.Status)][-1] == "write"
        await hub.drain()

    run(story)


def test_a_newcomer_is_given_the_whole_of_a_long_document(scene):
    visitors = enter(scene.member), enter(scene.other)
    for client in range(10, 15):  # longer than a room lets it grow now
        append([Batch(scene.document.pk, ((scene.member.pk, crafted.paragraph(client, "x" * 900_000)),))])

    async def story():
        hub = Hub(rights, identify)
        for visitor in visitors:
            reader, reading = await arrive(hub, visitor, scene.document.pk)
            hub.receive(reading, protocol.step1(b"\0"))
            await until(lambda reader=reader: reader.edits())
            assert len(reader.edits()[0]) > 4_500_000
        await hub.drain()

    run(story)


def test_who_stops_reading_acknowledgements_is_not_read_from_without_end(scene):
    visitor = enter(scene.member)

    async def story():
        hub = Hub(rights, identify)
        writer, writing = await arrive(hub, visitor, scene.document.pk)
        for _ in range(IN_FLIGHT):
            hub.receive(writing, writer.typed("x"))
        waiting = asyncio.ensure_future(writing.may_read_on())
        await asyncio.sleep(0)
        assert not waiting.done()
        await until(waiting.done)
        await until(lambda: writer.acknowledged() == IN_FLIGHT)
        await hub.drain()

    run(story)


def test_a_burst_is_stored_in_few_commits_and_an_empty_room_is_folded(scene):
    visitors = enter(scene.member), enter(scene.other)

    async def story():
        hub = Hub(rights, identify)
        one, first = await arrive(hub, visitors[0], scene.document.pk)
        two, second = await arrive(hub, visitors[1], scene.document.pk)
        for _ in range(50):
            hub.receive(first, one.typed("1"))
            hub.receive(second, two.typed("2"))
        await until(lambda: one.acknowledged() == two.acknowledged() == 50)
        assert len(one.edits()) + len(two.edits()) <= 8
        hub.leave(first)
        hub.leave(second)
        await hub.drain()

    run(story)
    document = Document.objects.get(pk=scene.document.pk)
    assert document.snapshot_seq == document.seq > 1
    assert not Update.objects.filter(document=document).exists()
    doc: Doc = Doc()
    doc.apply_update(load(document.pk)[1])
    assert sorted(str(doc.get("meta", type=Text))) == ["1"] * 50 + ["2"] * 50


def test_many_who_enter_at_once_find_one_room(scene):
    visitors = [enter(user) for user in (scene.member, scene.other, scene.secretariat) for _ in range(4)]

    async def story():
        hub = Hub(rights, identify)
        arrived = await asyncio.gather(*(arrive(hub, visitor, scene.document.pk) for visitor in visitors))
        writer, writing = arrived[0]
        hub.receive(writing, writer.typed("all"))
        await until(lambda: all(socket.edits() for socket, _ in arrived[1:]))
        for _, connection in arrived:
            hub.leave(connection)
        await hub.drain()

    run(story)


def test_one_login_opens_no_more_than_twenty_sockets(scene):
    visitors = enter(scene.member), enter(scene.other)

    async def story():
        hub = Hub(rights, identify)
        mine = [await arrive(hub, visitors[0], scene.document.pk) for _ in range(20)]
        assert await hub.join(visitors[0], scene.document.pk, Socket().send) is None
        at_once = [hub.join(visitors[0], scene.document.pk, Socket().send) for _ in range(5)]
        assert await asyncio.gather(*at_once) == [None] * 5
        await arrive(hub, visitors[1], scene.document.pk)
        hub.leave(mine[0][1])
        await arrive(hub, visitors[0], scene.document.pk)
        await hub.drain()

    run(story)


def test_a_right_withdrawn_while_entering_is_noticed(scene):
    visitor = enter(scene.member)
    asked: list[int] = []

    def once(asks: Sequence[Ask]) -> Mapping[Ask, Right]:
        asked.append(len(asks))
        return {ask: Right("write") if len(asked) == 1 else Right("none", "withdrawn") for ask in asks}

    async def story():
        hub = Hub(once, identify)
        assert await hub.join(visitor, scene.document.pk, Socket().send) is None
        await hub.drain()

    run(story)


def test_who_could_not_be_asked_about_while_entering_is_not_in_the_room(scene):
    visitor = enter(scene.member)
    asked: list[int] = []

    def once(asks: Sequence[Ask]) -> Mapping[Ask, Right]:
        asked.append(len(asks))
        if len(asked) == 2:
            raise OperationalError("PostgreSQL is being restarted")
        return dict.fromkeys(asks, Right("write"))

    async def story():
        hub = Hub(once, identify)
        with pytest.raises(OperationalError):
            await hub.join(visitor, scene.document.pk, Socket().send)
        await until(lambda: not hub.keeper.rooms)
        await hub.drain()

    run(story)


async def elsewhere(scene, words: str, fold: bool = False) -> bytes:
    """Another process stores an edit, and perhaps folds its log; the update it is."""
    update = protocol.parse(Socket().typed(words))
    assert isinstance(update, protocol.Edit)

    def write() -> None:
        append([Batch(scene.document.pk, ((scene.other.pk, update.update),))])
        if fold:
            compact(scene.document.pk)
        connections.close_all()

    await asyncio.to_thread(write)
    return update.update


def text_of(*sockets: Socket) -> list[str]:
    """What each of them holds: its own words and all it was told."""
    texts = []
    for socket in sockets:
        for update in socket.edits():
            socket.doc.apply_update(update)
        texts.append(str(socket.doc.get("meta", type=Text)))
    return texts


def test_what_another_process_stores_is_told_here_while_we_write(scene):
    visitors = enter(scene.member), enter(scene.secretariat)

    async def story():
        hub = Hub(rights, identify)
        writer, writing = await arrive(hub, visitors[0], scene.document.pk)
        reader, reading = await arrive(hub, visitors[1], scene.document.pk)
        await elsewhere(scene, "elsewhere ")
        hub.receive(writing, writer.typed("here "))
        await until(lambda: all(sorted(text.split()) == ["elsewhere", "here"] for text in text_of(writer, reader)))
        assert (writing.code, reading.code, writer.acknowledged()) == (None, None, 1)
        await hub.drain()

    run(story)
    doc: Doc = Doc()
    doc.apply_update(load(scene.document.pk)[1])
    assert sorted(str(doc.get("meta", type=Text)).split()) == ["elsewhere", "here"]


def test_what_another_process_stores_is_told_to_silent_readers_within_a_second(scene):
    visitor = enter(scene.member)

    async def story():
        hub = Hub(rights, identify)
        reader, _ = await arrive(hub, visitor, scene.document.pk)
        begin = hub.loop.time()
        await elsewhere(scene, "elsewhere")
        await until(lambda: text_of(reader) == ["elsewhere"])
        assert hub.loop.time() - begin < 2
        await elsewhere(scene, "again", fold=True)  # only the snapshot is left to read
        await until(lambda: text_of(reader)[0] in ("elsewhereagain", "againelsewhere"))
        await hub.drain()

    run(story)


@pytest.mark.parametrize(
    "row", [crafted.chain(98, NESTING + 2), crafted.half_valid(98, "x"), b"\7"], ids=["chain", "parentless", "none"]
)
def test_a_stored_row_that_cannot_be_taken_over_ends_its_room_only(scene, row):
    visitor = enter(scene.member)

    def write() -> None:
        append([Batch(scene.document.pk, ((scene.other.pk, row),))])
        connections.close_all()

    async def story():
        hub = Hub(rights, identify)
        _, connection = await arrive(hub, visitor, scene.document.pk)
        await asyncio.to_thread(write)
        await until(connection.ended.is_set)
        assert connection.code == 1011
        assert scene.document.pk not in hub.keeper.rooms
        await hub.drain()  # the flusher still runs: it ends when asked to

    run(story)


def test_a_document_stored_too_deep_can_be_read_and_is_called_full(scene):
    visitor = enter(scene.member)
    append([Batch(scene.document.pk, ((scene.other.pk, crafted.chain(98, NESTING + 2)),))])

    async def story():
        hub = Hub(rights, identify)
        reader, connection = await arrive(hub, visitor, scene.document.pk)
        hub.receive(connection, protocol.update(crafted.paragraph(99, "もう入りません")))
        hub.receive(connection, protocol.update(crafted.deletion(98, 0)))
        assert connection.right == Right("read", "full")
        hub.receive(connection, protocol.step1(b"\0"))
        await until(reader.edits)
        assert connection.code is None
        await hub.drain()

    run(story)


def test_nobody_here_goes_on_in_the_name_of_somebody_in_another_process(scene):
    visitor = enter(scene.member)

    async def story():
        hub = Hub(rights, identify)
        hostile, connection = await arrive(hub, visitor, scene.document.pk)
        theirs = await elsewhere(scene, "theirs")
        await until(lambda: text_of(hostile) == ["theirs"])
        (client,) = state_vector(theirs_state(theirs))
        hub.receive(connection, protocol.update(crafted.paragraph(client, "x" * 40, clock=6)))
        await until(connection.ended.is_set)
        assert connection.code == 4400
        await hub.drain()

    run(story)


@pytest.mark.parametrize("folded", [True, False])
def test_nobody_goes_on_in_the_name_of_somebody_who_wrote_before_the_room_was_opened_anew(scene, folded):
    visitors = enter(scene.member), enter(scene.other)

    async def story():
        hub = Hub(rights, identify)
        writer, writing = await arrive(hub, visitors[0], scene.document.pk)
        hub.receive(writing, writer.typed("mine"))
        await until(lambda: writer.acknowledged() == 1)
        if folded:
            hub.leave(writing)  # an empty room is folded and forgotten
            await until(lambda: not hub.keeper.rooms)
            await hub.drain()
        else:
            await hub.database.end()  # killed: the log stays as it is
        hub = Hub(rights, identify)
        _hostile, connection = await arrive(hub, visitors[1], scene.document.pk)
        hub.receive(connection, protocol.update(crafted.paragraph(writer.doc.client_id, "x" * 40, clock=4)))
        await until(connection.ended.is_set)
        assert connection.code == 4400
        _again, connection = await arrive(hub, visitors[0], scene.document.pk)
        hub.receive(connection, writer.typed(" and more"))
        await until(lambda: _again.acknowledged() == 1)
        await hub.drain()

    run(story)


def theirs_state(update: bytes) -> bytes:
    """The state vector after an update."""
    doc: Doc = Doc()
    doc.apply_update(update)
    return doc.get_state()


def test_who_can_write_no_more_into_a_full_document_still_hears_of_emergencies(scene, monkeypatch):
    visitor = enter(scene.member)

    async def story():
        hub = Hub(rights, identify)
        reader, connection = await arrive(hub, visitor, scene.document.pk)
        room = hub.keeper.rooms[scene.document.pk]
        hub._change_right(room, connection, Right("write", "", ("one",)))
        monkeypatch.setattr("minutes.rooms.room.DOCUMENT_BYTES", 10)
        hub.receive(connection, reader.typed("これはもう入りません。"))
        assert connection.right == Right("read", "full", ("one",))
        for now in (("one",), ("one", "two"), ()):
            hub._change_right(room, connection, Right("write", "", now))
            assert connection.right == Right("read", "full", now)
            told = [each.fields for each in reader.heard if isinstance(each, protocol.Status)][-1]
            assert (told["may"], told["emergencies"]) == ("read", list(now))
        await hub.drain()

    run(story)
