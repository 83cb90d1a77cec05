"""The rule of a series, as who runs a body writes it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from meetings.series.models import MeetingSeries
from meetings.series.rule import LAST, Rule
from meetings.series.words import NTH, month_name
from portal.accounts.fields import LineField
from portal.dates.fields import ClockField
from portal.dates.fiscal import fiscal_year, fiscal_year_label
from portal.dates.months import IN_FISCAL_ORDER
from portal.dates.wareki import clock


class RuleForm(forms.Form):
    """Which day of which months, from when to when, where, and what becomes of a closed day."""

    way = forms.ChoiceField(
        label=_("Which day of the month"),
        choices=[
            ("weekday", _("A weekday, like the second Thursday")),
            ("day", _("A day of the month, like the 15th")),
        ],
        initial="weekday",
        widget=forms.RadioSelect,
    )
    nth = forms.TypedChoiceField(label=_("Which one in the month"), choices=list(NTH.items()), coerce=int, initial=2)
    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=list(WEEKDAYS.items()), coerce=int, initial=3)
    day = forms.IntegerField(
        label=_("Day of the month"),
        min_value=1,
        max_value=31,
        help_text=_("A shorter month takes its last day."),
        error_messages=dict.fromkeys(
            ("required", "min_value", "max_value", "invalid"), _("Please write a number from 1 to 31, like 15.")
        ),
    )
    months = forms.TypedMultipleChoiceField(
        label=_("In which months"),
        choices=[(month, month_name(month)) for month in IN_FISCAL_ORDER],
        coerce=int,
        initial=list(IN_FISCAL_ORDER),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one month.")},
    )
    begins = ClockField(label=_("Begins at"), initial="14:00", max_length=12)
    ends = ClockField(label=_("Ends at"), initial="15:30", max_length=12)
    place = LineField(
        label=_("Place"),
        max_length=120,
        help_text=_("It stands in the mail and in calendars. No names of people or cases."),
    )
    shift = forms.ChoiceField(
        label=_("If the office is closed on that day, the meeting takes place"),
        choices=MeetingSeries.Shift.choices,
        initial=MeetingSeries.Shift.NEXT,
        widget=forms.RadioSelect,
        help_text=_("Weekends, national holidays, the turn of the year and the city's own days count as closed."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Of weekday and day of the month only the way that was chosen is asked for."""
        super().__init__(*args, **options)
        if self.is_bound:
            other = {"weekday": ("day",), "day": ("nth", "weekday")}.get(str(self.data.get("way")), ())
            for name in other:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """The end after the beginning."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end must be after the beginning (%s).") % begins.strftime("%H:%M"))
        return cleaned

    @property
    def rule(self) -> Rule:
        """What was written."""
        cleaned = self.cleaned_data
        weekly = cleaned["way"] == "weekday"
        return Rule(
            nth=cleaned["nth"] if weekly else None,
            weekday=cleaned["weekday"] if weekly else None,
            day=None if weekly else cleaned["day"],
            months=frozenset(cleaned["months"]),
            begins=cleaned["begins"],
            ends=cleaned["ends"],
            place=cleaned["place"],
            shift=cleaned["shift"],
        )


class NewSeriesForm(RuleForm):
    """The rule, and for which fiscal year."""

    year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int, widget=forms.RadioSelect)
    field_order = ("year",)

    def __init__(self, *args: Any, **options: Any) -> None:
        """This fiscal year or the next."""
        super().__init__(*args, **options)
        this = fiscal_year(timezone.localdate())
        years = [(year, fiscal_year_label(year)) for year in (this, this + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        self.fields["year"].initial = this


def as_written(rule: Rule) -> dict[str, Any]:
    """What the form shows of a rule that stands."""
    return {
        "way": "day" if rule.nth is None else "weekday",
        "nth": rule.nth or LAST,
        "weekday": 3 if rule.weekday is None else rule.weekday,
        "day": rule.day,
        "months": sorted(rule.months),
        "begins": clock(rule.begins),
        "ends": clock(rule.ends),
        "place": rule.place,
        "shift": rule.shift,
    }
