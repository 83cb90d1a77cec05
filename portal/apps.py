"""The floor and the roof."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The Django app ``portal``."""

    name = "portal"
    verbose_name = "The floor and the roof"
