"""Wagtail's own mails stay unwritten: ours go by the outbox, in our words."""

from typing import Any

from wagtail.admin.mail import EmailNotificationMixin


def silence_wagtail() -> None:
    """Let its notifiers find nobody to write to."""

    def get_valid_recipients(self: Any, instance: Any, **kwargs: Any) -> set[Any]:
        """Nobody."""
        return set()

    EmailNotificationMixin.get_valid_recipients = get_valid_recipients
