"""Who is invited to a meeting."""

from django.db.models import QuerySet

from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from portal.accounts.models import User


def standing_invitations(meeting: Meeting) -> QuerySet[Participation]:
    """Invitations that were not taken back."""
    return Participation.objects.filter(meeting=meeting, uninvited_at=None)


def by_name(invitations: QuerySet[Participation]) -> list[Participation]:
    """With their people, by name."""
    return list(invitations.select_related("user").order_by("user__last_name", "user__first_name"))


def my_participation(user: User, meeting: Meeting) -> Participation | None:
    """The person's own invitation."""
    return standing_invitations(meeting).filter(user=user).first()
