"""Which papers, to whom, and until when an answer is asked for."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.letters.access import usual_deadline
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.dates.fields import NearDateField
from portal.dates.wareki import wareki
from portal.mfa.forms import ProofForm
from portal.organisations.access import identities

CHOICES = (
    ("notice", _("Notice to the member")),
    ("request", _("Request to the head of their organisation")),
    ("slip", _("Reply slip for FAX")),
)


class SlipsForm(ProofForm):
    """To whom, and the factor with which it is taken out."""

    people = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Please choose at least one person."),
            "invalid_choice": _("Somebody chosen is not invited any more. Please choose from the list."),
        },
    )

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(each["id"], f"{each['name']}　{each['agency']}") for each in identities(people)]
        self.fields["people"].choices = named  # type: ignore[attr-defined]
        self.fields["people"].initial = [pk for pk, _name in named]

    def people_chosen(self) -> list[UUID]:
        """The ids of the people ticked."""
        return [UUID(pk) for pk in self.cleaned_data["people"]]


class LettersForm(SlipsForm):
    """The papers and the deadline besides."""

    kinds = forms.MultipleChoiceField(
        label=_("Which papers"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        initial=["notice", "slip"],
        error_messages={"required": _("Please choose at least one paper.")},
    )
    answer_by = NearDateField(label=_("Answer asked for by"))
    field_order = ("kinds", "answer_by", "people", "code")

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meeting = meeting
        self.fields["answer_by"].initial = wareki(usual_deadline(meeting))

    def clean_answer_by(self) -> Any:
        """Not after the meeting: nobody would need it."""
        day = self.cleaned_data["answer_by"]
        if day > self.meeting.day:
            raise forms.ValidationError(_("Please choose a day before the meeting (%s).") % wareki(self.meeting.day))
        return day

    def chosen(self) -> dict[str, Any]:
        """The arguments of ``services.export_letters``."""
        cleaned = self.cleaned_data
        return {
            "kinds": cleaned["kinds"],
            "people": self.people_chosen(),
            "answer_by": cleaned["answer_by"],
        }
