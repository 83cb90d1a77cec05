"""A date poll (日程調整): candidate slots, who is asked, and what each answered."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.bodies.models import Body
from meetings.schedule.models import Meeting
from portal.crypto.fields import EncryptedTextField
from portal.organisations.models import Organisation


class Poll(models.Model):
    """A question about dates to people of a body. Its number is what mails and phone calls name it by."""

    class State(models.TextChoices):
        OPEN = "open", _("Asking")
        CLOSED = "closed", _("Decided")
        WITHDRAWN = "withdrawn", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="polls")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    minutes_long = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120)
    deadline = models.DateTimeField()  # the last second of a day in the city
    shows_answers = models.BooleanField(default=False)  # to the others who are asked
    needed_agencies = models.ManyToManyField(Organisation, related_name="+")  # at least one person of each
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="poll")
    reason = EncryptedTextField(null=True)  # why a date was chosen for which somebody indispensable is missing

    class Meta:
        ordering = ("deadline",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="closed", meeting__isnull=False) | ~Q(state="closed") & Q(meeting=None),
                name="a_decided_poll_has_a_meeting",
            ),
        )

    @property
    def last_day(self) -> date:
        """The day until whose end answers are taken."""
        return timezone.localtime(self.deadline).date()

    @property
    def over(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline < timezone.now()

    @property
    def takes_answers(self) -> bool:
        """Whether people may answer, or change what they answered."""
        return self.state == self.State.OPEN and not self.over


class PollOption(models.Model):
    """One candidate slot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    start = models.DateTimeField()
    end = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)  # the secretariat cannot offer it any more

    class Meta:
        ordering = ("start",)
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_slot_ends_after_it_starts"),
            models.UniqueConstraint(fields=("poll", "start"), name="one_slot_per_start"),
        )


class PollPerson(models.Model):
    """Somebody who is asked, and the word they sent along. The link of their mail counts while its version is theirs."""

    class Way(models.TextChoices):
        PORTAL = "portal", _("on the portal")
        LINK = "link", _("by the link of the mail")
        PHONE = "phone", _("by phone")
        FAX = "fax", _("by FAX")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="polls")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    required = models.BooleanField(default=False)  # 欠かせない
    link_version = models.PositiveSmallIntegerField(default=1)
    told_at = models.DateTimeField(default=timezone.now)  # of the last mail
    note = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=6, choices=Way.choices, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-required", "user__last_name", "user__first_name")
        constraints = (models.UniqueConstraint(fields=("poll", "user"), name="one_is_asked_once"),)


class PollAnswer(models.Model):
    """○, △ or × of one person to one slot, and under which condition."""

    class Mark(models.TextChoices):
        YES = "yes", _("can come")
        MAYBE = "maybe", _("after a change of plans")
        NO = "no", _("cannot come")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(PollPerson, on_delete=models.CASCADE, related_name="answers")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="answers")
    mark = models.CharField(max_length=5, choices=Mark.choices)
    condition = EncryptedTextField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "option"), name="one_mark_per_slot"),)
