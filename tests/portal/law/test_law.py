"""Articles of law as they read on a day, and nowhere as a literal."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from portal.law.data import CITATIONS, cite

ROOT = Path(__file__).resolve().parents[3]
KEYS = sorted({citation.key for citation in CITATIONS})


@pytest.mark.parametrize(("day", "article"), [
    (date(2021, 4, 1), "第106条の6第5項"),
    (date(2025, 3, 31), "第106条の6第5項"),
    (date(2025, 4, 1), "第106条の6第6項"),
    (date(2026, 11, 22), "第106条の6第6項"),
])  # fmt: skip
def test_the_duty_of_secrecy_moved_to_another_paragraph(day, article):
    assert article in cite("secrecy", day).label


@pytest.mark.parametrize(("day", "penalty"), [
    (date(2025, 5, 31), "懲役"),
    (date(2025, 6, 1), "拘禁刑"),
    (date(2026, 11, 22), "拘禁刑"),
])  # fmt: skip
def test_imprisonment_has_another_name(day, penalty):
    assert f"1年以下の{penalty}又は100万円以下の罰金" in cite("penalty", day).gist
    assert cite("penalty", day).label.endswith("第159条第2号")


@pytest.mark.parametrize("key", KEYS)
def test_on_every_day_since_the_first_exactly_one_reading_holds(key):
    readings = sorted((each for each in CITATIONS if each.key == key), key=lambda each: each.in_force_from)
    for before, after in pairwise(readings):
        assert before.in_force_to == after.in_force_from - timedelta(days=1)
    assert readings[-1].in_force_to is None


@pytest.mark.parametrize("key", KEYS)
def test_the_short_form_names_the_same_article(key):
    for each in CITATIONS:
        assert each.short.split(" ")[1] == each.label.split(" ")[1]


@pytest.mark.parametrize(("key", "day"), [("secrecy", date(2021, 3, 31)), ("no such rule", date(2026, 1, 1))])
def test_what_is_not_in_force_is_not_cited(key, day):
    with pytest.raises(LookupError):
        cite(key, day)


def test_no_template_holds_an_article_number():
    article = re.compile(r"第\s*[0-9０-９一二三四五六七八九十百]+\s*条|[Aa]rticle\s+[0-9]")
    templates = [
        path
        for app in ("portal", "meetings", "minutes", "cms")
        for path in (ROOT / app).rglob("templates/**/*")
        if path.suffix in (".html", ".txt")
    ]
    assert len(templates) > 50
    found = [
        f"{path.relative_to(ROOT)}: {found[0]}" for path in templates for found in article.finditer(path.read_text())
    ]
    assert found == []
