"""The floor and the roof."""

from datetime import timedelta

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The Django app ``portal``."""

    name = "portal"
    verbose_name = "The floor and the roof"

    def ready(self) -> None:
        """Connect the reactions; keep the append-only tables so; let Django's checks and the verifier know of ours."""
        import portal.accounts.receivers
        import portal.audit.checks
        import portal.audit.receivers
        import portal.crypto.checks
        import portal.reminders.receivers
        import portal.sessions.receivers  # noqa: F401
        from portal.accounts.helping import register_more
        from portal.audit.watch import register_chores
        from portal.auditor import access as auditor
        from portal.auditor.services import mail_daily
        from portal.chores.services import register
        from portal.organisations.access import workplace_of_login
        from portal.pledge import proof as pledge
        from portal.pledge.access import register_need
        from portal.reminders.services import write_letters
        from portal.resets import waiting as resets
        from portal.sessions.store import SessionStore, fetch_along

        resets.register_all()
        register_more(auditor.opens_the_record)
        fetch_along("workplace", workplace_of_login)
        fetch_along(auditor.MANDATED, auditor.mandate_of_login)
        register("pledge.letters", timedelta(hours=1), write_letters)
        register("record.mailed", timedelta(days=1), mail_daily)
        register("sessions.forgotten", timedelta(days=1), SessionStore.clear_expired)
        pledge.register_all()
        register_need(auditor.needs_on, auditor.running_of)
        register_chores()
