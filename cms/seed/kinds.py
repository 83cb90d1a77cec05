"""The raw form in which Wagtail stores a block."""

from typing import Any


def part(kind: str, **value: Any) -> dict[str, Any]:
    """A block of the type ``kind`` that holds ``value``."""
    return {"type": kind, "value": value}
