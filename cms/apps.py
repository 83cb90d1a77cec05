"""The public site."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The Django app ``cms``."""

    name = "cms"
    verbose_name = "The public site"

    def ready(self) -> None:
        """Make Wagtail's desk fit our content policy."""
        from cms.choosers import without_inline_scripts
        from cms.desk.checks.door import guard_publishing
        from cms.desk.checks.panel import show_readiness

        without_inline_scripts()
        guard_publishing()
        show_readiness()
