"""News about meetings."""

from django.dispatch import Signal

# meeting, actor, guests (people who are to come); inside the transaction that called it
meeting_called = Signal()
# meeting, actor, before (the Occasion it had); inside the transaction that changed time or place of a called meeting
meeting_moved = Signal()
# meeting, actor; inside the transaction that called it off
meeting_cancelled = Signal()
# meeting, actor, guests; inside the transaction that called it again
meeting_reinstated = Signal()
