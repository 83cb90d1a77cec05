"""What can be proved of versions: their words are those of their hash, and final ones carry the server's seal."""

from collections.abc import Iterator

from minutes.versions.models import Version
from minutes.versions.services import is_intact, is_sealed
from portal.audit.proving import register_proof
from portal.crypto.box import CannotOpen


def versions() -> Iterator[tuple[str, str]]:
    """Every version, with its kind of break."""
    for version in Version.objects.order_by("frozen_at").iterator(chunk_size=100):
        yield str(version.pk), _break_in(version)


def _break_in(version: Version) -> str:
    try:
        if not is_intact(version):
            return "altered"
    except CannotOpen:
        return "altered"
    final = bool(version.final_at or version.seal)
    return "altered or forged signature" if final and not is_sealed(version) else ""


def register_all() -> None:
    """Name them to ``verify_audit``."""
    register_proof("version", versions)
