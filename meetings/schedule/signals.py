"""News about meetings."""

from django.dispatch import Signal

# meeting, actor, guests (people who are to come); inside the transaction that called it
meeting_called = Signal()
