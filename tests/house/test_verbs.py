"""Every verb that the code records has a sentence in plain words (portal/audit/sentences.py)."""

import ast
import re
from pathlib import Path

from portal.audit.sentences import SENTENCES

ROOT = Path(__file__).resolve().parents[2]
VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def recorded() -> set[str]:
    """The verbs named in calls with ``verb=``, wherever they stand in the expression."""
    found = set()
    for package in ("portal", "meetings", "minutes", "cms"):
        for file in (ROOT / package).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text())):
                if isinstance(call, ast.Call):
                    for argument in (each.value for each in call.keywords if each.arg == "verb"):
                        texts = [node.value for node in ast.walk(argument) if isinstance(node, ast.Constant)]
                        found |= {text for text in texts if isinstance(text, str) and VERB.fullmatch(text)}
    return found


def test_the_verbs_are_found():
    assert {"item.opened", "room.refused", "login.stopped"} <= recorded()


def test_every_verb_has_a_sentence():
    assert recorded() - set(SENTENCES) == set()
