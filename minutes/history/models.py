"""What an item's document said at moments when writing paused."""

import uuid
from datetime import UTC

from django.conf import settings
from django.db import models

from minutes.documents.models import Document
from portal.audit.append_only import append_only
from portal.crypto.fields import EncryptedBytesField


# the sealed column is sealed anew when keys are changed; older stages are joined to the one after them (thinning.py)
@append_only(but=("state",), folded=True)
class Stage(models.Model):
    """段階: the document up to ``seq``, and who wrote since the stage before. ``number`` is its name and never changes.

    ``state`` is the whole document as a Yjs update, deflated: what the editor knows is all there, also what blocks do not tell.
    """

    class Kind(models.TextChoices):
        """Why it was kept."""

        WRITTEN = "written"
        FROZEN = "frozen"
        RESTORED = "restored"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="stages", db_index=False)
    number = models.PositiveIntegerField()
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.WRITTEN)
    source = models.PositiveIntegerField(null=True)  # of a restored one: the number of the stage whose words came back
    began = models.DateTimeField()
    ended = models.DateTimeField()
    letters = models.PositiveIntegerField()
    state = EncryptedBytesField(bound_to="place")

    class Meta:
        ordering = ("document", "number")
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="one_stage_per_number"),)

    @property
    def place(self) -> str:
        """What the sealed state is bound to: every other column. Whoever alters one finds it shut."""
        times = (each.astimezone(UTC).isoformat() for each in (self.began, self.ended))
        columns = (self.pk, self.document_id, self.number, self.seq, self.kind, self.source, *times, self.letters)
        return "|".join(map(str, columns))


@append_only(folded=True)
class Hand(models.Model):
    """Somebody wrote between the stage before and this one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="hands", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("stage", "author"), name="one_hand_per_stage"),)
