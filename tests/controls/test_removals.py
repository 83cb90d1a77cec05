"""Each control, taken out of a copy of the house, is missed by its test: a check that cannot fail proves nothing."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.controls.removals import REMOVALS, Removal
from tests.migrated import KEEP

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("portal", "meetings", "minutes", "cms", "locale", "tests", "tools")
# A time of change of its own for each write: what was compiled before it must not be taken for new.
CHANGES = itertools.count(1_000_000_000)
FAILED = 1  # pytest's answer when tests ran and some failed; anything else is no proof


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The house once more, to be damaged."""
    target = tmp_path_factory.mktemp("house")
    for part in PARTS:
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    for name in ("pyproject.toml", "manage.py"):
        shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def loaded(copy):
    """The copy, loaded whole, in a process that forks for each test."""
    command = [sys.executable, "-m", "tests.controls.house"]
    process = subprocess.Popen(
        command, cwd=copy, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline()) == "loaded"  # before anything is damaged
    yield process
    process.communicate()  # no more orders: it ends
    assert process.returncode == 0


@pytest.mark.parametrize("removal", REMOVALS, ids=lambda removal: removal.control)
def test_a_control_that_is_taken_out_is_missed(copy: Path, loaded, removal: Removal):
    path = copy / removal.file
    whole = path.read_text(encoding="utf-8")
    assert whole.count(removal.lines) == 1, f"{removal.file} says it otherwise now: bring tests/controls up to date"
    _write(path, whole.replace(removal.lines, removal.instead))
    try:
        ended, said = _in_a_child(loaded, path, whole, removal.test)
        if ended is None:
            ended, said = _in_a_process(copy, removal.test)
    finally:
        _write(path, whole)
    assert ended == FAILED, f"{removal.test} did not miss it:\n{said[-4000:]}"


def test_what_is_whole_is_not_missed(copy: Path, loaded):
    """The loaded copy passes the very tests while nothing is taken out: so it is the removal that they miss."""
    for each in (REMOVALS[0], REMOVALS[-1]):
        path = copy / each.file
        ended, said = _in_a_child(loaded, path, path.read_text(encoding="utf-8"), each.test)
        assert ended == 0, said[-4000:]


def _in_a_child(loaded, path: Path, whole: str, test: str) -> tuple[int | None, str]:
    """How the test ends where the loaded functions of one file are as the disk has them now; None: ask a process."""
    loaded.stdin.write(json.dumps({"file": str(path), "whole": whole, "test": test}) + "\n")
    loaded.stdin.flush()
    ended, said = json.loads(loaded.stdout.readline())
    return ended, said


def _in_a_process(copy: Path, test: str) -> tuple[int, str]:
    """How the test ends in a process that loads everything anew."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    ran = subprocess.run(
        command, cwd=copy, env=_environment(), capture_output=True, text=True, timeout=900, check=False
    )
    return ran.returncode, ran.stdout + ran.stderr


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at := next(CHANGES), at))


def _environment() -> dict[str, str]:
    """Each run is a process of its own; what was compiled and migrated for one serves the next."""
    not_theirs = ("PYTEST_XDIST", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(not_theirs)}
    return ours | {"KASANE_DATA": "", "KASANE_TESTS_KEEP": str(KEEP)}
