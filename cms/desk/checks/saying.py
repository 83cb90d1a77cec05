"""Making a finding out of its code (pure)."""

from cms.desk.checks.findings import Finding, Grade, Place, Topic
from cms.desk.checks.sentences import SENTENCES

SHOWN = 24  # characters of what was found: enough to find it again


def must(code: str, topic: Topic, place: Place, found: str = "") -> Finding:
    """What keeps the page from being published."""
    return Finding(code, Grade.MUST, topic, place, SENTENCES[code], shortened(found))


def should(code: str, topic: Topic, place: Place, found: str = "") -> Finding:
    """What is said and lets the page pass."""
    return Finding(code, Grade.SHOULD, topic, place, SENTENCES[code], shortened(found))


def shortened(found: str) -> str:
    """The first characters, on one line."""
    line = " ".join(found.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
