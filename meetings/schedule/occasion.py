"""When and where a meeting takes place, and what of it a change touches (pure)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Occasion:
    """From when to when, and in which room."""

    start: datetime
    end: datetime
    place: str

    def moves_to(self, other: "Occasion") -> bool:
        """Whether the time is another: whoever answered answers again."""
        return (self.start, self.end) != (other.start, other.end)

    def elsewhere_than(self, other: "Occasion") -> bool:
        """Whether the place is another."""
        return self.place != other.place
