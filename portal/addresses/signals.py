"""News about mail addresses."""

from django.dispatch import Signal

# user, before, now; sent inside the transaction
address_changed = Signal()
