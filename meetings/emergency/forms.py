"""Asking for an emergency reading, and answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.emergency.services import LONGEST_HOURS, SHORTEST_HOURS, USUAL_HOURS
from portal.dates.fields import ClockField
from portal.mfa.forms import ProofForm

# one line of digits: a number field of the browser drops what it cannot read, and takes no full-width digits
NUMBER = forms.TextInput(attrs={"inputmode": "numeric"})


class AskForm(ProofForm):
    """Which item, by what is told on the phone, and why."""

    number = forms.IntegerField(
        label=_("Number of the notice"),
        help_text=_("The secretariat or the chair tells it on the phone. Example: 12"),
        min_value=1,
        error_messages={
            "min_value": _("Please write a number, like 30."),
            "invalid": _("Please write a number, like 30."),
            "required": _("Please write the number."),
        },
        widget=NUMBER,
    )
    begins = ClockField(label=_("When the item begins"), help_text=_("Told on the phone as well. Example: 14:30"))
    reason = forms.CharField(
        label=_("Why you have to read it now"),
        help_text=_("Only the secretariat and the chair who answer read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write why.")},
    )


class AnswerForm(ProofForm):
    """For how long."""

    hours = forms.IntegerField(
        label=_("For how many hours"),
        min_value=SHORTEST_HOURS,
        max_value=LONGEST_HOURS,
        initial=USUAL_HOURS,
        widget=NUMBER,
        error_messages={
            "min_value": _("At least 1 hour, please."),
            "max_value": _("At most 72 hours, please."),
            "invalid": _("Please write a number, like 30."),
        },
    )
