"""Who is invited to a meeting."""

from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from portal.accounts.models import User


def participations(meeting: Meeting) -> list[Participation]:
    """Everybody invited, by name."""
    rows = Participation.objects.filter(meeting=meeting, uninvited_at=None).select_related("user")
    return list(rows.order_by("user__last_name", "user__first_name"))


def my_participation(user: User, meeting: Meeting) -> Participation | None:
    """The person's own invitation."""
    return Participation.objects.filter(meeting=meeting, user=user, uninvited_at=None).first()
