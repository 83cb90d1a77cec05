"""26,000 random and mutated frames: no crash, no hang, a polite end, and no word of anybody changed."""

import random
import uuid

import pytest
from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText

from minutes.documents import content
from minutes.rooms import protocol
from minutes.rooms.connection import Connection
from minutes.rooms.protocol import State
from minutes.rooms.rights import MALFORMED, Right
from minutes.rooms.room import Room
from portal.gate.rules import Visitor

FRAMES, SEEDS = 2_600, range(10)
HONEST = "第一号議案について説明があった。"


async def nowhere(event: dict) -> None:
    """A socket that takes everything."""


def somebody(room: Room) -> Connection:
    visitor = Visitor(uuid.uuid4(), "session")
    person = {"id": str(visitor.user_id), "name": "大西 恵", "family": "大西", "agency": ""}
    connection = Connection(visitor, person, room.document_id, nowhere)
    connection.right = Right("write")
    room.connections[connection] = None
    return connection


def examples(dice: random.Random) -> list[bytes]:
    """Honest frames of every kind."""
    doc: Doc = Doc(client_id=dice.randrange(3, 2**32))
    text = doc.get("meta", type=Text)
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    for _ in range(6):
        text.insert(dice.randrange(len(text) + 1) if len(text) < 1 else 0, "語句" * dice.randrange(1, 4))
    del text[0:3]
    paragraph = XmlElement("paragraph")
    doc.get("minutes", type=XmlFragment).children.append(paragraph)
    paragraph.children.append(XmlText("記録"))
    doc.unobserve(subscription)
    return [
        *map(protocol.update, updates),
        protocol.step2(doc.get_update()),
        protocol.step1(doc.get_state()),
        protocol.awareness([State(dice.randrange(2**32), 1, {"cursor": None})]),
        bytes((protocol.QUERY_AWARENESS,)),
    ]


def mutated(frame: bytes, dice: random.Random) -> bytes:
    """The frame with bits turned, cut short, doubled, or with something put in."""
    octets = bytearray(frame)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(octets) + 1)
        match dice.randrange(5):
            case 0 if octets:
                octets[at % len(octets)] ^= 1 << dice.randrange(8)
            case 1:
                del octets[at:]
            case 2:
                octets[at:at] = dice.randbytes(dice.randrange(1, 9))
            case 3:
                octets[at:at] = octets[: dice.randrange(16)]
            case _:
                octets[at : at + 2] = b"\xff\xff"
    return bytes(octets)


def speak(room: Room, hostile: Connection, frame: bytes) -> None:
    """What the hub does with a frame."""
    try:
        message = protocol.parse(frame)
    except ValueError:
        hostile.end(MALFORMED)
        return
    if isinstance(message, protocol.Edit):
        room.edit(hostile, message.update)
        room.take_in()
    elif isinstance(message, protocol.SyncStep1):
        room.answer(hostile, message.state_vector)
    elif isinstance(message, protocol.Awareness):
        room.presence.accept(hostile, hostile.visitor, hostile.identity, message.states)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_frame_breaks_the_room_or_somebody_elses_words(seed):
    dice = random.Random(seed)
    room = Room(uuid.uuid4())
    stored = content.state(minutes=[content.Paragraph((content.Run(HONEST),))])
    room.begin(1, stored)
    honest_frames = examples(dice)
    for _ in range(FRAMES):
        hostile = somebody(room)
        frame = dice.randbytes(dice.randrange(60)) if dice.random() < 0.3 else mutated(dice.choice(honest_frames), dice)
        speak(room, hostile, frame)
        assert hostile.code in (None, MALFORMED, 1013)
        if room.tainted:  # as the keeper does: the live text begins again from the store
            room.begin(room.seq, stored)
        assert not room.tainted
        proposal = room.propose()
        stored = _with(stored, [data for _, data in proposal.parts])
        room.committed(proposal, room.seq + len(proposal.parts))
        room.leave(hostile)
    assert HONEST in str(content.blocks(stored, "minutes"))
    content.blocks(stored, "agenda")
    assert len(room.held) == 0
    assert len(room.presence.everyone()) == 0


def _with(state: bytes, updates: list[bytes]) -> bytes:
    doc: Doc = Doc()
    for update in (state, *updates):
        doc.apply_update(update)
    return doc.get_update()
