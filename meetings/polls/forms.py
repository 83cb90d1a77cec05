"""What is proposed, what is asked, and what is answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.bodies.models import Appointment
from meetings.polls.models import PollAnswer, PollOption, PollPerson
from meetings.polls.proposing import EVENING, MOST_OPTIONS, TIMES, Slot, last_moment, slot, slots
from meetings.polls.services import Answer, Question
from portal.accounts.fields import LineField
from portal.accounts.models import User
from portal.dates.closed import Offices
from portal.dates.fields import ClockField, NearDateField
from portal.dates.wareki import clock, day, wareki
from portal.organisations.models import Affiliation, Organisation

SHORTEST, LONGEST, USUAL = 30, 240, 90
LONGEST_STRETCH = timedelta(days=92)
MANY = 7  # slots in one stretch
NO_CASES = _("Please write nothing about a case.")


class ProposeForm(forms.Form):
    """For which days and times slots are proposed."""

    first = NearDateField(label=_("From which day"))
    last = NearDateField(label=_("Until which day"))
    begins = forms.MultipleChoiceField(
        label=_("Begins at"),
        choices=[(at.strftime("%H:%M"), clock(at)) for at in TIMES]
        + [(EVENING.strftime("%H:%M"), _("18:30 (evening)"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one time.")},
    )
    minutes_long = forms.IntegerField(
        label=_("How many minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={
            "min_value": _("At least 30 minutes, please."),
            "max_value": _("At most 240 minutes, please."),
            "invalid": _("Please write a number, like 90."),
        },
    )

    @staticmethod
    def usual(offices: Offices, today: date) -> dict[str, Any]:
        """Two weeks from three weeks ahead on, in the morning and in the afternoon."""
        first = offices.on_or_after(today + timedelta(days=21))
        return {
            "first": wareki(first),
            "last": wareki(first + timedelta(days=13)),
            "begins": ["10:00", "14:00"],
            "minutes_long": USUAL,
        }

    def clean(self) -> dict[str, Any]:
        """Three months at most, beginning tomorrow at the earliest."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and first <= timezone.localdate():
            self.add_error("first", _("This day has passed or is today. Please choose a later one."))
        if first and last and not first <= last <= first + LONGEST_STRETCH:
            self.add_error("last", _("Please choose a day after the first one, within three months of it."))
        return cleaned

    def proposed(self, offices: Offices) -> list[Slot]:
        """The slots, none while something must be mended."""
        if not self.is_valid():
            return []
        cleaned = self.cleaned_data
        begins = [time.fromisoformat(at) for at in cleaned["begins"]]
        return slots(offices, cleaned["first"], cleaned["last"], begins, cleaned["minutes_long"])


