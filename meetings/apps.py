"""The work."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The Django app ``meetings``."""

    name = "meetings"
    verbose_name = "The work"
