"""What is told on of a client's own words: what the editor makes, and nothing that stops another's editor."""

import pytest

from minutes.rooms.cursors import told_on

STEP = {"client": 4_294_967_295, "clock": 7}
PLACE = {"type": None, "tname": "minutes", "item": None, "assoc": 0}
IN_TEXT = {"type": STEP, "tname": None, "item": {"client": 3, "clock": 0}, "assoc": -1}


@pytest.mark.parametrize(
    "fields",
    [
        {"cursor": None, "writing": False, "device": "computer"},
        {"cursor": {"anchor": PLACE, "head": IN_TEXT}, "writing": True, "device": "phone"},
        {"cursor": {"anchor": {"item": STEP}, "head": {"tname": "agenda"}}, "device": "away"},
        {},
    ],
)
def test_what_the_editor_makes_is_told_on(fields):
    assert told_on(fields) == fields


@pytest.mark.parametrize(
    "place",
    [
        "zz",
        5,
        None,
        [],
        {},
        {"assoc": 0},
        {"type": 5},
        {"tname": "meta"},
        {"tname": ["agenda"]},
        {"item": {"client": "x", "clock": 1}},
        {"item": {"client": 1, "clock": -1}},
        {"item": {"client": True, "clock": 1}},
        {"item": {"client": 1}},
        {"item": STEP, "assoc": "0"},
        {"item": STEP, "assoc": None},
        {"item": STEP, "more": 1},
    ],
)
def test_a_cursor_that_no_editor_makes_is_dropped(place):
    for cursor in (place or "zz", {"anchor": place, "head": PLACE}, {"anchor": PLACE, "head": place}):
        assert told_on({"cursor": cursor, "writing": True}) == {"writing": True}
    assert told_on({"cursor": {"anchor": PLACE}}) == told_on({"cursor": {"anchor": PLACE, "head": PLACE, "x": 1}}) == {}


@pytest.mark.parametrize(
    "fields", [{"writing": 1}, {"writing": None}, {"device": {"a": 1}}, {"device": "toaster"}, {"user": {}}, {"x": 1}]
)
def test_other_words_are_dropped(fields):
    assert told_on(fields) == {}
