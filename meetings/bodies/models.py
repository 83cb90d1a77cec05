"""会議体 and the appointments to it."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.audit.append_only import append_only
from portal.dates.wareki import wareki


class Body(models.Model):
    """A standing body (会議体): the thing that has meetings."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("Support meeting")
        PLAN_REVIEW = "plan_review", _("Multi-layer support meeting")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    pledge_series = models.SlugField(max_length=40)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person's seat in a body for a term."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARIAT = "secretariat", _("Secretariat")
        MEMBER = "member", _("Member")
        ADVISER = "adviser", _("Adviser")  # アドバイザー: an expert, for the items they are called to
        OBSERVER = "observer", _("Observer")  # オブザーバー: reads what they are called to, writes nothing
        PROXY = "proxy", _("Proxy")  # 代理: comes in the place of a member, called by name like everybody

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    contractor = models.BooleanField(default=False)  # 受託者: takes part by contract, and pledges as such
    stands_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="proxies")
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day
    ended_at = models.DateTimeField(null=True, blank=True)  # ended at once, in the course of ``ends_on``
    # who vouches for whoever is to run the body: never one alone. Nobody where Setup did it, on the host
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(agreed_by=models.F("user")) & ~Q(agreed_by=models.F("given_by")),
                name="two_let_a_third_run_a_body",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, role__in=("chair", "secretariat")),
                name="who_runs_a_body_is_agreed_to",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="term_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(role="proxy", stands_for__isnull=False) | ~Q(role="proxy") & Q(stands_for=None),
                name="a_proxy_names_a_seat",
            ),
            models.UniqueConstraint(
                fields=("body", "user", "starts_on"), condition=Q(ended_at=None), name="one_appointment_per_start"
            ),
        )

    @property
    def is_guest(self) -> bool:
        """Whether the person is invited item by item, for a year at most."""
        return self.role in GUESTS

    @property
    def runs(self) -> bool:
        """Whether the seat lets its person run the body: chair or secretariat, and a second person agreed."""
        return self.role in RUNNING and self.agreed_at is not None

    @property
    def waits(self) -> bool:
        """Whether the seat is to run the body once a second person agrees; until then it is any member's."""
        return self.role in RUNNING and self.agreed_at is None

    @property
    def counts_as(self) -> str:
        """As what the person counts where they see something: a chair nobody agreed to is a member like others."""
        return str(self.Role.MEMBER) if self.waits else self.role


GUESTS = (Appointment.Role.ADVISER, Appointment.Role.OBSERVER, Appointment.Role.PROXY)
RUNNING = (Appointment.Role.CHAIR, Appointment.Role.SECRETARIAT)
# the one condition by which a seat runs its body; ``Appointment.runs`` says the same of one row
RUNS = Q(role__in=RUNNING, agreed_at__isnull=False)
WAITS = Q(role__in=RUNNING, agreed_at=None)


@append_only()
class SeatChange(models.Model):
    """What became of a seat: its term was made longer, it ended early, its role changed. Never edited."""

    class What(models.TextChoices):
        EXTENDED = "extended", _("Term made longer")
        ENDED = "ended", _("Ended early")
        CHANGED = "changed", _("Role changed")
        AGREED = "agreed", _("A second person agreed that they run the body")

    class Reason(models.TextChoices):
        MOVED = "moved", _("New post or agency")
        LEFT = "left", _("Left the agency")
        REPLACED = "replaced", _("Somebody else comes")
        WISH = "wish", _("At the person's wish")
        DUTY = "duty", _("The duty of secrecy was broken")
        MISTAKE = "mistake", _("Was entered by mistake")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What.choices)
    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    # nobody: from the host
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-changed_at",)

    @property
    def words(self) -> str:
        """From what to what, in words."""
        if self.what == self.What.CHANGED:
            return f"{_role_words(self.before)} → {_role_words(self.after)}"
        if self.what == self.What.AGREED:
            return _role_words(self.after)
        return f"{wareki(date.fromisoformat(self.before))} → {wareki(date.fromisoformat(self.after))}"


def _role_words(code: str) -> str:
    role, _plus, contractor = code.partition("+")
    label = str(Appointment.Role(role).label)
    return f"{label} ({gettext('Contractor')})" if contractor else label
