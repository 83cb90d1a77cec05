"""News about pledges."""

from django.dispatch import Signal

# text; inside the transaction that published it: people who had signed must sign again
text_closed_doors = Signal()
