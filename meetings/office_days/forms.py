"""One day of the city's own, and the list of the Cabinet Office."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.office_days.models import OfficeDay
from meetings.office_days.reading import LARGEST, CannotRead, holidays_in
from portal.accounts.fields import LineField
from portal.dates.fields import NearDateField


class DayForm(forms.Form):
    """The day, what it is, and why."""

    day = NearDateField(label=_("Day"))
    kind = forms.ChoiceField(
        label=_("The office is"),
        choices=OfficeDay.Kind.choices,
        initial=OfficeDay.Kind.CLOSED,
        widget=forms.RadioSelect,
    )
    label = LineField(label=_("What day it is"), max_length=60, help_text=_("Example: 市制記念日"))


class ListForm(forms.Form):
    """The CSV of national holidays."""

    file = forms.FileField(
        label=_("The Cabinet Office's list (CSV)"),
        help_text=_("syukujitsu.csv, as the Cabinet Office publishes it."),
        error_messages={
            "required": _("Please choose the file."),
            "empty": _("This file is empty. Please choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    listed: dict[date, str]

    def clean_file(self) -> Any:
        """Its days, or a sentence that says that this is another file."""
        file = self.cleaned_data["file"]
        try:
            self.listed = holidays_in(file.read(LARGEST + 1), file.name or "")
        except CannotRead as refusal:
            raise forms.ValidationError(
                _("This is not the list of national holidays. Please choose it again.")
            ) from refusal
        return file
