"""The record."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """The Django app ``minutes``."""

    name = "minutes"
    verbose_name = "The record"

    def ready(self) -> None:
        """Connect the reactions and tell the home page what waits."""
        import minutes.documents.receivers
        import minutes.rooms.receivers
        import minutes.signoff.receivers  # noqa: F401
        from minutes.signoff.waiting import register_all

        register_all()
