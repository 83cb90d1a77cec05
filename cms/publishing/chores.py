"""What time does to public pages: scheduled ones appear and go, notices begin and end."""

from datetime import timedelta

from django.core.management import call_command

from cms.publishing.services import look_over
from portal.chores import services as chores

EVERY = timedelta(minutes=1)


def keep_time() -> None:
    """Publish and take back what is due; then see whether the files say what they ought to."""
    call_command("publish_scheduled", verbosity=0)
    look_over()


def register() -> None:
    """Once a minute, in one process."""
    chores.register("publishing.keep_time", EVERY, keep_time)
