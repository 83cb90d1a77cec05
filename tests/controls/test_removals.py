"""Each control, taken out of a copy of the house, is missed by its test: a check that cannot fail proves nothing."""

import itertools
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


@pytest.mark.parametrize("removal", REMOVALS, ids=lambda removal: removal.control)
def test_a_control_that_is_taken_out_is_missed(copy: Path, removal: Removal):
    path = copy / removal.file
    whole = path.read_text(encoding="utf-8")
    assert whole.count(removal.lines) == 1, f"{removal.file} says it otherwise now: bring tests/controls up to date"
    _write(path, whole.replace(removal.lines, removal.instead))
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", removal.test],
            cwd=copy,
            env=_environment(),
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
    finally:
        _write(path, whole)
    assert ran.returncode == FAILED, f"{removal.test} did not miss it:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at := next(CHANGES), at))


def _environment() -> dict[str, str]:
    """Each run is a process of its own; what was compiled and migrated for one serves the next."""
    not_theirs = ("PYTEST_XDIST", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(not_theirs)}
    return ours | {"KASANE_DATA": "", "KASANE_TESTS_KEEP": str(KEEP)}
