"""What can be proved of stages: each opens, as it was kept."""

from collections.abc import Iterator

from minutes.history.models import Stage
from minutes.history.sizes import letters, unpacked
from portal.audit.proving import register_proof
from portal.crypto.box import CannotOpen


def stages() -> Iterator[tuple[str, str]]:
    """Every stage, with its kind of break."""
    for stage in Stage.objects.order_by("pk").iterator(chunk_size=100):
        try:
            kind = "" if letters(unpacked(stage.state)) == stage.letters else "altered stage"
        except (CannotOpen, ValueError):
            kind = "altered stage"
        yield str(stage.pk), kind


def register_all() -> None:
    """Name them to ``verify_audit``."""
    register_proof("stage", stages)
