"""What can be proved of pledges: each is, column by column, what was signed, over the words that were shown."""

from collections.abc import Iterator

from portal.audit.proving import register_proof
from portal.crypto.seals import verify
from portal.pledge.models import PledgeSignature
from portal.pledge.services import shown_sha256


def pledges() -> Iterator[tuple[str, str]]:
    """Every signature, with its kind of break."""
    for signature in PledgeSignature.objects.select_related("text").order_by("signed_at").iterator(chunk_size=500):
        if not verify("pledge", signature.record, signature.seal):
            kind = "altered or forged signature"
        elif shown_sha256(signature.text) != signature.text_sha256:
            kind = "the signed text was altered"
        else:
            kind = ""
        yield str(signature.pk), kind


def register_all() -> None:
    """Name them to ``verify_audit``."""
    register_proof("pledge", pledges)
