"""Finding what two sequences have in common, in bounded time whatever they hold (pure).

``difflib`` takes the third power of their length where one thing stands in both again and again: five hundred equal
lines, and it is busy for half a minute. Here each comparison has a number of steps; when they are used up, what is not
matched yet counts as replaced, save what is equal at its beginning and end. What people write needs a small part of them.
"""

from collections.abc import Hashable, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)
STEPS = 4_000_000  # less than a second


class Budget:
    """The steps that are left; several comparisons for one reader share them."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def take(self, steps: int) -> bool:
        """Whether there are so many left; then they are used."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


class Matcher(SequenceMatcher[Thing]):
    """``SequenceMatcher`` without junk, and with a budget."""

    def __init__(self, a: Sequence[Thing], b: Sequence[Thing], budget: Budget | None = None) -> None:
        super().__init__(None, a, b, autojunk=False)
        self._a, self._b, self._budget = a, b, budget or Budget()
        costs = (1 + len(self.b2j.get(each, ())) for each in a)  # type: ignore[attr-defined]
        self._cost = [0, *accumulate(costs)]  # of looking at all things of ``a`` before the n-th

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """As the class above finds it; where that costs too much, what is equal at the beginning or the end."""
        ahi, bhi = len(self._a) if ahi is None else ahi, len(self._b) if bhi is None else bhi
        if self._budget.take(self._cost[ahi] - self._cost[alo]):
            return super().find_longest_match(alo, ahi, blo, bhi)
        most, size = min(ahi - alo, bhi - blo), 0
        while size < most and self._a[alo + size] == self._b[blo + size]:
            size += 1
        if size:
            return Match(alo, blo, size)
        while size < most and self._a[ahi - 1 - size] == self._b[bhi - 1 - size]:
            size += 1
        return Match(ahi - size, bhi - size, size) if size else Match(alo, blo, 0)
