"""Fields for codes."""

from typing import cast

from django import forms
from django.http import QueryDict
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


def refuse_code(form: forms.Form, sentence: str) -> None:
    """Say why the code was not taken, and empty its field: the next number is another one."""
    form.add_error("code", sentence)
    typed = cast(QueryDict, form.data).copy()
    typed["code"] = ""
    form.data = typed
