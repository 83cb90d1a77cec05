"""News about comments, told after the commit."""

from django.dispatch import Signal

# nothing more: who listens asks how far the talk about its documents has come
commented = Signal()
