"""The public site."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The Django app ``cms``."""

    name = "cms"
    verbose_name = "The public site"

    def ready(self) -> None:
        """Make Wagtail's desk fit our content policy, watch the readings, and publish what changes."""
        from datetime import timedelta

        from wagtail.contrib.redirects.models import Redirect

        import cms.desk.approval.receivers
        import cms.desk.reviews.receivers
        import cms.desk.translations.receivers
        import cms.search.receivers  # noqa: F401
        from cms.choosers import without_inline_scripts
        from cms.desk.addresses.targets import only_here
        from cms.desk.approval.silence import silence_wagtail
        from cms.desk.checks.door import guard_publishing
        from cms.desk.checks.panel import show_readiness
        from cms.desk.reviews.services import remind_in_the_morning
        from cms.desk.revisions import prune_revisions
        from cms.feedback.services import forget_old
        from cms.records.access import explained_terms, words_of_sites
        from cms.records.models import GlossaryTerm, Office, SiteWords
        from cms.search.access import lexicon
        from cms.search.models import SearchVariant
        from cms.search.services import forget_old_counts
        from cms.words.access import readings
        from cms.words.models import Reading
        from portal.chores import services as chores

        for model in (Reading, SearchVariant):
            lexicon.follow(model)
        readings.follow(Reading)
        explained_terms.follow(GlossaryTerm)
        words_of_sites.follow(SiteWords)
        words_of_sites.follow(Office)
        without_inline_scripts()
        Redirect._meta.get_field("redirect_link").validators.append(only_here)
        silence_wagtail()
        guard_publishing()
        show_readiness()
        chores.register("desk.remind_of_reviews", timedelta(hours=1), remind_in_the_morning)
        chores.register("desk.prune_revisions", timedelta(hours=12), prune_revisions)
        chores.register("feedback.forget_old", timedelta(hours=12), forget_old)
        chores.register("search.forget", timedelta(days=1), forget_old_counts)
        from cms.publishing import chores as publishing
        from cms.publishing import receivers
        from cms.publishing.services import register_due
        from cms.records.access import notices_change

        receivers.connect()
        publishing.register()
        register_due(notices_change)
