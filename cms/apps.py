"""The public site."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The Django app ``cms``."""

    name = "cms"
    verbose_name = "The public site"

    def ready(self) -> None:
        """Make Wagtail's desk fit our content policy."""
        import cms.desk.approval.receivers  # noqa: F401
        from cms.choosers import without_inline_scripts
        from cms.desk.approval.silence import silence_wagtail
        from cms.desk.checks.door import guard_publishing
        from cms.desk.checks.panel import show_readiness

        without_inline_scripts()
        silence_wagtail()
        guard_publishing()
        show_readiness()
