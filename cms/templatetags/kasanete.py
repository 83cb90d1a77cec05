"""Template tags of the public site: icons, dates as residents read them, laws and records, files and machine data."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.blocks.choices import DRAWINGS
from cms.blocks.icons import PATHS
from cms.links.access import book
from cms.records import languages as records
from cms.words.easy import day_reading
from cms.words.laws import english_label
from cms.words.ruby import readings_alone
from portal.dates.fiscal import fiscal_year_label
from portal.dates.wareki import wareki, wareki_year
from portal.law.data import Citation, cite, official_text

register = template.Library()
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


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
def public_date(value: date | None) -> str:
    """A day with both calendars: 令和8年（2026年）10月1日, as the language of the moment writes it.

    A moment counts as its day in the city; a page that was never published has none.
    """
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    language = translation.get_language()
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if language == "ja-simple":
        return f"{day.year}年《ねん》 {day.month}月《がつ》 ｜{day.day}日《{day_reading(day)}》"
    return f"{wareki_year(day)}（{day.year}年）{day.month}月{day.day}日"


@register.filter
def short_date(value: date) -> str:
    """A day of the news, with its weekday: 令和8年11月20日（金）."""
    language = translation.get_language()
    if language in ("en", "ja-simple"):
        return public_date(value)
    return wareki(value)


@register.filter
def month(value: date) -> str:
    """The month of a day, as a heading: 令和8年11月."""
    if translation.get_language() == "en":
        return f"{MONTHS[value.month - 1]} {value.year}"
    if translation.get_language() == "ja-simple":
        return f"{value.year}年《ねん》 {value.month}月《がつ》"
    return f"{wareki_year(value)}{value.month}月"


@register.filter
def public_moment(value: datetime) -> str:
    """A moment of the city: 令和8年（2026年）11月28日 9時30分."""
    local = timezone.localtime(value)
    return f"{public_date(local)} {public_time(local.time())}"


@register.filter
def public_time(value: time) -> str:
    """A time of day: 9時30分, 9時 on the hour."""
    language = translation.get_language()
    if language == "en":
        return f"{value.hour}:{value.minute:02d}"
    if language == "ja-simple":
        half = "午前《ごぜん》" if value.hour < 12 else "午後《ごご》"
        return f"{half} {value.hour % 12}:{value.minute:02d}"
    return f"{value.hour}時{value.minute}分" if value.minute else f"{value.hour}時"


@register.filter
def fiscal_label(year: int) -> str:
    """A fiscal year: 令和8年度."""
    return f"FY{year}" if translation.get_language() == "en" else fiscal_year_label(year)


@register.filter
def at(items: Sequence[Any], place: int) -> Any:
    """The item at ``place``."""
    return items[place]


@register.simple_tag
def drawing(name: str, label: str) -> SafeString:
    """One of our own drawings (cms/blocks/choices.py); ``label`` is its short name for who does not see it."""
    if name not in dict(DRAWINGS):
        raise ValueError(f"no drawing {name!r}")
    return mark_safe(render_to_string(f"cms/figures/{name}.html", {"label": label}))  # a template of this package


@register.filter
def said(record: Any, field: str) -> str:
    """What a record says in ``field``, in the language of the page."""
    return records.said(record, field) if record else ""


@register.filter
def by_sound(text: str) -> str:
    """A text where no ruby can stand: kana in place of words that have a reading."""
    return readings_alone(text)


@register.filter
def address(page: Any) -> str:
    """Where a link to ``page`` leads; empty, and then there is no link, where it is not for everybody (cms.links)."""
    return book().pages([page.pk])[page.pk] if page else ""


@register.filter
def tel(number: str) -> str:
    """A telephone number as a link takes it."""
    kept = "".join(sign for sign in number if sign.isdigit() or sign in "+#*")
    return kept.replace("#", "%23")  # RFC 3986: a bare # would begin a fragment


@register.filter
def file_facts(document: Any) -> str:
    """Kind and size of a document, as its bytes say: PDF：2.4MB."""
    size = document.get_file_size() or 0
    shown = f"{size / 1_000_000:.1f}MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))}KB"
    kind = {"DOCX": "Word", "XLSX": "Excel"}.get(document.file_extension.upper(), document.file_extension.upper())
    return f"{kind}: {shown}" if translation.get_language() == "en" else f"{kind}：{shown}"


@register.filter
def machine(value: Any) -> SafeString:
    """Data for search engines, inside a script element that no browser runs; no word of it can end the element."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(written)  # every sign that HTML knows was written in another way


@register.filter
def lines(value: str) -> list[str]:
    """The lines of a text, without empty ones."""
    return [line.strip() for line in value.splitlines() if line.strip()]


@register.simple_tag
def citation(key: str) -> Citation:
    """The law called ``key`` as it reads today (portal.law.data)."""
    return cite(key, on=timezone.localdate())


@register.filter
def law_name(label: str) -> str:
    """What a law record is called, in the language of the moment: 社会福祉法 第106条の4, Social Welfare Act, Article 106-4."""
    return english_label(label) if translation.get_language() == "en" else label


@register.simple_tag
def official(citation: Citation) -> str:
    """Where the official text of a law stands."""
    return official_text(citation)
