"""The page of abuse cases names tests that exist, and every control that is taken out belongs to a case."""

import re
from pathlib import Path

from tests.controls.removals import REMOVALS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/abuse-cases.md").read_text(encoding="utf-8")
CASES = {int(number): line for line in PAGE.splitlines() for number in re.findall(r"^\| (\d+) \|", line)}


def test_every_case_of_the_threat_model_is_there():
    assert list(CASES) == list(range(1, 26))


def test_each_names_a_test_that_exists():
    named = {number: re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line) for number, line in CASES.items()}
    assert [number for number, tests in named.items() if not tests] == []
    missing = [
        (number, name)
        for number, tests in named.items()
        for file, name in tests
        if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_of_every_case_a_control_is_taken_out():
    assert {removal.abuse for removal in REMOVALS} == set(CASES)


def test_what_is_taken_out_stands_there_once():
    """At once, where tests/controls would tell only after minutes."""
    moved = [each.control for each in REMOVALS if (ROOT / each.file).read_text("utf-8").count(each.lines) != 1]
    assert moved == []
