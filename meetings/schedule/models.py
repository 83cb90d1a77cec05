"""One meeting: when, where, and how far it has come."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from meetings.bodies.models import Body
from meetings.schedule.occasion import Occasion
from portal.dates.fiscal import fiscal_year_label


class Meeting(models.Model):
    """One sitting (開催回) of a body; draft → called → held (minutes frozen) → closed (all final).

    A called one may be called off, and be called again before it would have begun; a draft is discarded.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CALLED = "called", _("Called")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Called off")
        DISCARDED = "discarded", _("Discarded draft")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    # printed in mail instead of the title, so that people can speak of it on the phone (案内の番号)
    notice_number = models.PositiveIntegerField(unique=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    place = models.CharField(_("place"), max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sequence = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("start",)
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="meeting_ends_after_it_starts"),
            # of a discarded draft nobody heard: its number goes to another
            models.UniqueConstraint(
                fields=("body", "fiscal_year", "number"), condition=~Q(state="discarded"), name="one_number_per_year"
            ),
        )

    @property
    def title(self) -> str:
        """令和8年度 第7回 支援会議: a name, Japanese in every language of the screen."""
        return f"{fiscal_year_label(self.fiscal_year)} {self.short_title}"

    @property
    def short_title(self) -> str:
        """第7回 支援会議, for a page that has already said the year."""
        with translation.override("ja"):
            return f"第{self.number}回 {self.body.get_kind_display()}"

    @property
    def occasion(self) -> Occasion:
        """When and where it takes place."""
        return Occasion(self.start, self.end, self.place)

    @property
    def began(self) -> bool:
        """Whether its beginning has passed: nothing is told by mail any more."""
        return self.start <= timezone.now()

    @property
    def called_off(self) -> bool:
        """Whether it will not take place, and people were told so."""
        return self.state == self.State.CANCELLED

    @property
    def day(self) -> date:
        """The day of the meeting, in the city's time."""
        return timezone.localtime(self.start).date()

    @property
    def starts_at(self) -> datetime:
        """The start in the city's time."""
        return timezone.localtime(self.start)
