"""支援関係機関 and who works where."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A 支援関係機関: an agency that helps to solve 地域生活課題 (社会福祉法 4条3項)."""

    class Group(models.TextChoices):
        CITY = "city", _("City hall")
        CONSULTATION = "consultation", _("Consultation agencies")
        CARE = "care", _("Medicine, schools, police")
        COMMUNITY = "community", _("Community and business")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    group = models.CharField(max_length=20, choices=Group.choices, default=Group.COMMUNITY)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A person's place of work and post; one at a time, past ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    post = models.CharField(_("post"), max_length=80, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user",), condition=Q(until=None), name="one_current_affiliation"),
        )
