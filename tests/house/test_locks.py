"""Lock files: everything pinned with hashes, one truth for both, and no address of where it came from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-ja.lock", "tools/node.lock")
NODE_LOCKS = (
    "minutes/editor/package-lock.json",
    "tests/meetings/readers/js/package-lock.json",
    "tools/site/package-lock.json",
)


def pins(name):
    """Each pinned requirement of a lock file with its number of hashes."""
    blocks = re.split(r"\n(?=\S)", "\n" + (ROOT / name).read_text())
    return {
        block.split()[0]: block.count("--hash=sha256:")
        for block in blocks
        if block.strip() and not block.startswith("#")
    }


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_requirement_is_pinned_with_hashes(name):
    assert [pin for pin, hashes in pins(name).items() if "==" not in pin or hashes == 0] == []


@pytest.mark.parametrize("name", [*PYTHON_LOCKS, *NODE_LOCKS])
def test_no_lock_file_carries_an_address(name):
    assert re.findall(r"\S*(?:https?://|index-url)\S*", without_funding((ROOT / name).read_text())) == []


def without_funding(text):
    """npm notes where a package asks for money: a web page of its makers, not where it was fetched."""
    if not text.startswith("{"):
        return text
    lock = json.loads(text)
    for package in lock["packages"].values():
        package.pop("funding", None)
    return json.dumps(lock)


def test_the_lock_for_development_holds_the_one_for_running():
    assert pins("requirements.lock").keys() <= pins("requirements-dev.lock").keys()


def test_the_extra_for_japanese_is_locked_and_tested_in_one_version():
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["ja"]
    locked = pins("requirements-ja.lock").keys()
    assert {re.split("[<>=]", name)[0] for name in extra} == {pin.partition("==")[0] for pin in locked}
    assert [pin for pin in locked if pin.startswith("sudachipy==")] == [
        pin for pin in pins("requirements-dev.lock") if pin.startswith("sudachipy==")
    ]


@pytest.mark.parametrize("lock", NODE_LOCKS)
def test_every_package_of_npm_has_a_digest(lock):
    packages = json.loads((ROOT / lock).read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("lock", NODE_LOCKS)
def test_the_locks_of_npm_know_every_platform(lock):
    """``npm ci`` refuses a lock file from which a platform's package is missing, on every machine."""
    packages = json.loads((ROOT / lock).read_text())["packages"]
    wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    assert sorted(wanted - {path.rpartition("node_modules/")[2] for path in packages}) == []
