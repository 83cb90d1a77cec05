"""誓約書: texts in versions, and the signatures on them."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.append_only import append_only
from portal.pledge.recording import record_of
from portal.pledge.wording import all_words, changed_on, law_words


class Kind(models.IntegerChoices):
    """As what a person takes part. Who takes part in several ways signs the text of the last of them here."""

    GUEST = 1, _("Guest")  # 臨時出席者
    MEMBER = 2, _("Member")  # 構成員
    OFFICE = 3, _("Secretariat")  # 事務局
    CONTRACTOR = 4, _("Contractor")  # 受託者


class Kept(models.Model):
    """A row that is written once; the database refuses the rest (portal.audit.append_only)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Append only."""
        if not self._state.adding:
            raise TypeError("what was published or signed is never changed")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("what was published or signed is never deleted")


@append_only()
class PledgeText(Kept):
    """One published version of the text for one kind of people; never edited, only followed by the next."""

    class Change(models.TextChoices):
        MATERIAL = "material", _("Everybody signs again")
        EDITORIAL = "editorial", _("Earlier signatures stay in force")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.SlugField(max_length=40)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices, default=Kind.MEMBER)
    version = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=10, choices=Change.choices, default=Change.MATERIAL)
    line = models.PositiveSmallIntegerField(default=1)  # the last material version; editorial ones share its signatures
    covers = models.CharField(_("meetings covered"), max_length=200)
    addressee = models.CharField(_("addressee"), max_length=80)
    body = models.TextField()  # the exact words: preamble, then one clause a line
    articles = models.CharField(max_length=200, blank=True)  # keys of portal/law, shown as they read on the day
    law = models.TextField()  # the city's own rules, one a line, in words
    in_force_from = models.DateField()
    confirmed = models.BooleanField(default=False)  # the city's legal officer has read it
    # who wrote it, where a second person published it
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    seal = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("series", "kind", "-version")
        constraints = (models.UniqueConstraint(fields=("series", "kind", "version"), name="one_text_per_version"),)

    @property
    def preamble(self) -> str:
        """The opening sentence."""
        return self.body.split("\n", 1)[0]

    @property
    def clauses(self) -> list[str]:
        """The numbered promises."""
        return self.body.split("\n")[1:]

    def law_on(self, on: date) -> str:
        """The legal basis as it reads on the day ``on``."""
        return law_words(filter(None, self.articles.split(",")), self.law, on)

    def law_changed_on(self, until: date) -> date | None:
        """From when the articles read otherwise than when this text came into force, as far as ``until``."""
        return changed_on(filter(None, self.articles.split(",")), self.in_force_from, until)

    def words(self, law: str) -> str:
        """All the words a signer sees together with ``law``: what the signature's hash is over."""
        return all_words(addressee=self.addressee, covers=self.covers, body=self.body, law=law)

    @property
    def record(self) -> dict[str, str | int | None]:
        """What the server's seal covers: every other column."""
        return {
            "addressee": self.addressee,
            "articles": self.articles,
            "body": self.body,
            "change": self.change,
            "confirmed": int(self.confirmed),
            "covers": self.covers,
            "id": str(self.id),
            "in_force_from": self.in_force_from.isoformat(),
            "kind": self.kind,
            "law": self.law,
            "line": self.line,
            "published_at": self.published_at.isoformat(),
            "published_by": str(self.published_by_id) if self.published_by_id else None,
            "series": self.series,
            "version": self.version,
            # only where there is one: texts that were sealed before there were two still hold
            **({"drafted_by": str(self.drafted_by_id)} if self.drafted_by_id else {}),
        }


class TextDraft(models.Model):
    """A next version as one person wrote it, until a second one publishes it; never edited, only handed in anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.SlugField(max_length=40)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    change = models.CharField(max_length=10, choices=PledgeText.Change.choices)
    covers = models.CharField(max_length=200)
    addressee = models.CharField(max_length=80)
    body = models.TextField()
    law = models.TextField(blank=True)
    in_force_from = models.DateField()
    confirmed = models.BooleanField(default=False)
    # the last version when it was written
    follows = models.ForeignKey(PledgeText, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("drafted_at",)
        constraints = (models.UniqueConstraint(fields=("series", "kind", "drafted_by"), name="one_draft_of_a_person"),)


@append_only()
class PledgeSignature(Kept):
    """The record of a pledge (誓約の記録): who signed which exact words, when, and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.PositiveSmallIntegerField(default=1)  # of the record under the seal; earlier seals stay valid
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pledges")
    text = models.ForeignKey(PledgeText, on_delete=models.PROTECT, related_name="signatures")
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    post = models.CharField(max_length=80, blank=True)
    text_sha256 = models.CharField(max_length=64)
    law = models.TextField(blank=True)  # as it was shown
    statements = models.TextField(blank=True)  # as they were ticked, one a line
    signed_at = models.DateTimeField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=300, blank=True)
    session = models.CharField(max_length=64, blank=True)
    factor = models.CharField(max_length=120)
    factor_kind = models.CharField(max_length=20, blank=True)
    factor_at = models.DateTimeField(null=True)
    seal = models.CharField(max_length=160)

    class Meta:
        ordering = ("-signed_at",)
        indexes = (models.Index(fields=("valid_until",), name="pledge_valid_until"),)

    @property
    def record(self) -> dict[str, str | int | None]:
        """The canonical record that the seal covers; shape by ``form``. Every column but the seal is in it."""
        return record_of(self)

    @property
    def law_lines(self) -> list[str]:
        """The legal basis as it was shown, one paragraph each."""
        return (self.law or self.text.law).split("\n")

    @property
    def number(self) -> str:
        """誓約の記録 number, short enough to be read out on the phone; the id itself is in the record."""
        return str(self.id).replace("-", "")[:12].upper()


class Refusal(models.Model):
    """「いまは署名しない」, so that the coordinator can speak with the person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(PledgeText, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
