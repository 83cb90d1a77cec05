"""One agenda item and who is summoned to it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.agenda.models import LONGEST_MINUTES, SHORTEST_MINUTES
from meetings.agenda.services import KINDS
from meetings.bodies.models import Body
from portal.accounts.fields import LineField
from portal.accounts.models import User
from portal.organisations.access import identities


class SummonedField(forms.MultipleChoiceField):
    """People of the body; an unknown one is told without a word about who exists elsewhere."""

    default_error_messages = {
        "invalid_choice": _("Somebody chosen is not a member of this body today. Please choose from the list."),
        "required": _("Please choose whom to call to this item."),
    }


class ItemForm(forms.Form):
    """Heading, kind, length and the summoned."""

    heading = LineField(
        label=_("Heading"),
        max_length=120,
        help_text=_("Only the people called to this item see it. Example: 事例 R8-001"),
    )
    kind = forms.ChoiceField(label=_("What it is about"), widget=forms.RadioSelect)
    minutes_long = forms.IntegerField(
        label=_("How many minutes"),
        min_value=SHORTEST_MINUTES,
        max_value=LONGEST_MINUTES,
        initial=30,
        error_messages={
            "min_value": _("At least 5 minutes, please."),
            "max_value": _("At most 240 minutes, please."),
            "invalid": _("Please write a number, like 30."),
        },
    )
    summoned = SummonedField(label=_("Whom to call to this item"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kind: str, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in people}
        words = [(each["id"], f"{each['name']}　{each['agency']}") for each in identities(self.people.values())]
        self.fields["summoned"].choices = words  # type: ignore[attr-defined]
        kinds = KINDS[Body.Kind(kind)]
        self.fields["kind"].choices = [(each.value, each.label) for each in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0].value

    def add_to(self, **context: Any) -> dict[str, Any]:
        """The arguments of ``agenda.services.add_item``."""
        cleaned = self.cleaned_data
        return {
            **context,
            "heading": cleaned["heading"],
            "kind": cleaned["kind"],
            "minutes_long": cleaned["minutes_long"],
            "summoned": [self.people[pk] for pk in cleaned["summoned"]],
        }
