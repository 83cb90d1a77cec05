"""Showing the blocks of a record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from minutes.documents.blocks import Block
from portal.dates.wareki import day

register = template.Library()


@register.inclusion_tag("minutes/blocks.html")
def blocks(given: Iterable[Block]) -> dict[str, Any]:
    """The blocks as they look on sign-off and in print; each with its kind in words."""
    return {"blocks": [(type(block).__name__, block) for block in given]}


@register.filter
def due_day(text: str) -> str:
    """A due date kept as 2026-12-03, as 12月3日（木）; anything else as it was typed."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
