"""What somebody was reminded of, and of what they wish no reminders."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Of what a person may be reminded. All may be switched off: none of these days is set by law."""

    MEETING = "meeting", _("Your meeting is near")
    ANSWER = "answer", _("Your answer to a notice is still open")
    POLL = "poll", _("Your answer about dates is still open")
    AGENDA = "agenda", _("A meeting that you run is not called yet, or has no agenda")


class Silence(models.Model):
    """A person wishes no reminders of this kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "kind"), name="one_silence_of_a_kind"),)


class Digest(models.Model):
    """The one mail of reminders that a person gets on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "day"), name="one_digest_a_day"),)


class Reminded(models.Model):
    """One line of such a mail: of what, so many days (``step``) before which moment. It is never written again.

    Where a meeting is moved or a deadline put off, that moment is another, and so is the line.
    """

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="lines")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.UUIDField()  # an invitation, a place in a poll, a meeting
    moment = models.DateTimeField()
    step = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "about", "moment", "step"), name="reminded_once"),
        )
