"""Fields for codes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """One six-digit code."""

    code = forms.CharField(
        label=_("Confirmation code (6 digits)"),
        help_text=_("It changes every 30 seconds. Enter the number shown now."),
        max_length=20,
        error_messages={"required": _("Enter the 6 digits that the authenticator app shows.")},
    )


class PrintedCodeForm(forms.Form):
    """One printed code."""

    code = forms.CharField(
        label=_("Printed code"),
        help_text=_("One that you have not used, with its number. Example: 3-ABCD-EFGH-JKLM-NPQR"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
