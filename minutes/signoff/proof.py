"""What can be proved of confirmations: each is what was signed, of the version as it stands."""

from collections.abc import Iterator

from minutes.signoff.models import SignOff
from minutes.signoff.services import is_genuine
from portal.audit.proving import register_proof


def signoffs() -> Iterator[tuple[str, str]]:
    """Every confirmation, with its kind of break."""
    for signoff in SignOff.objects.select_related("version").order_by("signed_at").iterator(chunk_size=500):
        if not is_genuine(signoff):
            kind = "altered or forged signature"
        elif signoff.version.sha256 != signoff.version_sha256:
            kind = "the confirmed version was altered"
        else:
            kind = ""
        yield str(signoff.pk), kind


def register_all() -> None:
    """Name them to ``verify_audit``."""
    register_proof("confirmation", signoffs)
