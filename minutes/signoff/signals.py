"""News about confirming minutes."""

from django.dispatch import Signal

# meeting, versions; inside the transaction that froze them
minutes_circulated = Signal()
