"""Requests to let a person set up a new device because the old one is gone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FactorReset(models.Model):
    """Asked by one coordinator, approved by another; neither of them the person. From the host: by neither.

    ``asked_at`` is also the moment at which the person's devices were stopped.
    """

    class Reason(models.TextChoices):
        LOST = "lost", _("Lost")
        STOLEN = "stolen", _("Stolen")
        CHANGED = "changed", _("Changed to a new one, the old one is gone")
        BROKEN = "broken", _("Broken")
        HOST = "host", _("By the operator, on the host")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=256, blank=True)
    expires_at = models.DateTimeField(null=True)
    tries_left = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("subject",), condition=Q(approved_at=None, withdrawn_at=None), name="one_reset_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("subject")), name="nobody_asks_for_themselves"),
            models.CheckConstraint(
                condition=~Q(approved_by=F("subject")) & ~Q(approved_by=F("asked_by")), name="two_people_reset_a_third"
            ),
        )

    @property
    def pending(self) -> bool:
        """Whether it waits for the second person."""
        return self.approved_at is None and self.withdrawn_at is None

    @property
    def open(self) -> bool:
        """Whether its setup code still works."""
        return (
            self.approved_at is not None
            and self.used_at is None
            and self.withdrawn_at is None
            and self.tries_left > 0
            and self.expires_at is not None
            and self.expires_at > timezone.now()
        )
