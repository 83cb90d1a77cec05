"""The work."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The Django app ``meetings``."""

    name = "meetings"
    verbose_name = "The work"

    def ready(self) -> None:
        """Connect the reactions and say what the bodies ask for."""
        import meetings.invites.receivers  # noqa: F401
        from meetings.bodies.access import series_of
        from portal.pledge.access import register_need

        register_need(series_of)
        from meetings.agenda.waiting import register_all

        register_all()
