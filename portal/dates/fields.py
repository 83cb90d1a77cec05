"""Form fields for days and times as people in Japan type them."""

import re
import unicodedata
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.dates.wareki import parse_coming_day, parse_date

NEAR_DAYS = 3653


class WarekiDateField(forms.CharField):
    """A day in 和暦 or 西暦, full or half width."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Example: 令和8年11月30日 or 2026/11/30"))
        super().__init__(max_length=40, **options)

    def read(self, text: str) -> date:
        """The day as it is written, or ``ValueError``."""
        return parse_date(text)

    def clean(self, value: Any) -> date | None:
        """The day, or a sentence that says how to write it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as error:
            raise ValidationError(_("Please write the day like 令和8年11月30日 or 2026/11/30.")) from error


class NearDateField(WarekiDateField):
    """A day that can be planned with: within ten years from today, before or after; without a year the coming one."""

    def read(self, text: str) -> date:
        """The day as it is written, or ``ValueError``."""
        return parse_coming_day(text, timezone.localdate())

    def clean(self, value: Any) -> date | None:
        """The day, or a sentence that says that a year was mistyped."""
        day = super().clean(value)
        if day is not None and abs((day - timezone.localdate()).days) > NEAR_DAYS:
            raise ValidationError(_("This day is very far away. Please look at the year."))
        return day


class ClockField(forms.CharField):
    """A time of day: 14:00, 14時30分, 1400."""

    def clean(self, value: Any) -> time | None:
        """The time, or a sentence that says how to write it."""
        text = unicodedata.normalize("NFKC", super().clean(value)).strip()
        found = re.fullmatch(r"(\d{1,2})(?::|時)?(\d{2})?分?", text)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("Please write the time like 14:00."))
        return time(int(found[1]), int(found[2] or 0))
