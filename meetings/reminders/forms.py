"""Of what a person wishes to be reminded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.reminders.access import kinds_for, silenced_by
from portal.accounts.models import User


class KindsForm(forms.Form):
    """One tick for each kind that may concern the reader."""

    kinds = forms.MultipleChoiceField(
        label=_("Remind me by mail of"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User) -> None:
        super().__init__(*args)
        kinds, off = kinds_for(user), silenced_by(user)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [(kind.value, kind.label) for kind in kinds]
        self.initial["kinds"] = [kind.value for kind in kinds if kind.value not in off]
