"""A module that says it is pure imports no tables: neither its own concept's models nor Django's."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def imported(tree):
    """What is imported when the module runs; types alone (``if TYPE_CHECKING``) may name anything."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def said_pure():
    for package in ("portal", "meetings", "minutes", "cms"):
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text())
            if "(pure" in (ast.get_docstring(tree) or "").split("\n", 1)[0]:
                yield str(file.relative_to(ROOT)), set(imported(tree))


def knows_tables(module):
    return module.endswith((".models", ".services", ".access")) or module.startswith("django.db")


def test_who_says_pure_is_pure():
    modules = dict(said_pure())
    assert "portal/law/pledging.py" in modules
    assert {file: found for file, names in modules.items() if (found := sorted(filter(knows_tables, names)))} == {}
