"""Who is invited to a meeting, and which calendar entry is theirs."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from portal.crypto.fields import EncryptedTextField
from portal.outbox.models import OutboxMail


class Participation(models.Model):
    """One person's invitation, and what they answered. The UID is theirs alone: the unguessable key of a reply (scheduling.md §3.3).

    Who is uninvited and invited again gets another row: a calendar does not revive a cancelled UID (§1.4).
    """

    class Answer(models.TextChoices):
        """PARTSTAT (RFC 5545 §3.2.12), by its own words."""

        NONE = "NEEDS-ACTION", _("No answer yet")
        ACCEPTED = "ACCEPTED", _("Attends")
        TENTATIVE = "TENTATIVE", _("Not sure yet")
        DECLINED = "DECLINED", _("Does not attend")

    class Way(models.TextChoices):
        MAIL = "mail", _("by mail")
        WEB = "web", _("on the portal")
        CLERK = "clerk", _("entered by the secretariat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    address = models.EmailField()
    uid = models.CharField(max_length=120, unique=True)
    last_sent_sequence = models.PositiveIntegerField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    uninvited_at = models.DateTimeField(null=True, blank=True)
    off_with_meeting = models.BooleanField(default=False)  # it ended because the meeting was called off
    answer = models.CharField(max_length=12, choices=Answer.choices, default=Answer.NONE)
    answered_by = models.CharField(max_length=5, choices=Way.choices, blank=True)  # by which way it came
    answered_at = models.DateTimeField(null=True, blank=True)
    # of the version that was answered: an answer to an older one counts no more (RFC 5546 §2.1.4–2.1.5)
    answered_sequence = models.PositiveIntegerField(null=True)
    answered_stamp = models.DateTimeField(null=True)
    note = EncryptedTextField(null=True)  # what the person wrote with it: for the secretariat
    bounced_at = models.DateTimeField(null=True, blank=True)  # the mail did not reach them
    # as it was when the first mail was posted: the organizer of a UID never changes (RFC 5546 §3.2.2)
    organizer_address = models.EmailField(blank=True)
    first_message_id = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=Q(uninvited_at__isnull=True),
                name="one_standing_invitation_per_person",
            ),
        )


class Notice(models.Model):
    """One mail to one invited person: what it told. Whether it has left, its mail knows."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("Notice of the meeting")
        MOVED = "moved", _("Change of the time")
        PLACED = "placed", _("Change of the place")
        UNINVITED = "uninvited", _("Withdrawal of the notice")
        CANCELLED = "cancelled", _("Calling off")
        REINSTATED = "reinstated", _("Called again after calling off")
        READDRESS = "readdress", _("Notice to the new address")
        REPLACED = "replaced", _("Taking out an older entry")
        RESENT = "resent", _("Notice once more, as the person's calendar asked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="notices")
    mail = models.OneToOneField(OutboxMail, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sequence = models.PositiveIntegerField()
    stamped_at = models.DateTimeField()
    start = models.DateTimeField()
    end = models.DateTimeField()
    place = models.CharField(max_length=120)

    class Meta:
        ordering = ("stamped_at",)
        constraints = (models.UniqueConstraint(fields=("participation", "stamped_at"), name="one_notice_per_stamp"),)

    @property
    def takes_away(self) -> bool:
        """Whether it takes the entry out of the calendar (CANCEL)."""
        return self.kind in (self.Kind.UNINVITED, self.Kind.CANCELLED, self.Kind.REPLACED)

    @property
    def occasion(self) -> Occasion:
        """When and where the meeting is, as this mail says."""
        return Occasion(self.start, self.end, self.place)
