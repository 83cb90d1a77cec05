"""News about agenda items."""

from django.dispatch import Signal

# item, actor; inside the transaction that added it
item_added = Signal()
# item; who is summoned changed
summons_changed = Signal()
