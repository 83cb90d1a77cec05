"""News about stored documents, told after the commit."""

from django.dispatch import Signal

# document; nobody can write any more, the state is frozen
document_frozen = Signal()
# document; it is open for writing again
document_thawed = Signal()
