"""What becomes of each month, for the page: the meeting, its day, why it is that day, and what happens."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.agenda.access import invitations_shown
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from meetings.series.models import SeriesDate
from meetings.series.steps import Step
from meetings.series.words import what_happens, why_there
from portal.accounts.models import User


@dataclass(frozen=True)
class Line:
    """One month of the preview."""

    step: Step
    meeting: Meeting | None

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


def people_told(user: User, meetings: Iterable[Meeting | None]) -> int:
    """How many mails go out when these meetings move, as the reader may know; one query."""
    moved = [meeting for meeting in meetings if meeting is not None]
    return invitations_shown(user, moved).count() if moved else 0
