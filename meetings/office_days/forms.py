"""One day of the city's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.office_days.models import OfficeDay
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
