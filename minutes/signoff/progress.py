"""How far a meeting has come, as cells in fixed order (ui.md §6 "Checklist")."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.schedule.models import Meeting


@dataclass(frozen=True)
class Counts:
    """What there is of one meeting."""

    items: int = 0
    minutes: int = 0
    invited: int = 0
    coming: int = 0
    silent: int = 0
    unreached: int = 0  # their mail came back
    present: int = 0  # at some item
    frozen: int = 0
    asked: int = 0
    confirmed: int = 0


@dataclass(frozen=True)
class Cell:
    """One cell: state is done, in-hand, need or later; ``words`` tell it, ``link`` names a door."""

    name: str
    state: str
    words: str
    link: str = ""
    act: str = ""


def cells(state: str, counts: Counts) -> list[Cell]:
    """Date, notice, answers, agenda, minutes, confirmation; rooms that are not built have no cell."""
    draft, called = state == Meeting.State.DRAFT, state == Meeting.State.CALLED
    return [
        Cell(_("Date"), "done", _("Settled")),
        _notice(draft, counts),
        _answers(draft, called, counts),
        _agenda(counts),
        _minutes(draft, called, counts),
        _confirmation(draft or called, counts),
    ]


def _notice(draft: bool, counts: Counts) -> Cell:
    if draft:
        return Cell(_("Notice"), "need", _("No notice yet"), "meetings:meeting", _("Open the draft"))
    words = ngettext("Sent to %(n)s person", "Sent to %(n)s people", counts.invited) % {"n": counts.invited}
    return Cell(_("Notice"), "done", words)


def _answers(draft: bool, called: bool, counts: Counts) -> Cell:
    if draft:
        return Cell(_("Who comes"), "later", _("After the notice"))
    come = counts.coming if called else counts.present  # afterwards who was there counts, not who said so before
    words = ngettext("%(n)s person attends", "%(n)s people attend", come) % {"n": come}
    if not called:
        return Cell(_("Who comes"), "done", words)
    link, see = "replies:everybody", _("See the answers")
    if counts.unreached:
        lost = ngettext("%(n)s person was not reached", "%(n)s people were not reached", counts.unreached)
        return Cell(_("Who comes"), "need", lost % {"n": counts.unreached}, link, see)
    if counts.silent:
        open_ = ngettext("%(n)s has not answered", "%(n)s have not answered", counts.silent)
        return Cell(_("Who comes"), "need", open_ % {"n": counts.silent}, link, see)
    return Cell(_("Who comes"), "done", words, link, see)


def _agenda(counts: Counts) -> Cell:
    if not counts.items:
        return Cell(_("Agenda"), "need", _("No items yet"), "meetings:add_item", _("Add an item"))
    words = _("%(items)s items, %(minutes)s min") % {"items": counts.items, "minutes": counts.minutes}
    return Cell(_("Agenda"), "done", words)


def _minutes(draft: bool, called: bool, counts: Counts) -> Cell:
    if draft or (called and not counts.items):  # there is nothing to write into
        return Cell(_("Minutes of the meeting"), "later", _("After the meeting"))
    if called:
        return Cell(
            _("Minutes of the meeting"), "in-hand", _("Being written"), "rooms:enter", _("Enter the meeting room")
        )
    if counts.frozen < counts.items:
        return Cell(
            _("Minutes of the meeting"), "need", _("Open for changes"), "signoff:minutes", _("Open the minutes")
        )
    return Cell(_("Minutes of the meeting"), "done", _("Frozen"))


def _confirmation(before: bool, counts: Counts) -> Cell:
    if before:
        return Cell(_("Confirmation"), "later", _("After the meeting"))
    if counts.confirmed >= counts.asked and counts.frozen >= counts.items:
        return Cell(_("Confirmation"), "done", _("All confirmed"), "signoff:minutes", _("Open the minutes"))
    words = _("%(done)s of %(all)s confirmed") % {"done": counts.confirmed, "all": counts.asked}
    return Cell(_("Confirmation"), "in-hand", words, "signoff:minutes", _("See who confirmed"))
