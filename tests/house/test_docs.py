"""What the documents say is so: their links lead somewhere, their commands and layers exist."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page):
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_are_targets_of_the_makefile(page):
    named = set(re.findall(r"`make ([\w-]+)", page.read_text()))
    assert named <= set(re.findall(r"^([\w-]+):", MAKEFILE, re.MULTILINE))


def test_the_makefile_stays_a_table_of_contents():
    assert len(MAKEFILE.splitlines()) <= 66


def layers_of(contract):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(each["layers"] for each in contracts if each["id"] == contract)


def test_the_architecture_page_tells_the_floor_that_is_checked():
    storeys = layers_of("storeys")
    told = " > ".join(storeys[storeys.index("meetings") + 1 :]).replace("portal.", "")
    assert f"Inside the floor: `{told}`." in (ROOT / "docs/architecture.md").read_text()


def test_each_decision_has_a_number_of_its_own():
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    assert [
        page.name for page, n in zip(pages, numbers, strict=True) if not page.read_text().startswith(f"# {n}. ")
    ] == []


@pytest.mark.parametrize("app", ["meetings", "minutes"])
def test_the_architecture_page_tells_the_layers_that_are_checked(app):
    layers = layers_of(app)
    told = " > ".join(layers).translate(str.maketrans("", "", "()"))
    assert f"Inside `{app}`: `{told}`." in (ROOT / "docs/architecture.md").read_text()


COMMANDS = [file for file in ROOT.glob("*/management/commands/*.py") if file.stem != "__init__"]


@pytest.mark.parametrize("command", sorted(file.stem for file in COMMANDS))
def test_every_command_of_ours_is_told_of(command):
    texts = [page.read_text() for page in PAGES if page.name != "CHANGELOG.md"] + [MAKEFILE]
    assert any(re.search(rf"(manage\.py|… ) *{command}\b", text) for text in texts)
