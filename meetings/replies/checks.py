"""System checks of the mailbox: what would make every answer wait for a person."""

from typing import Any

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Tags, register


@register(Tags.security)
def answers_can_be_proven(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Without the name of the server that judges mail, no mailed answer counts by itself. Asked at every start."""
    if not settings.ANSWERS_BY_MAIL or settings.MAIL_AUTH_SERVER:
        return []
    return [
        CheckMessage(
            WARNING,
            "MAIL_AUTH_SERVER is empty: every answer that comes by mail waits for a person.",
            hint="Set it to the name under which the city's mail server writes Authentication-Results (docs/deploy.md).",
            id="replies.W001",
        )
    ]
