"""Searching, terms in words, and tables: no database."""

from datetime import date

import pytest

from meetings.rosters.searching import fits
from meetings.rosters.terms import left_words, term_words
from portal.spreadsheets.table import csv_of, harmless

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("  ", True),
        ("佐々木", True),
        ("ささき", False),
        ("かさね東", True),
        ("カサネ", True),
        ("ｶｻﾈ", True),
        ("ssw", True),
        ("ＳＳＷ", True),
        ("佐々木　かさね", True),
        ("佐々木玲", True),
        ("佐々木 警察", False),
    ],
)
def test_a_search_forgives_widths_kana_capitals_and_spaces(query, found):
    assert fits(query, "佐々木 玲", "かさね東中学校", "SSW") is found


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2026, 4, 1), date(2028, 3, 31), "令和10年3月まで"),
        (date(2026, 4, 1), date(2028, 2, 29), "令和10年2月まで"),
        (date(2026, 4, 1), date(2027, 3, 30), "令和9年3月30日（火）まで"),
        (date(2026, 12, 1), date(2028, 3, 31), "12月1日（火）から"),
        (date(2027, 4, 1), date(2028, 3, 31), "令和9年4月1日（木）から"),
        (date(2026, 11, 30), date(2026, 11, 30), "11月30日（月）のみ"),
    ],
)
def test_a_term_in_few_words(starts, ends, words):
    assert term_words(starts, ends, TODAY) == words


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (date(2027, 3, 31), "あと4か月"),
        (date(2026, 12, 1), "あと9日"),
        (date(2026, 11, 22), "今日まで"),
        (date(2026, 11, 21), ""),
        (date(2027, 4, 22), ""),
    ],
)
def test_what_is_left_of_a_term(ends, words):
    assert left_words(ends, TODAY) == words


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+81", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", '=HYPERLINK("http://x")'],
)
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


def test_the_table_opens_as_japanese_in_spreadsheets():
    assert csv_of([["氏名"], ["大西, 健"]]).decode("utf-8") == '\ufeff氏名\r\n"大西, 健"\r\n'
