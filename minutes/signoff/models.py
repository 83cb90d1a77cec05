"""確認: who confirmed which exact version."""

import uuid

from django.conf import settings
from django.db import models

from minutes.versions.models import Version
from portal.audit.append_only import append_only
from portal.crypto.fields import EncryptedTextField


@append_only()
class SignOff(models.Model):
    """One person's confirmation of one version, bound to its hash and signed by the server."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signoffs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signoffs")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    version_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    factor = models.CharField(max_length=120)
    seal = models.CharField(max_length=160)

    class Meta:
        ordering = ("signed_at",)
        constraints = (models.UniqueConstraint(fields=("version", "user"), name="one_signoff_per_version"),)

    @property
    def record(self) -> dict[str, str | int | None]:
        """The canonical record that the server's signature covers."""
        return {
            "factor": self.factor,
            "id": str(self.id),
            "name": self.name,
            "organisation": self.organisation,
            "signed_at": self.signed_at.isoformat(),
            "user": str(self.user_id),
            "version": str(self.version_id),
            "version_sha256": self.version_sha256,
        }


class ChangeRequest(models.Model):
    """修正を求める: a member asks for a change instead of confirming."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="change_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField()
    asked_at = models.DateTimeField()
