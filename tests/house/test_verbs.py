"""Every verb that the code records has a sentence in plain words (portal/audit/sentences.py)."""

import ast
import re
from pathlib import Path

import pytest

from portal.audit.sentences import SENTENCES

ROOT = Path(__file__).resolve().parents[2]
VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def parsed():
    """Each file of our packages, with its syntax tree."""
    for package in ("portal", "meetings", "minutes", "cms"):
        for file in (ROOT / package).rglob("*.py"):
            yield str(file.relative_to(ROOT)), ast.parse(file.read_text())


def arguments(tree):
    """What stands behind ``verb=`` in any call."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            yield from (each.value for each in call.keywords if each.arg == "verb")


def recorded() -> set[str]:
    """The verbs named in calls with ``verb=``, wherever they stand in the expression."""
    nodes = [node for _file, tree in parsed() for argument in arguments(tree) for node in ast.walk(argument)]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and VERB.fullmatch(text)}


def put_together(tree) -> bool:
    """Whether a verb is made of pieces (f-string, +, %, format, join): nobody could look it up."""
    pieces = (ast.JoinedStr, ast.BinOp, ast.Call)
    return any(isinstance(node, pieces) for argument in arguments(tree) for node in ast.walk(argument))


def test_the_verbs_are_found():
    assert {"item.opened", "room.refused", "login.stopped", "seat.ended"} <= recorded()


def test_no_verb_is_put_together():
    assert [file for file, tree in parsed() if put_together(tree)] == []


@pytest.mark.parametrize("verb", ['f"seat.{what}"', '"seat." + what', '"seat.{}".format(what)'])
def test_a_verb_put_together_is_seen(verb):
    assert put_together(ast.parse(f"record(actor=a, verb={verb})"))


def test_every_verb_has_a_sentence():
    assert recorded() - set(SENTENCES) == set()
