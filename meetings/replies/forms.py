"""The shape of an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.invites.models import Participation
from meetings.replies.services import answer
from portal.accounts.models import User

LONGEST_NOTE = 1000
EXACTLY = "%Y-%m-%dT%H:%M:%S.%f%z"
ANSWERS = [each for each in Participation.Answer.choices if each[0] != Participation.Answer.NONE]


class AnswerForm(forms.Form):
    """Whether the person comes, and a word to the secretariat."""

    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    note = forms.CharField(
        label=_("A word to the secretariat"),
        help_text=_("Only the secretariat and the chair read it. Please write nothing about a case."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False)
    by_link = False

    def send(self, *, actor: User, invitation: Participation) -> None:
        """Give the answer. Raises ``services.OutOfDate``."""
        answer(
            actor=actor,
            invitation=invitation,
            sequence=self.cleaned_data["sequence"],
            given=self.cleaned_data["answer"],
            note=self.written,
            by_link=self.by_link,
        )

    @property
    def written(self) -> str | None:
        """What was written; an emptied field takes out what was there."""
        return str(self.cleaned_data["note"])


class LinkForm(AnswerForm):
    """Without a login: what was written before is not shown to whoever holds the link, and stays unless something else is written."""

    by_link = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].help_text = _(
            "Only the secretariat and the chair read it. Please write nothing about a case. What you wrote earlier stays if you leave this empty."
        )

    @property
    def written(self) -> str | None:
        """None where nothing else was written."""
        return self.cleaned_data["note"] or None


class EntryForm(AnswerForm):
    """What somebody told by phone or fax; a wrong entry can be taken back."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].choices = [*ANSWERS, *Participation.Answer.choices[:1]]  # type: ignore[attr-defined]
        self.fields["answer"].label = _("What they said")
        self.fields["note"].label = _("What else they said")
        self.fields["note"].help_text = _("Only who runs the meeting reads it. Please write nothing about a case.")


class DecideForm(forms.Form):
    """What follows from a mail: one of the answers, or nothing."""

    act = forms.ChoiceField(choices=[*ANSWERS, ("aside", "aside")])


class ProposalForm(forms.Form):
    """Take the proposed time, or keep to the time of the notice."""

    act = forms.ChoiceField(choices=[("accept", "accept"), ("refuse", "refuse")])
    seen = forms.DateTimeField(widget=forms.HiddenInput, input_formats=[EXACTLY], required=False)
