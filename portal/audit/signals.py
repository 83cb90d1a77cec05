"""News about the record."""

from django.dispatch import Signal

# checkpoint; after the commit
checkpoint_made = Signal()
