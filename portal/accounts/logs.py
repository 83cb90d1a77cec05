"""What the log may say about links: a token that opens a door does not belong there (pure)."""

import logging
import re

_TOKEN = re.compile(r"(/enter/(?:join|reset/[^/\s]+)/|/me/address/|/portal/(?:answer|dates|calendar)/)[^/\s\"']+")


class HideTokens(logging.Filter):
    """Puts … in place of the token of a link, in whatever line names its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes; its tokens do not."""
        message = record.getMessage()
        hidden = _TOKEN.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
