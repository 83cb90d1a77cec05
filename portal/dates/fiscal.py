"""The fiscal year of a Japanese city (1 April to 31 March), and how near a day is."""

from datetime import date

from portal.dates.wareki import wareki_year


def fiscal_year(d: date) -> int:
    """The Western year in which d's fiscal year began (地方自治法208条: 1 April)."""
    return d.year if d.month >= 4 else d.year - 1


def fiscal_year_label(year: int) -> str:
    """The fiscal year that begins in April of that Western year: 2026 is 令和8年度. ValueError before 明治.

    Named after the era at the end of the Western year: all of 2019 is 令和元年度, and 1988 stays 昭和63年度.
    """
    return f"{wareki_year(date(year, 12, 31))}度"


def fiscal_year_end(d: date) -> date:
    """The last day, 31 March, of d's fiscal year."""
    return date(fiscal_year(d) + 1, 3, 31)


def days_left_words(d: date, today: date) -> str:
    """How long until d: あと5日, あす, 今日; nothing once it is past."""
    days = (d - today).days
    if days < 0:
        return ""
    return {0: "今日", 1: "あす"}.get(days, f"あと{days}日")
