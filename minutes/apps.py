"""The record."""

from datetime import timedelta

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
        from minutes.comments import proof as comments
        from minutes.documents import proof as documents
        from minutes.signoff import proof as signoff
        from minutes.signoff.services import complete_after_terms
        from minutes.signoff.waiting import register_all
        from minutes.versions import proof as versions
        from portal.chores import services as chores

        register_all()
        chores.register("signoff.complete_after_terms", timedelta(hours=1), complete_after_terms)
        for provable in (documents, comments, versions, signoff):
            provable.register_all()
