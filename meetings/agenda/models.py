"""議題 and who is summoned to each: the unit of access, co-editing and filing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.schedule.models import Meeting
from portal.crypto.fields import EncryptedTextField

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 240


class Item(models.Model):
    """One agenda item. Its heading may name a case and is sealed."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("Giving and sharing information")
        WATCHING = "watching", _("Watching over and support policy")
        URGENT = "urgent", _("Urgent response")
        PLAN = "plan", _("Appropriateness of the plan")
        SHARING = "sharing", _("Sharing the plan")
        EVALUATION = "evaluation", _("Evaluation at closure")
        RESOURCES = "resources", _("Social resources")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    heading = EncryptedTextField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    legal_basis = models.CharField(max_length=40, blank=True)  # key in portal.law
    minutes_long = models.PositiveSmallIntegerField(default=20)

    class Meta:
        ordering = ("meeting", "position")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "position"), name="one_item_per_position"),
            models.CheckConstraint(
                condition=Q(minutes_long__range=(SHORTEST_MINUTES, LONGEST_MINUTES)), name="item_takes_minutes"
            ),
        )


class Summons(models.Model):
    """One person called to one item; ``attended`` is filled in when the minutes are frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="summonses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="summonses")
    summoned_at = models.DateTimeField(default=timezone.now)
    attended = models.BooleanField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "user"), name="one_summons_per_item"),)
