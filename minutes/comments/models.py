"""コメント: what people say about words of an item's document. It is talk about the text, never part of it."""

import uuid
from datetime import UTC

from django.conf import settings
from django.db import models
from django.utils import timezone

from minutes.documents.models import Document
from portal.audit.append_only import append_only
from portal.crypto.fields import EncryptedBytesField, EncryptedTextField


@append_only(but=("anchor", "quote"))  # sealed columns are sealed anew when keys are changed
class Thread(models.Model):
    """One place in a document about which something was said. Who began it, and when, is said by its first entry."""

    class Part(models.TextChoices):
        """The two parts of a document, by their names in Yjs."""

        AGENDA = "agenda"
        MINUTES = "minutes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="threads")
    part = models.CharField(max_length=10, choices=Part)
    anchor = EncryptedBytesField(bound_to="place")  # two encoded Yjs positions: they follow the words through edits
    quote = EncryptedTextField(bound_to="place")  # the words as they stood

    @property
    def place(self) -> str:
        """What the sealed columns are bound to: every other column."""
        return f"{self.pk}|{self.document_id}|{self.part}"


@append_only(but=("text",))
class Entry(models.Model):
    """One act in a thread. ``number`` is gapless within the document: how far the talk about it has come."""

    class Kind(models.TextChoices):
        """What was done."""

        COMMENT = "comment"
        RESOLVED = "resolved"
        REOPENED = "reopened"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")  # the withdrawn comment
    text = EncryptedTextField(bound_to="place")  # empty but for a comment; emptied when it is withdrawn
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("document", "number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="one_entry_per_number"),
            models.UniqueConstraint(fields=("about",), name="withdrawn_once"),
        )

    @property
    def place(self) -> str:
        """What the sealed text is bound to: every other column, also where there is no text."""
        at = self.at.astimezone(UTC).isoformat()
        owner = f"{self.pk}|{self.document_id}|{self.thread_id}|{self.number}"
        return f"{owner}|{self.kind}|{self.about_id}|{self.author_id}|{at}"
