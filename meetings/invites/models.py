"""Who is invited to a meeting, and which calendar entry is theirs."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.schedule.models import Meeting


class Participation(models.Model):
    """One person's invitation. The UID is theirs alone: the unguessable key of a reply (scheduling.md §3.3).

    Who is uninvited and invited again gets another row: a calendar does not revive a cancelled UID (§1.4).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    address = models.EmailField()
    uid = models.CharField(max_length=120, unique=True)
    last_sent_sequence = models.PositiveIntegerField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    uninvited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=Q(uninvited_at__isnull=True),
                name="one_standing_invitation_per_person",
            ),
        )
