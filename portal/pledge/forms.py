"""Signing the pledge."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.mfa.forms import ProofForm


class PledgeForm(ProofForm):
    """Two confirmations and a fresh factor; ``shown`` is the hash of the words on screen."""

    field_order = ("read", "lasting", "code")

    read = forms.BooleanField(
        label=_("I have read the pledge and understand it"),
        error_messages={"required": _("Please read the pledge and tick this.")},
    )
    lasting = forms.BooleanField(
        label=_("I understand that this duty goes on after I leave"),
        error_messages={"required": _("Please make sure of this and tick it.")},
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def statements(self) -> tuple[str, ...]:
        """What was ticked, as it was worded on the screen."""
        return tuple(str(self.fields[name].label) for name in ("read", "lasting") if self.cleaned_data[name])
