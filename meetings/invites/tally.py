"""How many answered an invitation, and what (pure)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """How many come, are not sure, do not come, and have not answered."""

    yes: int
    unsure: int
    no: int
    silent: int


def tally(answers: Iterable[str]) -> Tally:
    """Count the answers, given as PARTSTAT (RFC 5545 §3.2.12)."""
    counts = Counter(answers)
    return Tally(counts["ACCEPTED"], counts["TENTATIVE"], counts["DECLINED"], counts["NEEDS-ACTION"])
