"""How fast one connection may speak, in messages or in bytes: a bucket of tokens (pure)."""

from dataclasses import dataclass


@dataclass(slots=True)
class Pace:
    """``rate`` a second on average, ``burst`` at once; ``now`` is any clock in seconds."""

    rate: float
    burst: float
    _level: float = 0.0
    _at: float = 0.0

    def delay(self, now: float, cost: float = 1) -> float:
        """Count one message (or its bytes); answers how many seconds to wait before the next one is read."""
        self._level = max(0.0, self._level - (now - self._at) * self.rate) + cost
        self._at = now
        return max(0.0, (self._level - self.burst) / self.rate)
