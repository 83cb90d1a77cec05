"""The new time and place of a meeting, and what of it the sender had looked at."""

from datetime import datetime
from typing import Any

from django import forms

from meetings.schedule.forms import MeetingForm
from meetings.schedule.occasion import Occasion
from portal.dates.wareki import clock, wareki


class ChangeForm(MeetingForm):
    """As for a new meeting, filled in with what is."""

    seen = forms.DateTimeField(widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])

    def __init__(self, data: Any, *, now: Occasion, changed_at: datetime) -> None:
        what_is = {
            "day": wareki(now.start),
            "begins": clock(now.start),
            "ends": clock(now.end),
            "place": now.place,
            "seen": changed_at.strftime("%Y-%m-%dT%H:%M:%S.%f%z"),
        }
        super().__init__(data, initial=what_is)

    @property
    def wanted(self) -> Occasion:
        """When and where it is to be."""
        return Occasion(self.cleaned_data["start"], self.cleaned_data["end"], self.cleaned_data["place"])
