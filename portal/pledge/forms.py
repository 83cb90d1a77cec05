"""Signing the pledge."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PledgeForm(forms.Form):
    """Two confirmations and a fresh code; ``shown`` is the hash of the words on screen."""

    read = forms.BooleanField(
        label=_("I have read the pledge and understand it"),
        error_messages={"required": _("Please read the pledge and tick this.")},
    )
    lasting = forms.BooleanField(
        label=_("I understand that this duty goes on after I leave"),
        error_messages={"required": _("Please make sure of this and tick it.")},
    )
    code = forms.CharField(
        label=_("Confirmation code (6 digits)"),
        help_text=_("The number that the authenticator app shows now. The one you logged in with works no more."),
        max_length=20,
        error_messages={"required": _("Enter the 6 digits that the authenticator app shows.")},
    )
    shown = forms.CharField(widget=forms.HiddenInput)
