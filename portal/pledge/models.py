"""誓約書: texts in versions, and the signatures on them."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.audit.append_only import append_only


@append_only()
class PledgeText(models.Model):
    """One published version of a series' text; never edited, only followed by the next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    covers = models.CharField(_("meetings covered"), max_length=200)
    addressee = models.CharField(_("addressee"), max_length=80)
    body = models.TextField()  # the exact words: preamble, then one clause a line
    law = models.TextField()  # the citations as shown, with the day they were in force
    in_force_from = models.DateField()

    class Meta:
        ordering = ("series", "-version")
        constraints = (models.UniqueConstraint(fields=("series", "version"), name="one_text_per_version"),)

    @property
    def preamble(self) -> str:
        """The opening sentence."""
        return self.body.split("\n", 1)[0]

    @property
    def clauses(self) -> list[str]:
        """The numbered promises."""
        return self.body.split("\n")[1:]

    @property
    def law_lines(self) -> list[str]:
        """The legal basis, one paragraph each."""
        return self.law.split("\n")

    @property
    def shown(self) -> str:
        """All the words a signer sees, as one text: what the signature's hash is over."""
        return "\n".join((self.addressee, self.covers, self.body, self.law))


@append_only()
class PledgeSignature(models.Model):
    """The record of a pledge (誓約の記録): who signed which exact words, when, and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pledges")
    text = models.ForeignKey(PledgeText, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    post = models.CharField(max_length=80, blank=True)
    text_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    valid_until = models.DateField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=300, blank=True)
    factor = models.CharField(max_length=120)
    seal = models.CharField(max_length=160)

    class Meta:
        ordering = ("-signed_at",)

    def in_force_on(self, day: date) -> bool:
        """Whether this signature opens doors on ``day`` (in force to the end of the fiscal year)."""
        return day <= self.valid_until

    @property
    def record(self) -> dict[str, str | int | None]:
        """The canonical record that the server's signature covers."""
        return {
            "address": self.address,
            "browser": self.browser,
            "factor": self.factor,
            "id": str(self.id),
            "name": self.name,
            "organisation": self.organisation,
            "post": self.post,
            "signed_at": self.signed_at.isoformat(),
            "text": str(self.text_id),
            "text_sha256": self.text_sha256,
            "user": str(self.user_id),
            "valid_until": self.valid_until.isoformat(),
        }
