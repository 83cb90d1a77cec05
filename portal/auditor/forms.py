"""What an auditor looks for, and the fresh factor for an export."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.fields import LineField
from portal.audit.sentences import SENTENCES
from portal.auditor.access import Filter
from portal.dates.fields import WarekiDateField
from portal.mfa.forms import ProofForm


class FilterFields(forms.Form):
    """All optional; what is not asked for is shown."""

    person = LineField(label=_("Person"), max_length=60, required=False)
    verb = forms.ChoiceField(label=_("Act"), required=False)
    kind = LineField(label=_("Kind of the object"), max_length=60, required=False)
    target = LineField(label=_("Number of the object"), max_length=60, required=False)
    since = WarekiDateField(label=_("From this day on"), required=False)
    until = WarekiDateField(label=_("Up to this day"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        acts = sorted(((verb, str(words)) for verb, words in SENTENCES.items()), key=lambda each: each[1])
        self.fields["verb"].choices = [("", _("All acts")), *acts]  # type: ignore[attr-defined]

    def asked(self) -> Filter:
        """What was typed, as far as it could be read."""
        return Filter(**{name: value for name, value in self.cleaned_data.items() if name in FILTERS and value})


FILTERS = ("person", "verb", "kind", "target", "since", "until")


class ExportForm(ProofForm):
    """One fresh factor for the acts that are on screen."""
