"""Taking the register out; writing the next version of a text."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.pledges.services import Purpose
from portal.accounts.fields import LineField
from portal.dates.fields import WarekiDateField
from portal.dates.wareki import wareki
from portal.mfa.forms import ProofForm
from portal.pledge.models import Kind, PledgeText
from portal.pledge.services import Draft

PLAN_REVIEW = "plan_review"


def kind_named(typed: str) -> Kind:
    """The kind of people of an address or a form; the members where nothing sensible is said."""
    return Kind(int(typed)) if typed in {str(kind.value) for kind in Kind} else Kind.MEMBER


def words_of(text: PledgeText | None) -> dict[str, Any]:
    """The words with which the next version begins: those of the last."""
    names = ("covers", "addressee", "body", "law")
    return {name: getattr(text, name) for name in names} if text else {}


class ExportForm(ProofForm):
    """What for, and the factor with which one takes the register out of the portal."""

    field_order = ("purpose", "code")
    purpose = forms.ChoiceField(
        label=_("What is the list for?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what the list is for.")},
    )


class PublishForm(ProofForm):
    """The second person's factor, for the very words that were on screen."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_shown(self) -> str:
        """Before a code is used up for other words."""
        shown: str = self.cleaned_data["shown"]
        if shown != self.about:
            raise forms.ValidationError(_("The draft changed while you read it. Please look at it again."))
        return shown


class TextForm(forms.Form):
    """The words of the next version; the articles of law are not typed, they follow from whom the text is for."""

    kind = forms.TypedChoiceField(label=_("For whom"), choices=Kind.choices, coerce=int, initial=Kind.MEMBER)
    covers = LineField(label=_("Meetings covered"), max_length=200)
    addressee = LineField(label=_("Addressed to"), max_length=80)
    body = forms.CharField(
        label=_("The text"),
        help_text=_("The first line opens it; each further line is one promise."),
        widget=forms.Textarea(attrs={"rows": 12, "lang": "ja"}),
        max_length=8000,
    )
    law = forms.CharField(
        label=_("The city's own rules"),
        help_text=_("One a line. The articles of law are added by themselves, as they read on the day."),
        widget=forms.Textarea(attrs={"rows": 3, "lang": "ja"}),
        max_length=2000,
        required=False,
    )
    change = forms.ChoiceField(
        label=_("Kind of change"),
        choices=PledgeText.Change.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the two.")},
    )
    in_force_from = WarekiDateField(label=_("In force from"))
    confirmed = forms.BooleanField(
        label=_("The city's legal officer has confirmed this text"),
        error_messages={"required": _("Please have the text confirmed first, then tick this.")},
    )

    def __init__(self, *args: Any, series: str, bases: frozenset[str], last: PledgeText | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.series, self.bases, self.last = series, bases, last

    def clean_body(self) -> str:
        """An opening and at least one promise, each on a line."""
        lines = [line.strip() for line in self.cleaned_data["body"].splitlines() if line.strip()]
        if len(lines) < 2:
            raise forms.ValidationError(_("Please write an opening line and at least one promise."))
        return "\n".join(lines)

    def clean_law(self) -> str:
        """A multi-layer support meeting rests on the city's own rules alone: they must be named."""
        lines = [line.strip() for line in self.cleaned_data["law"].splitlines() if line.strip()]
        if not lines and PLAN_REVIEW in self.bases:
            raise forms.ValidationError(_("Please name the city's rules for the multi-layer support meeting."))
        return "\n".join(lines)

    def clean_in_force_from(self) -> date:
        """From today on, and not before the version that it follows."""
        day: date = self.cleaned_data["in_force_from"]
        first = max(timezone.localdate(), self.last.in_force_from if self.last else date.min)
        if day < first:
            raise forms.ValidationError(_("Please choose a day from %s on.") % wareki(first))
        return day

    def draft(self) -> Draft:
        """What was typed, for the service."""
        return Draft(series=self.series, bases=self.bases, **self.cleaned_data)
