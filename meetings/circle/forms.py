"""Choosing whom to call to an item, and who keeps out of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.agenda.forms import SummonedField
from portal.accounts.models import User
from portal.organisations.access import identities


class CallForm(forms.Form):
    """More people to call."""

    summoned = SummonedField(label=_("Whom to call to this item"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in people}
        self.fields["summoned"].choices = _choices(self.people.values())  # type: ignore[attr-defined]

    def chosen(self) -> list[User]:
        """The people ticked."""
        return [self.people[pk] for pk in self.cleaned_data["summoned"]]


class RecuseForm(forms.Form):
    """One person who keeps out."""

    person = forms.ChoiceField(
        label=_("Who keeps out"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose who keeps out of this item.")},
    )

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in people}
        self.fields["person"].choices = _choices(self.people.values())  # type: ignore[attr-defined]

    def chosen(self) -> User:
        """The person chosen."""
        return self.people[self.cleaned_data["person"]]


def _choices(people: Iterable[User]) -> list[tuple[str, str]]:
    return [(each["id"], f"{each['name']}　{each['agency']}") for each in identities(people)]
