"""監査の委任: who may read the record of acts, and until when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class AuditMandate(models.Model):
    """One person's mandate for a time; given from the host, never by an operator of the web."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="audit_mandates")
    starts_on = models.DateField()
    ends_on = models.DateField()
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=60)  # which command on the host: no account can give it

    class Meta:
        ordering = ("starts_on",)
        constraints = (models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="mandate_ends_after"),)
