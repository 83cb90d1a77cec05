"""Letters about pledges that were written."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Reminder(models.Model):
    """A letter that was written once and is not written again. ``about`` is a signature or a text."""

    class What(models.TextChoices):
        RENEW_30 = "renew-30"
        RENEW_14 = "renew-14"
        RENEW_3 = "renew-3"
        RENEWED_TEXT = "renewed-text"
        LASTING = "lasting"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=20, choices=What.choices)
    about = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "what", "about"), name="one_letter_of_a_kind"),)
