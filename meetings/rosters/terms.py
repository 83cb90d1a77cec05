"""A term in few words, as the roster says it (pure but for the language)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.dates.wareki import day, wareki, wareki_year

SOON = timedelta(days=150)  # a term that ends within it is to be thought of: the next members are asked by then
_A_DAY = timedelta(days=1)


def term_words(starts_on: date, ends_on: date, today: date) -> str:
    """令和10年3月まで; a term of one day: 11月30日（月）のみ; one to come: 12月1日（火）から."""
    if starts_on == ends_on:
        return _("on %(day)s only") % {"day": _in_year(ends_on, today)}
    if starts_on > today:
        return _("from %(day)s") % {"day": _in_year(starts_on, today)}
    return _("until %(day)s") % {"day": end_words(ends_on)}


def end_words(ends_on: date) -> str:
    """The last day; the month alone where it is the month's last, as letters of appointment say it."""
    if (ends_on + _A_DAY).day == 1:
        return f"{wareki_year(ends_on)}{ends_on.month}月"
    return wareki(ends_on)


def left_words(ends_on: date, today: date) -> str:
    """How long it still lasts, once that is worth a word: あと4か月, あと12日; nothing before ``SOON``."""
    left = ends_on - today
    if left < timedelta(0) or left > SOON:
        return ""
    if left.days > 60:
        return _("%(n)s months left") % {"n": left.days // 30}
    return _("%(n)s days left") % {"n": left.days} if left.days else _("ends today")


def _in_year(that: date, today: date) -> str:
    return day(that) if that.year == today.year else wareki(that)