class PollForm(forms.Form):
    """Which slots, of whom, until when."""

    slots = forms.MultipleChoiceField(
        label=_("Proposed dates"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three to twelve are easy to answer."),
    )
    more = forms.CharField(
        label=_("Other dates"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. Example: 令和8年12月22日 18:30"),
    )
    place = LineField(
        label=_("Place"),
        max_length=120,
        help_text=_("It stands in the mail and in calendars. No names of people or cases."),
    )
    last_day = NearDateField(label=_("Answers until"), help_text=_("Until the end of this day."))
    people = forms.MultipleChoiceField(
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose who is asked.")},
    )
    required = forms.MultipleChoiceField(
        label=_("Who is indispensable"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agencies = forms.MultipleChoiceField(
        label=_("Agencies of which at least one person must come"), required=False, widget=forms.CheckboxSelectMultiple
    )
    shows_answers = forms.BooleanField(label=_("Those who are asked see each other's answers"), required=False)

    def __init__(
        self,
        *args: Any,
        proposed: Iterable[Slot],
        seats: Iterable[Appointment],
        workplaces: Mapping[UUID, Affiliation],
        minutes_long: int,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.minutes_long = minutes_long
        self.proposed = {start.isoformat(timespec="minutes"): (start, end) for start, end in proposed}
        self.by_pk = {str(seat.user_id): seat.user for seat in seats}
        self.offered = {str(row.organisation_id): row.organisation for row in workplaces.values()}
        words = [(pk, _with_agency(user, workplaces.get(user.pk))) for pk, user in self.by_pk.items()]
        self._offer("slots", [(key, slot_words(each)) for key, each in self.proposed.items()])
        self._offer("people", words)
        self._offer("required", words)
        self._offer("agencies", sorted((pk, agency.name) for pk, agency in self.offered.items()))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_more(self) -> list[Slot]:
        """Every line a day and a time."""
        lines = [line.strip() for line in self.cleaned_data["more"].splitlines() if line.strip()]
        return [_read_slot(line, self.minutes_long) for line in lines[: MOST_OPTIONS + 1]]

    def clean(self) -> dict[str, Any]:
        """Some slots, all in the future; a deadline before the last of them; only the asked are indispensable."""
        cleaned = super().clean() or {}
        if not set(cleaned.get("required", ())) <= set(cleaned.get("people", ())):
            self.add_error("required", _("Somebody here is not among those who are asked."))
        if "slots" in cleaned and "more" in cleaned:
            self._check_slots(sorted({*(self.proposed[key] for key in cleaned["slots"]), *cleaned["more"]}))
        return cleaned

    def _check_slots(self, chosen: list[Slot]) -> None:
        now, last_day = timezone.now(), self.cleaned_data.get("last_day")
        self.cleaned_data["chosen"] = chosen
        if not chosen:
            self.add_error("slots", _("Please choose at least one date."))
        elif len(chosen) > MOST_OPTIONS:
            self.add_error("slots", _("At most 200 dates, please."))
        elif chosen[0][0] <= now:
            self.add_error("more", _("This time has passed. Please choose a later day or time."))
        elif last_day and not now < last_moment(last_day) < chosen[-1][0]:
            self.add_error("last_day", _("Please choose a day from today on and before the last proposed date."))

    def question(self) -> Question:
        """What the service wants to know."""
        cleaned = self.cleaned_data
        return Question(
            slots=cleaned["chosen"],
            last_day=cleaned["last_day"],
            minutes_long=self.minutes_long,
            place=cleaned["place"],
            people=[self.by_pk[pk] for pk in cleaned["people"]],
            required=[self.by_pk[pk] for pk in cleaned["required"]],
            agencies=[self.offered[pk] for pk in cleaned["agencies"]],
            shows_answers=cleaned["shows_answers"],
        )


def slot_words(each: Slot) -> str:
    """12月15日（火）14:00–15:30."""
    start, end = timezone.localtime(each[0]), timezone.localtime(each[1])
    return f"{day(start)}{clock(start)}–{clock(end)}"


def _with_agency(user: User, place: Affiliation | None) -> str:
    agency: Organisation | None = place.organisation if place else None
    return f"{user.full_name}　{(agency.short_name or agency.name) if agency else ''}"


def _read_slot(line: str, minutes: int) -> Slot:
    words = line.replace("\u3000", " ").rsplit(maxsplit=1)
    if len(words) < 2:
        raise forms.ValidationError(_("Please write a day and a time on each line, like 令和8年12月22日 18:30."))
    at, begins = NearDateField().clean(words[0]), ClockField().clean(words[1])
    if at is None or begins is None:
        raise forms.ValidationError(_("Please write a day and a time on each line, like 令和8年12月22日 18:30."))
    return slot(at, begins, minutes)


# --- answering -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One slot on the page: its radios and the line for a condition."""

    option: PollOption
    mark: BoundField
    condition: BoundField
    chosen: str

    @property
    def choices(self) -> list[Any]:
        """○, △ and ×; and, apart from them, none."""
        return list(self.mark.subwidgets)

    @property
    def week(self) -> date:
        """The Monday of its week, in the city's time."""
        on = timezone.localtime(self.option.start).date()
        return on - timedelta(days=on.weekday())


class AnswerForm(forms.Form):
    """○, △ or × for each slot, and a word to the secretariat."""

    note = forms.CharField(
        label=_("A word to the secretariat"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_CASES,
    )

    def __init__(
        self,
        *args: Any,
        options: Iterable[PollOption],
        answers: Mapping[UUID, PollAnswer],
        person: PollPerson,
        keeps_words: bool = False,
        **more: Any,
    ) -> None:
        """``keeps_words``: without a login, what was written before is not shown, and an empty field keeps it."""
        super().__init__(*args, **more)
        self.slots, self.keeps_words = list(options), keeps_words
        for option in self.slots:
            answer = answers.get(option.pk)
            words = "" if keeps_words or answer is None else answer.condition or ""
            self.fields[f"mark_{option.pk}"] = forms.ChoiceField(
                label=slot_words((option.start, option.end)),
                choices=[*PollAnswer.Mark.choices, ("", _("no answer yet"))],
                required=False,
                initial=answer.mark if answer else "",
                widget=forms.RadioSelect,
            )
            self.fields[f"condition_{option.pk}"] = LineField(
                label=_("What would have to change?"), required=False, max_length=60, initial=words
            )
        self.fields["note"].initial = "" if keeps_words else person.note or ""

    @property
    def by_week(self) -> bool:
        """Whether the slots are so many that a page shows them week by week."""
        return len(self.slots) > MANY

    def asked(self) -> list[Asked]:
        """The slots with their fields, in time."""
        return [
            Asked(option, mark := self[f"mark_{option.pk}"], self[f"condition_{option.pk}"], str(mark.value() or ""))
            for option in self.slots
        ]

    def clean(self) -> dict[str, Any]:
        """At least one slot has a mark."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(f"mark_{option.pk}") for option in self.slots):
            self.add_error(None, _("Nothing is chosen yet. Please choose ○, △ or × for at least one date."))
        return cleaned

    def answer(self) -> Answer:
        """What the service wants to know."""
        cleaned = self.cleaned_data
        said = {option.pk: cleaned[f"condition_{option.pk}"] for option in self.slots}
        return Answer(
            marks={pk: mark for pk in said if (mark := cleaned[f"mark_{pk}"])},
            conditions={pk: words for pk, words in said.items() if words or not self.keeps_words},
            note=cleaned["note"] or (None if self.keeps_words else ""),
        )


class EnterForm(AnswerForm):
    """What somebody said by phone or FAX."""

    way = forms.ChoiceField(
        label=_("How the answer came"),
        choices=[(way.value, way.label) for way in (PollPerson.Way.PHONE, PollPerson.Way.FAX)],
        initial=PollPerson.Way.PHONE,
        widget=forms.RadioSelect,
    )


class ExtendForm(forms.Form):
    """Until when answers are taken."""

    last_day = NearDateField(label=_("Answers until"), help_text=_("Until the end of this day."))


class ChooseForm(forms.Form):
    """Why a date is chosen for which somebody indispensable is missing."""

    reason = forms.CharField(
        label=_("Why this date all the same"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_CASES,
        error_messages={"required": _("Please write why this date is chosen.")},
    )
