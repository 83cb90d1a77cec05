"""What becomes of each month, for the page: the meeting, its day, why it is that day, and what happens."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from meetings.agenda.access import invitations_shown
from meetings.bodies.access import own_people
from meetings.bodies.models import Body
from meetings.hints.access import hints_about_each
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from meetings.series.models import MeetingSeries, SeriesDate
from meetings.series.rule import planned
from meetings.series.steps import Step
from meetings.series.words import what_happens, why_there
from portal.accounts.models import User
from portal.dates.closed import Offices


@dataclass(frozen=True)
class Line:
    """One month of the preview."""

    step: Step
    meeting: Meeting | None
    hints: tuple[str, ...] = ()

    @property
    def shown(self) -> Occasion | None:
        """When and where it will be."""
        return self.step.shown

    @property
    def before(self) -> Occasion | None:
        """When and where it is now, if that changes."""
        return self.step.standing.now if self.step.standing and self.step.to else None

    @property
    def why(self) -> str:
        """Why it is not the day of the rule."""
        plan = self.step.planned
        return why_there(plan) if plan and self.step.what not in ("by_hand", "begun", "settled", "passed") else ""

    @property
    def what(self) -> str:
        """What happens."""
        return what_happens(self.step)


def lines_of(found: Iterable[Step], dates: Iterable[SeriesDate]) -> list[Line]:
    """The preview, month by month."""
    meetings = {each.month: each.meeting for each in dates}
    return [Line(step, meetings.get(step.month)) for step in found]


def with_hints(user: User, body: Body, lines: Iterable[Line]) -> list[Line]:
    """The same, with what to know of each date that is new; of the body's own people. Closed days are said already."""
    rows = list(lines)
    new = {row.step.month: row.step.to for row in rows if row.step.to}
    own = [row.meeting for row in rows if row.meeting is not None]
    said = hints_about_each(user, new, own_people(body), but=own, closed=False)
    return [replace(row, hints=tuple(said.get(row.step.month, ()))) for row in rows]


def why_shifted(series: MeetingSeries, dates: Iterable[SeriesDate], offices: Offices) -> dict[UUID, str]:
    """Why a meeting of the series is not on the day of its rule, by meeting; only of those that follow the series."""
    rule = series.rule
    plans = {plan.month: why_there(plan) for plan in planned(rule, series.fiscal_year, offices) if plan.shifted}
    follow = [each for each in dates if each.meeting.occasion == each.given]
    return {each.meeting_id: plans[each.month] for each in follow if each.month in plans}


def people_told(user: User, meetings: Iterable[Meeting | None]) -> int:
    """How many mails go out when these meetings move, as the reader may know; one query."""
    moved = [meeting for meeting in meetings if meeting is not None]
    return invitations_shown(user, moved).count() if moved else 0


def why_in_year(
    series: Mapping[MeetingSeries, Iterable[SeriesDate]], offices: Callable[[], Offices]
) -> dict[UUID, str]:
    """The same of several series; the city's days are asked for only where there is one."""
    if not series:
        return {}
    city = offices()
    return {pk: why for each, dates in series.items() for pk, why in why_shifted(each, dates, city).items()}
