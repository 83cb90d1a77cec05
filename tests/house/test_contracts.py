"""Every import contract of pyproject.toml is kept, and breaks when it is violated."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "meetings", "minutes", "cms")
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

# contract, the file that gets one line more, what that line imports
VIOLATIONS = [
    ("storeys", "portal/gate/rules.py", "portal.urls"),
    ("storeys", "portal/home/context.py", "portal.demo"),
    ("storeys", "meetings/schedule/services.py", "minutes.documents"),
    ("storeys", "portal/gate/rules.py", "meetings.bodies"),
    ("storeys", "portal/gate/rules.py", "portal.home"),
    ("storeys", "portal/pledge/services.py", "portal.gate"),
    ("storeys", "portal/pledge/services.py", "portal.reminders"),
    ("storeys", "portal/mfa/services.py", "portal.pledge"),
    ("storeys", "portal/mfa/services.py", "portal.organisations"),
    ("storeys", "portal/accounts/services.py", "portal.mfa"),
    ("storeys", "portal/sessions/services.py", "portal.accounts"),
    ("storeys", "portal/outbox/services.py", "portal.accounts"),
    ("storeys", "portal/audit/services.py", "portal.outbox"),
    ("storeys", "portal/crypto/box.py", "portal.audit"),
    ("storeys", "portal/chores/services.py", "portal.outbox"),
    ("storeys", "portal/law/data.py", "portal.chores"),
    ("storeys", "portal/dates/wareki.py", "portal.law"),
    ("site", "cms/pages/models.py", "meetings.bodies"),
    ("site", "cms/seed/story.py", "minutes.documents"),
    ("work", "minutes/export/bundle.py", "cms.blocks"),
    ("work", "meetings/bodies/services.py", "cms.pages"),
    ("meetings", "meetings/schedule/services.py", "meetings.agenda"),
    ("meetings", "meetings/bodies/services.py", "meetings.schedule"),
    ("meetings", "meetings/invites/services.py", "meetings.agenda"),
    ("meetings", "meetings/a_new_concept/__init__.py", "meetings.bodies"),
    ("minutes", "minutes/documents/services.py", "minutes.rooms"),
    ("minutes", "minutes/versions/services.py", "minutes.signoff"),
    ("minutes", "minutes/export/docx.py", "minutes.rooms"),
    ("concept", "meetings/bodies/models.py", "meetings.bodies.access"),
    ("concept", "meetings/bodies/access.py", "meetings.bodies.services"),
    ("concept", "meetings/bodies/services.py", "meetings.bodies.forms"),
    ("concept", "meetings/bodies/forms.py", "meetings.bodies.views"),
    ("concept", "minutes/rooms/views.py", "minutes.rooms.consumers"),
    ("concept", "portal/pledge/views.py", "portal.pledge.urls"),
    ("screens", "meetings/agenda/views.py", "meetings.agenda.models"),
    ("screens", "minutes/rooms/consumers.py", "minutes.documents.models"),
    ("keys", "minutes/documents/services.py", "portal.crypto.keys"),
    ("sockets", "minutes/documents/services.py", "channels.layers"),
    ("sockets", "minutes/documents/models.py", "channels.db"),
    ("sockets", "meetings/agenda/access.py", "channels.layers"),
    ("contents", "meetings/agenda/access.py", "portal.models"),
    ("contents", "meetings/agenda/access.py", "portal.settings"),
]


def lint(tree: Path) -> tuple[int, str]:
    """Exit status and words of import-linter on a tree."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the Python of the four apps."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            inside = path.relative_to(ROOT)
            if "node_modules" not in inside.parts:
                (copy / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy / inside)
    return copy


def test_all_contracts_are_kept(tree):
    status, words = lint(tree)
    assert status == 0, words


def test_every_contract_has_a_planted_violation():
    assert {contract for contract, _file, _imported in VIOLATIONS} == set(CONTRACTS)


def test_no_contract_ignores_an_import():
    assert [name for name, contract in CONTRACTS.items() if "ignore_imports" in contract] == []


@pytest.mark.parametrize(("contract", "file", "imported"), VIOLATIONS)
def test_a_planted_violation_breaks_its_contract(tree, contract, file, imported):
    before = {path: path.read_bytes() if path.exists() else None for path in planted(tree, file, imported)}
    try:
        for path in before:
            path.parent.mkdir(exist_ok=True)
            path.touch()
        with (tree / file).open("a") as source:
            source.write(f"\nimport {imported}\n")
        status, words = lint(tree)
    finally:
        for path, content in before.items():
            path.unlink() if content is None else path.write_bytes(content)
    assert status != 0
    assert f"{CONTRACTS[contract]['name']} BROKEN" in " ".join(words.split())


def planted(tree: Path, file: str, imported: str) -> list[Path]:
    """The files that must exist: the importer, and what it imports where that is still to be written."""
    target = tree / imported.replace(".", "/")
    ours = imported.split(".")[0] in APPS and not target.is_dir()
    return [tree / file, *([target.with_suffix(".py")] if ours else [])]
