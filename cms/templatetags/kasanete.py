"""Template tags of the public site: icons, dates as residents read them, laws from the records."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.blocks.icons import PATHS
from portal.dates.wareki import wareki_year
from portal.law.data import Citation, cite

register = template.Library()


@register.simple_tag
def pictogram(name: str, x: float | None = None, y: float | None = None, size: float = 24) -> SafeString:
    """The icon ``name`` as inline SVG, hidden from screen readers: a word always stands beside it.

    With ``x`` and ``y`` it is placed inside a larger drawing, its middle at that point, ``size`` units wide.
    """
    place = SafeString("")
    if x is not None and y is not None:
        place = format_html(' x="{}" y="{}" width="{}" height="{}"', x - size / 2, y - size / 2, size, size)
    # PATHS are constants of this package, never an editor's words
    return format_html(
        '<svg class="pictogram"{} viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        place,
        mark_safe(PATHS[name]),
    )


@register.filter
def public_date(value: date) -> str:
    """A day with both calendars: 令和8年（2026年）10月1日. A moment counts as its day in the city."""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{wareki_year(day)}（{day.year}年）{day.month}月{day.day}日"


@register.filter
def lines(value: str) -> list[str]:
    """The lines of a text, without empty ones."""
    return [line.strip() for line in value.splitlines() if line.strip()]


@register.simple_tag
def citation(key: str) -> Citation:
    """The law called ``key`` as it reads today (portal.law.data)."""
    return cite(key, on=timezone.localdate())
