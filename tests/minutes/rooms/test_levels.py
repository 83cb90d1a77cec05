"""How deeply nodes are nested is known before Yjs takes them; what is nested too deeply ends nobody's process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from minutes.documents import blocks, content
from minutes.rooms.levels import NESTING, Levels, TooDeep, levels_of
from minutes.rooms.protocol import Edit, parse
from minutes.rooms.updates import survey
from tests.minutes.rooms import crafted
from tests.minutes.rooms.test_room import a_connection, a_room, edit

ROOT = Path(__file__).resolve().parents[3]
SURVIVES = """
import django
django.setup()
from tests.minutes.rooms import crafted
from tests.minutes.rooms.test_room import a_connection, a_room, edit
room = a_room()
author = a_connection(room)
edit(author, room, crafted.chain(7, 40_000))
edit(author, room, crafted.deletion(7, 0))
if room.tainted:
    room.begin(1, b"\\0\\0")
print("alive", author.code, room.settled)
"""
FOLDS = """
import threading
from minutes.documents.folding import folded
from minutes.documents.content import blocks
from tests.minutes.rooms import crafted
updates = [crafted.chain(7, 60_000), *(crafted.deletion(7, at) for at in (40_000, 20_000, 0))]
thread = threading.Thread(target=lambda: print("alive", len(folded(updates)), blocks(folded(updates), "minutes")))
thread.start()
thread.join()
"""


def printed(script: str) -> str:
    """What another process prints; nothing where it died."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_a_chain_of_nodes_and_the_deletion_of_its_first_end_no_process():
    assert printed(SURVIVES) == "alive 4400 True"


def test_a_log_that_holds_a_chain_from_before_is_folded():
    assert printed(FOLDS).startswith("alive ")


def test_so_many_nodes_in_one_another_are_taken_and_one_more_is_not():
    room = a_room()
    author, other = a_connection(room), a_connection(room)
    edit(author, room, crafted.chain(7, NESTING + 1))
    assert author.code is None
    edit(author, room, crafted.update(7, crafted.element_in(7, NESTING, "role"), clock=NESTING + 1))
    edit(other, room, crafted.paragraph(8, "残ります"))
    assert author.code == 4400
    assert other.code is None
    assert not room.tainted


def test_a_chain_in_many_steps_is_refused_as_well():
    room = a_room()
    author = a_connection(room)
    edit(author, room, crafted.chain(7, 1))
    for clock in range(1, NESTING + 5):
        edit(author, room, crafted.update(7, crafted.element_in(7, clock - 1, "role"), clock=clock))
    assert author.code == 4400


def test_a_chain_of_two_authors_is_refused_as_well():
    """Each stands in the last of the other, and what is referred to stands later in the update."""
    mine, yours = [crafted.element("role")], [crafted.element_in(9, 0, "role")]
    for at in range(20_000):
        mine.append(crafted.element_in(7, at, "role"))
        yours.append(crafted.element_in(9, at + 1, "role"))
    with pytest.raises(TooDeep):
        Levels().take(survey(crafted.together(crafted.update(7, *yours), crafted.update(9, *mine))))


def test_what_waits_for_itself_is_refused():
    circle = crafted.together(
        crafted.update(7, crafted.element_in(9, 0, "role")), crafted.update(9, crafted.element_in(7, 0, "role"))
    )
    assert not Levels().takes(survey(circle))
    assert not Levels().takes(survey(crafted.update(7, crafted.element_in(7, 0, "role"))))


def test_a_node_beside_what_is_gone_stands_where_its_other_neighbour_stands():
    """Yrs takes the place of the right neighbour where the left one is gone."""
    levels = Levels()
    levels.take(survey(crafted.chain(7, 40)))
    levels.take(survey(crafted.update(8, b"\0\1")))  # gone
    levels.take(survey(crafted.update(9, b"\xc7" + crafted.steps(8, 0, 7, 39) + b"\3\4role")))
    assert levels.level(9, 0) == levels.level(7, 39) == 39


def test_what_is_stored_too_deep_is_shown_and_called_full():
    room = a_room()
    room.begin(1, crafted.chain(7, 5000))
    author = a_connection(room)
    assert not room.edit(author, crafted.paragraph(8, "もう入りません"))
    told: list[bytes] = []

    async def send(event):
        told.append(event["bytes"])

    author.admitted, author._send = True, send
    room.answer(author, b"\0")
    assert isinstance(parse(told[0]), Edit)


def test_a_long_agenda_is_nested_no_deeper_than_a_short_one():
    rows = tuple(blocks.RoleRow("大西", "かさね東", "訪ねる", "2026-11-30") for _ in range(20))
    paragraph = blocks.Paragraph((blocks.Run("論点", bold=True), blocks.Run("です")))
    page = [
        blocks.Heading(1, (blocks.Run("見出し"),)),
        blocks.ListBlock(False, ((paragraph,) * 3,) * 10),
        blocks.Statement("大西", "かさね東", (paragraph,) * 5),
        blocks.Decision(1, (paragraph,) * 2),
        blocks.Roles(rows),
        blocks.Table(True, ((paragraph,) * 5,) * 5),
    ]
    state = content.state(page, page * 50)
    found = survey(state)
    levels = levels_of(state)
    assert not levels.closed
    assert max(levels.level(client, clock) for client, start, end in found.runs for clock in range(start, end)) <= 5


@given(st.data())
def test_the_count_is_the_depth_that_yjs_shows(data):
    """Random trees, written node by node before, between and after others, taken update by update."""
    doc: Doc = Doc()
    root = doc.get("minutes", type=XmlFragment)
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    nodes: list[tuple[XmlFragment | XmlElement, int]] = [(root, 0)]
    depths = []
    for _ in range(data.draw(st.integers(1, 12))):
        parent, depth = data.draw(st.sampled_from(nodes))
        at = data.draw(st.integers(0, len(parent.children)))
        if data.draw(st.booleans()):
            nodes.append((parent.children.insert(at, XmlElement("role")), depth + 1))
        else:
            parent.children.insert(at, XmlText("語"))
            depths.append(depth + 1)  # of its word
        depths.append(depth)
    doc.unobserve(subscription)
    levels = Levels()
    for update in updates:
        levels.take(survey(update))
    whole = levels_of(doc.get_update())
    for each in (levels, whole):
        counted = sorted(
            each.level(client, clock)
            for client, start, end in survey(doc.get_update()).runs
            for clock in range(start, end)
        )
        assert counted == sorted(depths)


def test_what_cannot_stand_anywhere_is_refused():
    levels = Levels()
    levels.take(survey(crafted.chain(7, 3)))
    assert not levels.takes(survey(crafted.update(8, crafted.element_in(7, 3, "role"))))
