"""The room's script stays small enough for an old laptop in a meeting room."""

import gzip
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[3] / "minutes" / "static" / "minutes" / "editor.js"
LIMIT = 200 * 1024


def test_the_editor_travels_in_two_hundred_kilobytes():
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= LIMIT
