"""The work."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The Django app ``meetings``."""

    name = "meetings"
    verbose_name = "The work"

    def ready(self) -> None:
        """Connect the reactions and say what the bodies ask for."""
        import meetings.agenda.receivers
        import meetings.bodies.receivers
        import meetings.emergency.receivers
        import meetings.invites.receivers
        import meetings.replies.checks
        import meetings.seats.receivers  # noqa: F401
        from meetings.bodies.access import needs_on, run_all_bodies_of, running_of, runs_body_of, runs_body_of_id
        from portal.pledge.access import register_need

        register_need(needs_on, running_of)
        from meetings.bodies.access import runners_over, seated_under
        from portal.resets.access import register_charges

        register_charges(seated_under, runners_over)
        from meetings.agenda.waiting import register_all

        register_all()
        from datetime import timedelta

        from meetings.emergency import waiting
        from meetings.emergency.services import note_expired
        from meetings.feeds import waiting as feeds
        from meetings.pledges import waiting as pledges
        from meetings.polls import waiting as polls
        from meetings.reminders import waiting as reminders
        from meetings.reminders.services import write_in_the_morning
        from meetings.replies import waiting as replies
        from meetings.replies.mailed import forget_mails
        from meetings.seats import waiting as seats
        from portal.chores import services as chores

        waiting.register_all()
        pledges.register_all()
        polls.register_all()
        feeds.register_all()
        reminders.register_all()
        chores.register("reminders.write", timedelta(minutes=10), write_in_the_morning)
        replies.register_all()
        chores.register("replies.forget_mails", timedelta(hours=6), forget_mails)
        seats.register_all()
        chores.register("emergency.note_expired", timedelta(minutes=5), note_expired)
        from meetings.imports.services import forget_drafts
        from portal.accounts.helping import register as register_helper

        register_helper(runs_body_of, run_all_bodies_of, runs_body_of_id)
        chores.register("imports.forget_drafts", timedelta(minutes=10), forget_drafts)
