"""The clock of one-time codes. In demo mode it can be set apart, so that a test need not wait half a minute."""

import time

from django.conf import settings

OFFSET_FILE = "code-clock"


def now() -> float:
    """Seconds since 1970, as the authenticator app sees them."""
    if settings.DEMO:
        return time.time() + _demo_offset()
    return time.time()


def _demo_offset() -> float:
    try:
        return float((settings.DATA_DIR / OFFSET_FILE).read_text())
    except (FileNotFoundError, ValueError):
        return 0.0
