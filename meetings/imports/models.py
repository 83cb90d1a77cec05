"""Rosters that were read from a file and wait for the word to invite."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from meetings.bodies.models import Body
from portal.crypto.fields import EncryptedTextField


class RosterDraft(models.Model):
    """The people of one file, sealed, for an hour at most; nobody is invited by it yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    people = EncryptedTextField()  # JSON, as ``judging.Entry`` stores it

    class Meta:
        ordering = ("made_at",)
