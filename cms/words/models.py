"""Readings of words: one list for the whole site, from which ふりがな is set on every page in Japanese."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

KANA = RegexValidator(r"^[ぁ-ゖァ-ヺー]+$", _("Only hiragana or katakana."))
# a digit is never read by a list: 8050 is はちまるごーまる in one place and a number in another
WORD = RegexValidator(
    r"^(?=.*[㐀-鿿々〆])[㐀-鿿々〆ヶぁ-ゖァ-ヺー・]+$", _("A word with kanji, without digits or signs.")
)


class Reading(models.Model):
    """A word and how it is read everywhere on the site; where a word has two readings, write it in the text."""

    word = models.CharField(
        _("word"),
        max_length=40,
        unique=True,
        validators=[WORD],
        help_text=_("The longest listed word wins. Kana at the end are written too: 行う."),
    )
    reading = models.CharField(_("reading"), max_length=80, validators=[KANA], help_text=_("Of the whole word."))

    class Meta:
        ordering = ["reading", "word"]
        verbose_name = _("reading of a word")
        verbose_name_plural = _("readings of words")

    def __str__(self) -> str:
        return self.word
