"""What an auditor looks for, and the fresh factor for an export."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.fields import LineField
from portal.audit.sentences import SENTENCES
from portal.auditor.access import Filter
from portal.auditor.labels import KINDS
from portal.dates.fields import WarekiDateField
from portal.mfa.forms import ProofForm


class FilterFields(forms.Form):
    """All optional; what is not asked for is shown."""

    person = LineField(label=_("Person"), max_length=60, required=False)
    verb = forms.ChoiceField(label=_("Act"), required=False)
    kind = forms.ChoiceField(label=_("Kind of the object"), required=False)
    target = LineField(label=_("Number of the object"), max_length=60, required=False)
    since = WarekiDateField(label=_("From this day on"), required=False)
    until = WarekiDateField(label=_("Up to this day"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verb"].choices = [("", _("All acts")), *_by_words(SENTENCES)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("All kinds")), *_by_words(KINDS)]  # type: ignore[attr-defined]

    def asked(self) -> Filter:
        """What was typed, as far as it could be read."""
        return Filter(**{name: value for name, value in self.cleaned_data.items() if name in FILTERS and value})


def _by_words(known: Mapping[str, object]) -> list[tuple[str, str]]:
    """Codes with their words, in the order of the words."""
    return sorted(((code, str(words)) for code, words in known.items()), key=lambda each: each[1])


FILTERS = ("person", "verb", "kind", "target", "since", "until")


class ExportForm(ProofForm):
    """One fresh factor for the acts that are on screen."""
