"""What time does to public pages: scheduled ones appear and go. (Of notices each ``Publisher`` takes care.)"""

from datetime import timedelta

from django.core.management import call_command

from portal.chores import services as chores

EVERY = timedelta(minutes=1)


def keep_time() -> None:
    """Publish and take back what is due."""
    call_command("publish_scheduled", verbosity=0)


def register() -> None:
    """Once a minute, in one process."""
    chores.register("publishing.keep_time", EVERY, keep_time)
