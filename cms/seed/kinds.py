"""How starter content is written down: entries for pages, short names for blocks (pure).

What does not exist yet is named: ``page:/sodan/nagare/``, ``office:marugoto``, ``document:plan``; links in running text
name the path of a page as ``href="/sodan/nagare/"``. All are resolved once every page stands.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """A page to lay down: its path below the front page of its language, its kind (a model of cms), and its fields."""

    path: str
    kind: str
    title: str
    lead: str
    key_points: tuple[str, ...] = ()
    body: list[dict[str, Any]] = field(default_factory=list)
    menu: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    """Further fields of the model, with references as in blocks."""


def part(kind: str, **value: Any) -> dict[str, Any]:
    """A block of the type ``kind`` that holds ``value``, in the raw form in which Wagtail stores it."""
    return {"type": kind, "value": value}


def section(heading: str, *content: dict[str, Any], anchor: str = "") -> dict[str, Any]:
    """A heading with what stands under it."""
    return part("section", heading=heading, anchor=anchor, content=list(content))


def text(html: str) -> dict[str, Any]:
    """Running text."""
    return {"type": "text", "value": html}


def figure(drawing: str, caption: str, alternative: str) -> dict[str, Any]:
    """A drawing of ours."""
    return part("figure", drawing=drawing, caption=caption, alternative=alternative)


def steps(*rows: tuple[str, str, str, str, str]) -> dict[str, Any]:
    """Steps: (scene, title, text, what you do, how long it takes)."""
    names = ("scene", "title", "text", "you_do", "time")
    return part("steps", steps=[dict(zip(names, row, strict=True)) for row in rows])


def example(who: str, *moments: tuple[str, str]) -> dict[str, Any]:
    """A made-up household and its moments: (when, what)."""
    return part("example", who=who, moments=[{"when": when, "what": what} for when, what in moments])


def questions(*rows: tuple[str, str]) -> dict[str, Any]:
    """Questions with their answers."""
    return part("questions", questions=[{"question": question, "answer": answer} for question, answer in rows])


def law(key: str, words: str) -> dict[str, Any]:
    """A law record in plain words."""
    return part("law", key=key, words=words)


def offices(*keys: str, note: str = "") -> dict[str, Any]:
    """Offices by the keys of cms/seed/records.py."""
    return part("offices", offices=[f"office:{key}" for key in keys], note=note)


def compare(caption: str, columns: list[tuple[str, str]], *rows: tuple[str, list[str]]) -> dict[str, Any]:
    """A comparison: columns as (name, line), rows as (head, cells)."""
    return part(
        "compare",
        caption=caption,
        columns=[{"name": name, "line": line} for name, line in columns],
        rows=[{"head": head, "cells": cells} for head, cells in rows],
    )


def supports(*rows: tuple[str, str, str, list[str]]) -> dict[str, Any]:
    """The three supports: (support, name, sentence, examples)."""
    names = ("support", "name", "sentence", "examples")
    return part("supports", supports=[dict(zip(names, row, strict=True)) for row in rows])


def points(*rows: tuple[str, str, str]) -> dict[str, Any]:
    """Points: (icon, title, text)."""
    return part("points", points=[{"icon": icon, "title": title, "text": words} for icon, title, words in rows])


def numbers(
    caption: str, first_head: str, heads: list[str], *rows: tuple[str, list[str]], note: str = ""
) -> dict[str, Any]:
    """A table of numbers: rows as (what, numbers)."""
    return part(
        "numbers",
        caption=caption,
        first_head=first_head,
        heads=heads,
        rows=[{"what": what, "numbers": cells} for what, cells in rows],
        note=note,
    )


def versions(*rows: dict[str, Any]) -> dict[str, Any]:
    """Versions or stations, as dictionaries: date, name, current, changed, document, page."""
    blank = {"current": False, "changed": "", "document": None, "page": None}
    return part("versions", versions=[blank | row for row in rows])


def pdf(key: str, title: str, summary: str, text_version: str = "") -> dict[str, Any]:
    """A document of cms/seed/files.py with its summary; ``text_version`` is the path of a page."""
    return part(
        "pdf",
        document=f"document:{key}",
        title=title,
        summary=summary,
        text_version=f"page:{text_version}" if text_version else None,
    )


def note(words: str, kind: str = "care") -> dict[str, Any]:
    """What must not be missed."""
    return {"type": "note", "value": {"kind": kind, "words": words}}


def related(*targets: str | tuple[str, str]) -> dict[str, Any]:
    """Pages by path; outside links as (words, address)."""
    return {
        "type": "related",
        "value": [
            {"type": "page", "value": f"page:{target}"}
            if isinstance(target, str)
            else {"type": "outside", "value": {"words": target[0], "url": target[1]}}
            for target in targets
        ],
    }
