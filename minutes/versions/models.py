"""Frozen states of an item's document, bound to a hash."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.agenda.models import Item
from portal.audit.append_only import append_only
from portal.crypto.fields import EncryptedBytesField, EncryptedTextField


# sealed columns are sealed anew when keys are changed; what they say is bound by sha256
@append_only(but=("salt", "agenda", "minutes", "withdrawn_at", "final_at", "seal"))
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
    seal = models.CharField(max_length=160, blank=True)  # the server's signature over the final record

    class Meta:
        ordering = ("item_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("item", "number"), name="one_version_per_number"),
            models.UniqueConstraint(fields=("item",), condition=Q(withdrawn_at=None), name="one_standing_version"),
            models.CheckConstraint(condition=Q(final_at=None) | Q(withdrawn_at=None), name="final_is_not_withdrawn"),
        )

    @property
    def record(self) -> dict[str, str | int | None]:
        """The canonical record that the server's signature covers once the version is final."""
        return {
            "final_at": self.final_at.isoformat() if self.final_at else None,
            "id": str(self.id),
            "item": str(self.item_id),
            "number": self.number,
            "sha256": self.sha256,
        }

    @property
    def check_number(self) -> str:
        """照合番号: the first eight digits, for reading aloud on the phone."""
        return f"{self.sha256[:4]}-{self.sha256[4:8]}".upper()
