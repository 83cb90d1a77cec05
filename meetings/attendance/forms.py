"""One person's attendance: for each of their items one word, and the times of who came late or left early."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.agenda.presenting import ItemView
from meetings.attendance.access import Line
from meetings.attendance.marks import ABSENT, LATE, LEFT, PRESENT, Mark, on_the_day
from meetings.schedule.models import Meeting
from portal.dates.fields import ClockField
from portal.dates.wareki import clock

KINDS = (
    (PRESENT, _("Present")),
    (LATE, _("Late")),
    (LEFT, _("Left early")),
    (ABSENT, _("Absent")),
)


class OptionalClock(ClockField):
    """A time of day, or nothing."""

    def clean(self, value: Any) -> time | None:
        """The time, nothing, or a sentence that says how to write it."""
        return super().clean(value) if str(value or "").strip() else None


@dataclass(frozen=True)
class Part:
    """One item's fields; ``proxied`` where a proxy is called in the person's place, and nothing is chosen."""

    view: ItemView
    line: Line
    kind: BoundField | None
    came: BoundField | None
    left: BoundField | None


class PersonForm(forms.Form):
    """Present, late, left early or absent, item by item."""

    def __init__(
        self, *args: Any, meeting: Meeting, views: Iterable[ItemView], lines: Iterable[Line], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.meeting = meeting
        self.lines = {line.summons.item_id: line for line in lines}
        self.views = [view for view in views if view.item.pk in self.lines]
        for pk, line in self.lines.items():
            if not line.by_proxy:
                self._add(str(pk), line)

    def _add(self, pk: str, line: Line) -> None:
        mark = line.mark
        self.fields[pk] = forms.ChoiceField(
            label=_("Attendance"), choices=KINDS, widget=forms.RadioSelect, initial=line.initial, required=False
        )
        for name, label, at in (("came", _("Came at"), mark.came_at), ("left", _("Left at"), mark.left_at)):
            self.fields[f"{pk}-{name}"] = OptionalClock(
                label=label,
                required=False,
                initial=clock(at) if at else "",
                max_length=12,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def parts(self) -> list[Part]:
        """The fields of each item, in order."""
        return [self._part(view) for view in self.views]

    def _part(self, view: ItemView) -> Part:
        pk, line = str(view.item.pk), self.lines[view.item.pk]
        if pk not in self.fields:
            return Part(view, line, None, None, None)
        return Part(view, line, self[pk], self[f"{pk}-came"], self[f"{pk}-left"])

    def clean(self) -> dict[str, Any]:
        """Who was late came at some time; who leaves does so after coming."""
        cleaned = super().clean() or {}
        self._marks: dict[UUID, Mark] = {}
        if self.data.get("all") in (PRESENT, ABSENT):  # one of the two buttons: whatever else was typed
            self.errors.clear()
            self._marks = {pk: Mark(self.data["all"]) for pk, line in self.lines.items() if not line.by_proxy}
            return cleaned
        for pk, line in self.lines.items():
            if not line.by_proxy and not {str(pk), f"{pk}-came", f"{pk}-left"} & self.errors.keys():
                self._read(pk, cleaned)
        return cleaned

    def _read(self, pk: UUID, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get(str(pk))
        if kind not in (LATE, LEFT):
            self._marks[pk] = Mark(kind or "")
            return
        came, left = self._moment(cleaned.get(f"{pk}-came")), self._moment(cleaned.get(f"{pk}-left"))
        if kind == LATE:
            came = came or self._now()
        else:
            left = left or self._now()
        if came is None and kind == LATE:
            self.add_error(f"{pk}-came", _("Please write when they came, like 14:20."))
        elif left is None and kind == LEFT:
            self.add_error(f"{pk}-left", _("Please write when they left, like 15:00."))
        elif came and left and left <= came:
            self.add_error(f"{pk}-left", _("One leaves only after one came. Please look at both times."))
        else:
            self._marks[pk] = Mark(PRESENT, came, left)

    def _moment(self, at: time | None) -> datetime | None:
        return on_the_day(at, self.meeting.start, self.meeting.end) if at else None

    def _now(self) -> datetime | None:
        """While the meeting is on, a time left open is this minute."""
        now = timezone.now().replace(second=0, microsecond=0)
        return now if self.meeting.start <= now <= self.meeting.end + timedelta(hours=1) else None

    def marks(self) -> dict[UUID, Mark]:
        """What was entered, by item."""
        return self._marks
