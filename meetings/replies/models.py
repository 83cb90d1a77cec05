"""What came in by mail about invitations, and the other times that people proposed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from meetings.invites.models import Participation
from portal.crypto.fields import EncryptedBytesField, EncryptedTextField


class InboundMail(models.Model):
    """One mail that came in, and what became of it; kept sealed for 90 days, then deleted."""

    class Outcome(models.TextChoices):
        APPLIED = "applied"  # by itself, or by who reviewed it
        RECORDED = "recorded"  # it says what was known, or less
        PROPOSED = "proposed"  # another time
        BOUNCED = "bounced"
        IGNORED = "ignored"
        REVIEW = "review"
        ASIDE = "aside"  # reviewed, and of no consequence
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=250, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    participation = models.ForeignKey(Participation, on_delete=models.SET_NULL, null=True, related_name="+")
    # who seems to have written it, where it belongs to no invitation: no proof, it only says who looks at it
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    said = EncryptedTextField()  # who wrote, and what: as ``telling.Told``
    raw = EncryptedBytesField()

    class Meta:
        ordering = ("received_at",)
        indexes = (models.Index(fields=("outcome", "received_at"), name="mail_to_review"),)


class CounterProposal(models.Model):
    """Another time that an invited person proposed from their calendar; nothing moves by itself."""

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        REPLACED = "replaced"  # by a newer one of the same person

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="proposals")
    start = models.DateTimeField()
    end = models.DateTimeField()
    note = EncryptedTextField(null=True)
    sequence = models.PositiveIntegerField()  # of the invitation that it answers
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("proposed_at",)
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="proposal_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=("participation",), condition=Q(state="pending"), name="one_pending_proposal_per_person"
            ),
        )
