"""Every class that our stylesheets speak of stands somewhere in a template, in Python or in a script."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "meetings", "minutes", "cms")
SHEETS = [sheet for app in APPS for sheet in sorted((ROOT / app / "static").rglob("*.css"))]
SPEAKERS = {".html", ".py", ".ts", ".js", ".txt"}
# the rest of these names is computed, or a library's
COMPUTED = (
    "ask__tile--",
    "mark--",
    "chip--",
    "kind--",
    "block--",
    "avatar-",
    "cursor-",
    "selection-",
    "save-state--",
    "wrote-",
    "ProseMirror-",
)
PUBLIC = (
    "brief--",
    "support--",
    "c-",
    "s-",
    "compare__",
    "compare--",
    "tree__",
    "table--",
    "table__top--",
    "arc--",
    "hue-",
    "seat__",
    "council--",
    "notice--",
    "note--",
)  # public blocks and figures, named in their content
RESERVED = ("time-",)  # the time of an item in the room's bar


def spoken():
    """Every word that could be a class."""
    files = (file for app in APPS for file in (ROOT / app).rglob("*") if file.suffix in SPEAKERS)
    texts = (file.read_text() for file in files if "node_modules" not in file.parts and file.name != "editor.js")
    return {word for text in texts for word in re.findall(r"[A-Za-z][\w-]*", text)}


def classes_in(text):
    """The classes that selectors of a stylesheet name."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", bare)))


def test_classes_are_found():
    assert classes_in(".a > .b--c:not(.d) { width: 1.5rem; } @media print { .e { x: url(f.png); } }") == {
        "a",
        "b--c",
        "d",
        "e",
    }


def test_no_class_is_styled_that_nobody_uses():
    words = spoken()
    unused = {
        f"{sheet.relative_to(ROOT)}: {name}"
        for sheet in SHEETS
        for name in classes_in(sheet.read_text()) - words
        if not name.startswith((*COMPUTED, *PUBLIC, *RESERVED))
    }
    assert unused == set()
