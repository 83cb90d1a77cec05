"""One's own mail address, on its way to another."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class AddressChange(models.Model):
    """A person wants mail at another address, which has to be shown to be theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="address_changes")
    address = models.EmailField()
    token_sha256 = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at",)

    @property
    def open(self) -> bool:
        """Whether it may still be confirmed."""
        return self.done_at is None and self.expires_at > timezone.now()
