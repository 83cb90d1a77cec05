"""What is asked of who works on a roster."""

from typing import get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.rosters.access import Show
from meetings.rosters.services import Purpose
from portal.mfa.forms import ProofForm


class NarrowForm(forms.Form):
    """Which lines of the roster are shown; whatever else stands in the address is as good as nothing."""

    show = forms.ChoiceField(choices=[(each, each) for each in get_args(Show)], required=False)
    q = forms.CharField(max_length=60, required=False)


class ExportForm(ProofForm):
    """Why the roster is taken out, and the factor with which."""

    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what the list is for.")},
    )
    field_order = ("purpose", "code")
