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
    """One person called to one item, until withdrawn; called again, they get another row.

    It also holds whether they were there (当日の出欠): entered on the day, and fixed when the minutes are frozen. A proxy
    has a row of their own, which names the row in whose place they came.
    """

    class Presence(models.TextChoices):
        PRESENT = "present", _("Present")  # 遅刻 and 早退 are told by the times
        ABSENT = "absent", _("Absent")
        PROXY = "proxy", _("A proxy came")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="summonses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="summonses")
    summoned_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=7, choices=Presence.choices, blank=True)  # empty: not entered
    came_at = models.DateTimeField(null=True, blank=True)  # 遅刻: when they came
    left_at = models.DateTimeField(null=True, blank=True)  # 早退: when they left
    stands_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="proxies")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("item", "user"), condition=Q(withdrawn_at__isnull=True), name="one_standing_summons_per_item"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(presence=""), name="who_was_there_stays_called"
            ),
            models.CheckConstraint(
                condition=Q(presence="present") | Q(came_at=None, left_at=None), name="who_was_there_came_and_left"
            ),
            models.CheckConstraint(
                condition=Q(came_at=None) | Q(left_at=None) | Q(left_at__gt=models.F("came_at")),
                name="one_leaves_after_one_came",
            ),
        )

    @property
    def attended(self) -> bool | None:
        """Whether they were there, late or early as they may have been; nothing while nobody has said."""
        return self.presence == self.Presence.PRESENT if self.presence else None


# the condition by which somebody was there; ``Summons.attended`` says the same of one row
ATTENDED = Q(presence=Summons.Presence.PRESENT)


class Recusal(models.Model):
    """除斥・回避: for this person the item does not exist, whatever their role, until lifted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals")
    recused_at = models.DateTimeField(default=timezone.now)
    recused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("item", "user"), condition=Q(lifted_at__isnull=True), name="one_standing_recusal_per_item"
            ),
        )


class Emergency(models.Model):
    """緊急の閲覧: somebody not called asks to read one item; a second person allows it for some hours, or refuses.

    The reason may name a case and is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField()
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True, blank=True)  # empty: not allowed
    used_at = models.DateTimeField(null=True, blank=True)  # first opened under it
    ended_at = models.DateTimeField(null=True, blank=True)  # ended early, or noted as run out
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("item", "user"), condition=Q(decided_at__isnull=True), name="one_open_emergency_per_item"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("user")), name="a_second_person_decides"
            ),
        )
