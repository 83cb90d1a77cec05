"""Addresses at which a calendar program reads its owner's meetings."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class FeedToken(models.Model):
    """One address, for one device. Of what stands in it only the digest is kept: it is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds")
    token_sha256 = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=40)  # the owner's words for the device
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at",)
