"""Asking for a reset, and using its setup code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.mfa.forms import ProofForm
from portal.resets.models import FactorReset

REASONS = [choice for choice in FactorReset.Reason.choices if choice[0] != FactorReset.Reason.HOST]


class AskForm(ProofForm):
    """What happened to the device, and the coordinator's own factor."""

    field_order = ("reason", "code")

    reason = forms.ChoiceField(
        label=_("What happened to the device"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what happened.")},
    )


class SetupCodeForm(forms.Form):
    """The setup code that the secretariat handed over."""

    code = forms.CharField(
        label=_("Setup code"),
        help_text=_("The eight letters that the secretariat gave you on paper or by phone."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Please enter the eight letters.")},
    )
