"""Making the meetings of a fiscal year by a rule, changing the rule, ending the series."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.bodies.access import runs_body
from meetings.bodies.models import Body
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from meetings.schedule.services import discard_draft, hold_numbers, move_meeting, number_drafts, plan_meeting
from meetings.series.access import dates_of, may_run, series_of, what_changing_does, what_ending_does, what_making_does
from meetings.series.models import MeetingSeries, SeriesDate
from meetings.series.rule import Rule
from meetings.series.steps import Step, fingerprint
from portal.accounts.models import User
from portal.audit.services import record


class CannotDo(Exception):
    """The series stays as it is, for the reason that the class names."""


class OtherThanSeen(CannotDo):
    """Days, meetings or the city's calendar changed after the actor had looked at what would happen."""


class NothingToMake(CannotDo):
    """The rule names no day that is still to come."""


class MadeAlready(CannotDo):
    """The body has a series of this year that goes by the same rule: the button was pressed twice, or by two people."""


class Ended(CannotDo):
    """The series has ended already."""


@transaction.atomic
def make_series(*, actor: User, body: Body, year: int, rule: Rule, seen: str) -> MeetingSeries:
    """Make a draft for every day of the rule that is still to come; nobody hears of them before they are called.

    ``seen``: the fingerprint of what the actor looked at. Raises what comes of ``CannotDo``.
    """
    if not runs_body(actor, body):
        raise PermissionDenied
    hold_numbers()  # two who press at once wait for each other
    if any(each.rule == rule for each in series_of(body, year) if not each.ended_at):
        raise MadeAlready
    found = what_making_does(year, rule)
    if not any(step.does for step in found):
        raise NothingToMake
    if fingerprint(found) != seen:
        raise OtherThanSeen
    series = MeetingSeries(body=body, fiscal_year=year, made_by=actor)
    series.follow(rule)
    series.save()
    record(actor=actor, verb="series.made", target=series, detail=_counted(found))
    _carry_out(actor, series, found, {})
    return series


@transaction.atomic
def change_rule(*, actor: User, series: MeetingSeries, rule: Rule, seen: str) -> None:
    """Give the series another rule; an ended one goes on by it. Only meetings that follow it and have not begun change.

    Called ones are moved, and everybody invited is told. ``seen`` and what it raises are as in ``make_series``.
    """
    locked = _lock_to_run(actor, series)
    dates = _lock_meetings(locked)
    found = what_changing_does(locked, rule, dates.values())
    if fingerprint(found) != seen:
        raise OtherThanSeen
    locked.follow(rule)
    locked.ended_at = None
    locked.save()
    record(actor=actor, verb="series.changed", target=locked, detail=_counted(found))
    _carry_out(actor, locked, found, dates)


@transaction.atomic
def end_series(*, actor: User, series: MeetingSeries, seen: str) -> None:
    """Discard the drafts that are still to come and follow the series; what was called stays.

    ``seen`` as in ``make_series``. Raises ``Ended`` and ``OtherThanSeen``.
    """
    locked = _lock_to_run(actor, series)
    if locked.ended_at:
        raise Ended
    dates = _lock_meetings(locked)
    found = what_ending_does(dates.values())
    if fingerprint(found) != seen:
        raise OtherThanSeen
    locked.ended_at = timezone.now()
    locked.save(update_fields=["ended_at"])
    record(actor=actor, verb="series.ended", target=locked, detail=_counted(found))
    _carry_out(actor, locked, found, dates)


def _lock_to_run(actor: User, series: MeetingSeries) -> MeetingSeries:
    """The right is asked after the lock: one that ended meanwhile counts no more."""
    locked = MeetingSeries.objects.select_for_update(of=("self",)).select_related("body").get(pk=series.pk)
    if not may_run(actor, locked):
        raise PermissionDenied
    return locked


def _lock_meetings(series: MeetingSeries) -> dict[date, SeriesDate]:
    """Its meetings by month: nobody moves or calls one between the look and the act."""
    list(Meeting.objects.select_for_update().filter(series_date__series=series).order_by("pk").values_list("pk"))
    return {each.month: each for each in dates_of(series)}


def _carry_out(actor: User, series: MeetingSeries, found: Iterable[Step], dates: dict[date, SeriesDate]) -> None:
    for step in found:
        if step.what == "add" and step.to:
            meeting = plan_meeting(
                actor=actor, body=series.body, start=step.to.start, end=step.to.end, place=step.to.place
            )
            SeriesDate.objects.create(series=series, meeting=meeting, month=step.month, **_fields(step.to))
        elif step.what in ("change", "move") and step.to:
            row = dates[step.month]
            seen, to = row.meeting.changed_at, step.to
            move_meeting(actor=actor, meeting=row.meeting, start=to.start, end=to.end, place=to.place, seen=seen)
            SeriesDate.objects.filter(pk=row.pk).update(**_fields(to))
        elif step.what == "discard":
            row = dates[step.month]
            discard_draft(actor=actor, meeting=row.meeting)
            row.delete()  # should the rule name this month again, it gets another draft
    drafts = SeriesDate.objects.filter(series=series, meeting__state=Meeting.State.DRAFT)
    number_drafts(
        actor=actor, body=series.body, year=series.fiscal_year, drafts=drafts.values_list("meeting", flat=True)
    )


def _fields(occasion: Occasion) -> dict[str, object]:
    return {"start": occasion.start, "end": occasion.end, "place": occasion.place}


def _counted(found: Iterable[Step]) -> str:
    """How many of each, for the auditor; codes, no words."""
    done = [step.what for step in found if step.does]
    return " ".join(f"{what}:{done.count(what)}" for what in ("add", "change", "move", "discard") if what in done)
