"""When and where a meeting takes place."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.fields import LineField
from portal.dates.fields import ClockField, NearDateField


class MeetingForm(forms.Form):
    """Day, times and place."""

    day = NearDateField(label=_("Day"))
    begins = ClockField(label=_("Begins at"), initial="14:00", max_length=12)
    ends = ClockField(label=_("Ends at"), initial="15:30", max_length=12)
    place = LineField(
        label=_("Place"),
        max_length=120,
        help_text=_("It stands in the mail and in calendars. No names of people or cases."),
    )

    def clean(self) -> dict[str, Any]:
        """In the future, and the end after the beginning."""
        cleaned = super().clean() or {}
        day, begins, ends = cleaned.get("day"), cleaned.get("begins"), cleaned.get("ends")
        if not (day and begins and ends):
            return cleaned
        zone = timezone.get_current_timezone()
        cleaned["start"] = datetime.combine(day, begins, zone)
        cleaned["end"] = datetime.combine(day, ends, zone)
        if cleaned["start"] <= timezone.now():
            self.add_error("day", _("This time has passed. Please choose a later day or time."))
        if cleaned["end"] <= cleaned["start"]:
            self.add_error("ends", _("The end must be after the beginning (%s).") % begins.strftime("%H:%M"))
        return cleaned
