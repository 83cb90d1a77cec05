"""Freezing, confirming, asking for a change."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.agenda.access import summonses_of
from meetings.agenda.models import Item
from portal.organisations.access import identities


class FreezeForm(forms.Form):
    """For each open item, who was there."""

    def __init__(self, *args: Any, items: list[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for item in items:
            summonses = summonses_of(item)
            words = {each["id"]: each for each in identities([summons.user for summons in summonses])}
            self.fields[str(item.pk)] = forms.MultipleChoiceField(
                label=_("Who was there"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(pk, f"{each['name']}　{each['agency']}") for pk, each in words.items()],
                initial=[str(summons.user_id) for summons in summonses if summons.attended is not False],
            )

    def attended(self) -> dict[UUID, dict[UUID, bool]]:
        """By item, by person, whether they were there."""
        return {item.pk: {UUID(pk): True for pk in self.cleaned_data[str(item.pk)]} for item in self.items}


class ConfirmForm(forms.Form):
    """A fresh code and the hash of what was on screen."""

    code = forms.CharField(
        label=_("Confirmation code (6 digits)"),
        help_text=_("The number that the authenticator app shows now"),
        max_length=20,
        error_messages={"required": _("Enter the 6 digits that the authenticator app shows.")},
    )
    shown = forms.CharField(widget=forms.HiddenInput)


class ChangeForm(forms.Form):
    """What should be changed."""

    text = forms.CharField(
        label=_("What should be changed"),
        help_text=_("Say where it stands and how it should read. Only the secretariat and the chair read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please write what should be changed.")},
    )
