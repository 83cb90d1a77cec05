"""The stored co-edited document of an agenda item: an append-only log of updates and a snapshot."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from meetings.agenda.models import Item
from portal.audit.append_only import append_only
from portal.crypto.fields import EncryptedBytesField


class Document(models.Model):
    """One item's document (parts 議題 and 記録). ``seq`` counts its stored updates under its row lock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="document")
    seq = models.PositiveBigIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, blank=True)
    snapshot_seq = models.PositiveBigIntegerField(default=0)
    snapshot = EncryptedBytesField(null=True)


@append_only(but=("data",), folded=True)
class Update(models.Model):
    """One committed batch of edits, sealed; ``seq`` is gapless within its document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # no index of its own: the one of the constraint begins with it, and each index costs every keystroke
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="updates", db_index=False)
    seq = models.PositiveBigIntegerField()
    data = EncryptedBytesField(bound_to="place")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("document", "seq")
        constraints = (models.UniqueConstraint(fields=("document", "seq"), name="one_update_per_seq"),)

    @property
    def place(self) -> str:
        """What the sealed bytes are bound to: every other column. Whoever alters one finds them shut."""
        return place_of(self.pk, self.document_id, self.seq, self.author_id, self.at)


@append_only(folded=True)
class Writer(models.Model):
    """Whose words a Yjs client id writes in a document. It stays when the log, which says so too, is folded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="writers", db_index=False)
    client = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "client"), name="one_writer_per_client"),)


def place_of(
    pk: uuid.UUID | str, document_id: uuid.UUID | str, seq: int, author_id: uuid.UUID | str | None, at: datetime | str
) -> str:
    """The same for a row that is not made yet. Keys may be written already, and ``at`` be ``moment_of`` it: for many rows at once."""
    return f"{pk!s}|{document_id!s}|{seq}|{author_id!s}|{at if isinstance(at, str) else moment_of(at)}"


def moment_of(at: datetime) -> str:
    """A time as it stands in a place."""
    return at.astimezone(UTC).isoformat()
