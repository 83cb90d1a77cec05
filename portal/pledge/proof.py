"""What can be proved of pledges: each is, column by column, what was signed, over the words that were shown."""

from collections.abc import Iterator

from portal.audit.proving import register_proof
from portal.pledge.models import PledgeSignature, PledgeText
from portal.pledge.proving import what_is_broken, what_is_broken_in_text


def pledges() -> Iterator[tuple[str, str]]:
    """Every signature, with its kind of break."""
    for signature in PledgeSignature.objects.select_related("text").order_by("signed_at").iterator(chunk_size=500):
        yield str(signature.pk), what_is_broken(signature)


def texts() -> Iterator[tuple[str, str]]:
    """Every published text, with its kind of break."""
    for text in PledgeText.objects.order_by("published_at").iterator(chunk_size=500):
        yield str(text.pk), what_is_broken_in_text(text)


def register_all() -> None:
    """Name them to ``verify_audit``."""
    register_proof("pledge", pledges)
    register_proof("pledge text", texts)
