"""What can be proved of documents: every stored edit opens, and none is missing."""

from collections.abc import Iterator

from minutes.documents.models import Document
from minutes.documents.services import Incomplete, load
from portal.audit.proving import register_proof
from portal.crypto.box import CannotOpen


def documents() -> Iterator[tuple[str, str]]:
    """Every document, with its kind of break."""
    for key in Document.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500):
        try:
            load(key)
            kind = ""
        except Incomplete:
            kind = "missing edit"
        except CannotOpen:
            kind = "altered edit"
        except ValueError:  # it opens, but no editor wrote it
            kind = "unreadable edit"
        yield str(key), kind


def register_all() -> None:
    """Name them to ``verify_audit``."""
    register_proof("document", documents)
