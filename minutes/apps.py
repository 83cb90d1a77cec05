"""The record."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """The Django app ``minutes``."""

    name = "minutes"
    verbose_name = "The record"

    def ready(self) -> None:
        """Connect the reactions, tell the home page what waits and the verifier what can be proved."""
        import minutes.documents.receivers
        import minutes.rooms.receivers
        import minutes.signoff.receivers  # noqa: F401
        from minutes.documents import proof as documents
        from minutes.signoff import proof as signoff
        from minutes.signoff.waiting import register_all
        from minutes.versions import proof as versions

        register_all()
        for provable in (documents, versions, signoff):
            provable.register_all()
