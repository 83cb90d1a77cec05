"""Mail waiting to leave: rendered in the transaction that caused it, sent by the worker."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.crypto.fields import EncryptedBytesField


class OutboxMail(models.Model):
    """One mail to one address; a retry sends the same bytes with the same Message-ID.

    Mails of one ``series`` (what one person is told of one thing) leave in the order of their ``place``.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"  # a worker has it; should that die, it is due again at next_try_at
        SENT = "sent"
        FAILED = "failed"
        SUPERSEDED = "superseded"  # something newer took its place before it had left
        LATE = "late"  # what it tells of had begun before it could leave

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.EmailField()
    kind = models.CharField(max_length=40)
    message_id = models.CharField(max_length=120, unique=True)
    content = EncryptedBytesField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_answer = models.CharField(max_length=200, blank=True)
    useful_until = models.DateTimeField(null=True, blank=True)  # it does not leave any more from then on
    series = models.CharField(max_length=120, blank=True)  # a key of who posts: ids, never words
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("created_at",)
        indexes = (models.Index(fields=("state", "next_try_at"), name="outbox_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=("series", "place"), condition=~Q(series=""), name="one_mail_per_place_in_a_series"
            ),
        )
