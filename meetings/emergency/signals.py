"""News about emergency readings, inside the transaction; each with ``emergency``."""

from django.dispatch import Signal

# somebody asks
emergency_asked = Signal()
# a second person allowed it
emergency_allowed = Signal()
