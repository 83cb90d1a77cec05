"""What one calls a device, and the factor for adding or removing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.mfa.forms import ProofForm


class NameForm(forms.Form):
    """The name of a device."""

    name = forms.CharField(
        label=_("What you call it"),
        help_text=_("So that you know it in the list. Example: my own smartphone"),
        max_length=40,
        error_messages={"required": _("Please give the device a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PasskeyForm(forms.Form):
    """What the browser made; a script fills it in."""

    answer = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": _("Nothing came from the browser. Please try once more.")}
    )


class AddForm(ProofForm, NameForm):
    """Name, and a factor of a device one has."""

    field_order = ("name", "code")
