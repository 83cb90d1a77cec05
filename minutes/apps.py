"""The record."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """The Django app ``minutes``."""

    name = "minutes"
    verbose_name = "The record"
