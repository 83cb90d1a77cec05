"""The grounds on which an account is stopped."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StopReason(TextChoices):
    """Why an account is stopped; the code stands in the record."""

    LOST = "lost", _("A device or paper was lost or stolen")
    AWAY = "away", _("Is away for a long time")
    CONCERN = "concern", _("Somebody else may be using the account")
