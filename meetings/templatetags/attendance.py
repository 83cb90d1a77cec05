"""The attendance on the page of a meeting: that page stands below ``attendance``, and cannot ask it itself."""

from typing import Any

from django import template

from meetings.attendance.access import begun, may_enter, own_lines, sheet
from meetings.schedule.access import may_run
from meetings.schedule.models import Meeting
from portal.accounts.models import User

register = template.Library()


@register.inclusion_tag("meetings/attendance/panel.html")
def attendance_panel(meeting: Meeting, user: User) -> dict[str, Any]:
    """For who runs the meeting, everybody; for others, themselves. Nothing before it began, but the door on its day."""
    runs, shown = may_run(user, meeting), begun(meeting)
    return {
        "meeting": meeting,
        "runs": runs,
        "shown": shown,
        "open": may_enter(meeting),
        "sheet": sheet(user, meeting) if runs and shown else None,
        "own": own_lines(user, meeting) if shown and not runs else [],
    }
