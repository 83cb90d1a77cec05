"""Where the answer to an act waits for the next page: a signed cookie of this host alone, and no row for strangers."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class Cookie(CookieStorage):
    """Django's own under our name; it takes its flags from the session's cookie."""

    cookie_name = settings.MESSAGE_COOKIE_NAME
