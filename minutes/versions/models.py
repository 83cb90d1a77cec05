"""Frozen states of an item's document, bound to a hash."""

import uuid

from django.conf import settings
from django.db import models

from meetings.agenda.models import Item
from portal.crypto.fields import EncryptedBytesField, EncryptedTextField


class Version(models.Model):
    """第n版: the canonical text at the moment of freezing; ``sha256`` is over salt and content.

    The salt lies in the sealed part, so that the hash does not allow guessing short minutes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    salt = EncryptedBytesField()
    agenda = EncryptedTextField()
    minutes = EncryptedTextField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sign_by = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("item", "number")
        constraints = (models.UniqueConstraint(fields=("item", "number"), name="one_version_per_number"),)

    @property
    def check_number(self) -> str:
        """照合番号: the first eight digits, for reading aloud on the phone."""
        return f"{self.sha256[:4]}-{self.sha256[4:8]}".upper()
