"""Freezing, confirming, asking for a change."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.agenda.models import Item
from meetings.attendance.access import Line, lines_of
from meetings.attendance.marks import ABSENT
from portal.mfa.forms import ProofForm


class FreezeForm(forms.Form):
    """For each open item, who was there."""

    def __init__(self, *args: Any, items: list[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        called = lines_of(items)
        for item in items:
            self.fields[str(item.pk)] = forms.MultipleChoiceField(
                label=_("Who was there"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(str(line.user.pk), _named(line)) for line in called[item.pk]],
                # what was entered on the day; else what the answers let expect
                initial=[str(line.user.pk) for line in called[item.pk] if _ticked(line)],
            )
        self.fields["nobody"] = forms.BooleanField(
            label=_("Nobody was there at the items without a tick. Their minutes become final at once."),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """An item without a tick becomes final unread and for ever: not by mistake."""
        cleaned = super().clean() or {}
        if not cleaned.get("nobody"):
            for item in self.items:
                if not cleaned.get(str(item.pk)):
                    self.add_error(str(item.pk), _("Please tick who was there. If nobody was, say so below."))
        return cleaned

    def attended(self) -> dict[UUID, dict[UUID, bool]]:
        """By item, by person, whether they were there."""
        return {item.pk: {UUID(pk): True for pk in self.cleaned_data[str(item.pk)]} for item in self.items}


def _ticked(line: Line) -> bool:
    return line.mark.there if line.mark.presence else line.expected != ABSENT


def _named(line: Line) -> str:
    """Their name, their agency, and what was entered of them."""
    entered = line.words if line.mark.presence else ""
    return "　".join(filter(None, (line.user.full_name, line.agency, entered)))


class ConfirmForm(ProofForm):
    """A fresh factor and the hash of what was on screen."""

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
