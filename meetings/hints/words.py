"""Hints in sentences (pure)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings.hints.rules import Hint
from meetings.office_days.words import why_closed
from meetings.schedule.occasion import Occasion
from portal.dates.wareki import TOKYO

NAMED = 3  # people; of more, only how many


def sentence(hint: Hint, occasion: Occasion, notice_days: int) -> str:
    """What to know, in one sentence."""
    if hint.closing:
        why = why_closed(hint.closing, occasion.start.astimezone(TOKYO).date())
        return _("The office is closed on this day (%(why)s).") % {"why": why}
    if hint.kind == "hours":
        return _("It lies outside office hours.")
    if hint.kind == "notice":
        numbers = {"days": hint.days, "usual": notice_days}
        return _("Only %(days)s open days are left until then. Usually there are %(usual)s or more.") % numbers
    if hint.kind == "place":
        return _("%(meeting)s is in the same place at that time.") % {"meeting": hint.meeting}
    words = {"names": _names(hint.people), "meeting": hint.meeting}
    if hint.meeting:
        return _("%(names)s: invited to %(meeting)s at that time.") % words
    return _("%(names)s: another meeting at that time.") % words


def _names(people: tuple[str, ...]) -> str:
    each = pgettext("a person in a list", "%(name)s")
    named, more = "、".join(each % {"name": name} for name in people[:NAMED]), len(people) - NAMED
    return named + (ngettext(" and %(n)s more", " and %(n)s more", more) % {"n": more} if more > 0 else "")
