"""A series of meetings: a rule for a fiscal year, and which meetings it made. It exists in the portal only."""

import uuid
from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.bodies.models import Body
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from meetings.series.rule import Rule
from meetings.series.rule import Shift as ShiftWord


class MeetingSeries(models.Model):
    """The meetings of a body in one fiscal year that follow one rule."""

    class Shift(models.TextChoices):
        NEXT = "next", _("on the next open day")
        PREVIOUS = "previous", _("on the last open day before")
        SKIP = "skip", _("not at all in that month")
        KEEP = "keep", _("on that day all the same")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="series")
    fiscal_year = models.PositiveSmallIntegerField()
    nth = models.PositiveSmallIntegerField(null=True)  # 1–4; 5 is the last of the month
    weekday = models.PositiveSmallIntegerField(null=True)  # Monday is 0
    day_of_month = models.PositiveSmallIntegerField(null=True)
    months = models.CharField(max_length=40)  # 4,5,6,…
    begins = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=120)
    shift = models.CharField(max_length=8, choices=Shift.choices, default=Shift.NEXT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("fiscal_year", "created_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(nth__isnull=False, weekday__isnull=False, day_of_month=None)
                | Q(nth=None, weekday=None, day_of_month__isnull=False),
                name="a_series_has_one_rule",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_series_ends_after_it_begins"),
        )

    @property
    def rule(self) -> Rule:
        """By which its days are found."""
        months = frozenset(int(month) for month in self.months.split(","))
        shift = cast(ShiftWord, str(self.shift))
        return Rule(
            self.nth, self.weekday, self.day_of_month, months, self.begins, self.ends, place=self.place, shift=shift
        )

    def follow(self, rule: Rule) -> None:
        """Take another rule; the caller saves."""
        self.nth, self.weekday, self.day_of_month = rule.nth, rule.weekday, rule.day
        self.months = ",".join(str(month) for month in sorted(rule.months))
        self.begins, self.ends, self.place, self.shift = rule.begins, rule.ends, rule.place, self.Shift(rule.shift)


class SeriesDate(models.Model):
    """One meeting of a series, and when and where the series put it: a meeting that is elsewhere follows it no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="dates")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="series_date")
    month = models.DateField()  # of which the rule speaks; its first day
    start = models.DateTimeField()
    end = models.DateTimeField()
    place = models.CharField(max_length=120)

    class Meta:
        ordering = ("month",)
        constraints = (models.UniqueConstraint(fields=("series", "month"), name="one_meeting_of_a_series_per_month"),)

    @property
    def given(self) -> Occasion:
        """When and where the series put it."""
        return Occasion(self.start, self.end, self.place)
