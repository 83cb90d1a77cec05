"""Form fields for names and addresses that end up in mail headers and on paper."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ADDRESS_EXAMPLE = _("This does not look like a mail address. Example: name@example.jp")


class LineField(forms.CharField):
    """One line of words: no line breaks and no invisible control characters."""

    def clean(self, value: Any) -> str:
        """The words, or a sentence that says what to do."""
        text: str = super().clean(value)
        if any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in text):
            raise ValidationError(_("Please write this on one line."))
        return text


class MailField(forms.EmailField):
    """An address that every mail server takes: letters of the Latin alphabet only, 254 of them (RFC 5321).

    Full-width letters and ＠, as a Japanese keyboard writes them, are read as the plain ones.
    """

    default_error_messages = {"invalid": ADDRESS_EXAMPLE}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 254, **options})

    def clean(self, value: Any) -> str:
        """The address, or a sentence that says what to do."""
        address: str = super().clean(unicodedata.normalize("NFKC", value) if isinstance(value, str) else value)
        if not address.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address
