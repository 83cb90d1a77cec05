"""News about agenda items."""

from django.dispatch import Signal

# item, actor; inside the transaction that added it
item_added = Signal()
# item; who may be in it changed
summons_changed = Signal()
# item, user; inside the transaction that recused the person from it
person_recused = Signal()
