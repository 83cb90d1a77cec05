"""Showing the blocks of a record."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import template

from minutes.documents.addresses import safe_address
from minutes.documents.blocks import Block, Run
from portal.accounts.models import User
from portal.dates.wareki import day
from portal.organisations.access import short_identity

register = template.Library()


@register.inclusion_tag("minutes/blocks.html")
def blocks(given: Iterable[Block], reader: User | None = None) -> dict[str, Any]:
    """The blocks as they look on sign-off and in print; each with its kind in words, the reader's own acts marked."""
    return {"blocks": [(type(block).__name__, block) for block in given], "reader": _names(reader) if reader else {}}


def _names(reader: User) -> dict[str, Any]:
    """How a record may call the reader: people of the same family name differ by their agency."""
    me = short_identity(reader)
    return {"names": {me["family"], me["name"]}, "agency": me["agency"]}


@register.filter
def tied(runs: Iterable[Run]) -> list[tuple[str, list[tuple[str, list[Run]]]]]:
    """Runs under their link, and below it under their reading; "" where there is none. Only a safe address is one."""
    return [
        (link, [(ruby, list(pieces)) for ruby, pieces in groupby(linked, key=lambda run: run.ruby)])
        for link, linked in groupby(runs, key=lambda run: safe_address(run.link))
    ]


@register.filter
def due_day(text: str) -> str:
    """A due date kept as 2026-12-03, as 12月3日（木）; anything else as it was typed."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
