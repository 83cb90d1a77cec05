"""For which device an address is, with a fresh factor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.mfa.forms import ProofForm


class FeedForm(ProofForm):
    """What the owner calls the device."""

    label = forms.CharField(
        label=_("Which device or program"),
        help_text=_("So that you know later which one to end. Example: Outlook at the office"),
        max_length=40,
        error_messages={"required": _("Please write for which device or program it is.")},
    )
    field_order = ("label", "code")
