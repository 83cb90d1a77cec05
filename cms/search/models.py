"""Words that mean the same for the search, and how often something was searched for on a day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.search.split import split_words
from portal.spreadsheets.table import harmless


class SearchVariant(models.Model):
    """A line of the editors' list: a search for one of ``words`` finds them all, and ``instead``, too."""

    words = models.CharField(
        _("words that mean the same"),
        max_length=300,
        help_text=_("Parted by commas: 引きこもり、ひきこもり. Each finds what the others find."),
    )
    instead = models.CharField(
        _("our words for it"),
        max_length=300,
        blank=True,
        help_text=_("Words of our pages that are searched for, too, not the other way round: 光熱費 for 電気代."),
    )

    panels = [FieldPanel("words"), FieldPanel("instead")]

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """One word alone needs another."""
        super().clean()
        if len(split_words(self.words)) < 2 and not split_words(self.instead):
            raise ValidationError(
                {"words": _("Write two words at least, parted by commas, or one and our word for it.")}
            )


class SearchCount(models.Model):
    """How often something was searched for on a day, in a language; nothing of who searched."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    words = models.CharField(_("searched for"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=0)
    found = models.PositiveIntegerField(_("found last"), default=0)

    class Meta:
        verbose_name = _("search of a day")
        verbose_name_plural = _("searches of days")
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="search_counted_once_a_day"),
        ]

    @property
    def plain_words(self) -> str:
        """The words as a file may hold them: no spreadsheet takes them for a formula (CWE-1236)."""
        return harmless(self.words)
