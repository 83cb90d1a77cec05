"""News of the checks."""

from django.dispatch import Signal

# kwargs: page, revision, findings. The hour of a scheduled publication came, and the page may not be shown.
schedule_refused = Signal()
