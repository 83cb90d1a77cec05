"""What else can be recomputed: concepts above name their sealed records here, and ``verify_audit`` asks them all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Proof = Callable[[], Iterator[tuple[str, str]]]
_proofs: dict[str, Proof] = {}


@dataclass(frozen=True)
class Broken:
    """The first thing that does not hold: kind of break, what it is, which one, and its place in the chain."""

    kind: str
    what: str
    which: str
    seq: int | None = None

    def __str__(self) -> str:
        place = f" (place {self.seq} of the chain)" if self.seq is not None else ""
        return f"{self.what} {self.which}{place}: {self.kind}"


def register_proof(what: str, proof: Proof) -> None:
    """Let a concept prove its records: ``proof`` yields the id of each, with the kind of break or an empty string."""
    _proofs[what] = proof


def proofs() -> dict[str, Proof]:
    """All of them, by what they prove."""
    return dict(sorted(_proofs.items()))
