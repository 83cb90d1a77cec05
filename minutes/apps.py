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
        import minutes.history.receivers
        import minutes.rooms.receivers
        import minutes.signoff.receivers  # noqa: F401
        from minutes.comments import proof as comments
        from minutes.documents import proof as documents
        from minutes.history import proof as history
        from minutes.history.services import keep_paused, thin_out
        from minutes.signoff import proof as signoff
        from minutes.signoff.services import complete_after_terms
        from minutes.signoff.waiting import register_all
        from minutes.versions import proof as versions
        from portal.chores import services as chores

        register_all()
        chores.register("signoff.complete_after_terms", timedelta(hours=1), complete_after_terms)
        chores.register("history.keep_paused", timedelta(minutes=2), keep_paused)
        chores.register("history.thin_out", timedelta(days=1), thin_out)
        for provable in (documents, comments, history, versions, signoff):
            provable.register_all()
