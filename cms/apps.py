"""The public site."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The Django app ``cms``."""

    name = "cms"
    verbose_name = "The public site"
