"""Who is invited to a meeting, and which calendar entry is theirs."""

import uuid

from django.conf import settings
from django.db import models

from meetings.schedule.models import Meeting


class Participation(models.Model):
    """One person's invitation. The UID is theirs alone: the unguessable key of a reply (scheduling.md §3.3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    address = models.EmailField()
    uid = models.CharField(max_length=120, unique=True)
    last_sent_sequence = models.PositiveIntegerField(null=True)
    last_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "user"), name="one_invitation_per_person"),)
