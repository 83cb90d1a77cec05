"""News about stored documents, told after the commit."""

from django.dispatch import Signal

# document; nobody can write any more, the state is frozen
document_frozen = Signal()
# document; it is open for writing again
document_thawed = Signal()
# document, state (all of it, a Yjs update), resting; writing pauses (not resting: the log is long, and they write on), and
# the log may go: who wrote since when still stands in it.
# Sent inside the transaction, under the document's lock: whoever keeps something of it keeps it, or nothing is folded
document_paused = Signal()
# document; something was stored in it that no open room took in
document_written = Signal()
