"""How deeply the nodes of a document are nested, counted before Yjs takes them (pure).

Yrs deletes what stands in a deleted node by recursion on the C stack: who nests some ten thousand nodes and deletes
the outermost ends the whole process. Source: yrs ``transaction.rs``, ``delete``; ``block.rs``, ``Item::repair``.
"""

from array import array
from bisect import bisect_right

from minutes.rooms.updates import Survey, survey

NESTING = 64  # an agenda or record in our grammar has at most five: the part, table, row, cell, text
# What a stretch of steps stands beside or in, as eight numbers in a row: client, first step, step after the last, whether
# it stands in what it refers to (else beside it), and twice (client, step + 1; 0 is nothing): before it, and after it.
FIELDS = 8
_OPEN, _UNKNOWN = -2, -1


class TooDeep(ValueError):
    """Nested more deeply than any editor of ours nests."""


class Levels:
    """For each step of a document in how many nodes it stands; neighbours that stand equally deep are one entry."""

    def __init__(self) -> None:
        self._runs: dict[int, tuple[array[int], bytearray]] = {}
        self._ends: dict[int, int] = {}
        self.closed = False  # what is stored is nested so deeply that nothing of it may be touched

    def level(self, client: int, clock: int) -> int:
        """In how many nodes a known step stands."""
        starts, levels = self._runs[client]
        return levels[bisect_right(starts, clock) - 1]

    def takes(self, news: Survey) -> bool:
        """Whether an update that is ready may be applied; if so, it is noted."""
        try:
            self.take(news)
        except ValueError:
            return False
        return True

    def take(self, news: Survey) -> None:
        """Note where the steps of an update stand; raises ``ValueError``, and ``TooDeep``, and notes nothing then.

        What stands between two steps of different depth (no editor writes that) counts as in the deeper.
        """
        if self.closed:
            raise TooDeep("nested too deeply before")
        places = news.places
        if len(places) == FIELDS:  # most edits are one stretch beside what is known: a letter typed
            self._note(places[0], places[1], places[2], self._alone(*places))
            return
        for at, level in enumerate(self._measured(places)):
            client, start, end = places[at * FIELDS : at * FIELDS + 3]
            self._note(client, start, end, level)

    def _note(self, client: int, start: int, end: int, level: int) -> None:
        known = self._ends.get(client, 0)
        if end <= known:
            return
        starts, levels = self._runs.get(client) or self._runs.setdefault(client, (array("Q"), bytearray()))
        if not levels or levels[-1] != level:
            starts.append(max(start, known))
            levels.append(level)
        self._ends[client] = end

    def _alone(
        self, client: int, start: int, end: int, inside: int, before_of: int, before: int, after_of: int, after: int
    ) -> int:
        """The level of a place that can refer to nothing that comes with it."""
        known, level = self._ends.get(client, 0), 0
        if start < known:
            level = self.level(client, min(end, known) - 1)
        if end > known:
            for other, step in ((before_of, before), (after_of, after)):
                if step:
                    if step > self._ends.get(other, 0):
                        raise ValueError("it stands in nothing that is there")
                    level = max(level, self.level(other, step - 1) + inside)
        if level > NESTING:
            raise TooDeep("nested too deeply")
        return level

    def _measured(self, places: "array[int]") -> "array[int]":
        levels = array("b", [_UNKNOWN]) * (len(places) // FIELDS)
        index = _index(places)
        for first in range(len(levels)):
            if levels[first] >= 0:
                continue
            path = [
                first
            ]  # what is referred to may come later in the update; not by recursion, for it may be a long way
            while path:
                at = path[-1]
                waits = self._measure(at, places, levels, index) if levels[at] < 0 else ()
                if not waits:
                    path.pop()
                path += waits
        return levels

    def _measure(
        self, at: int, places: "array[int]", levels: "array[int]", index: "dict[int, tuple[array[int], list[int]]]"
    ) -> list[int]:
        """Settle one place; where it cannot be settled yet, the places that come first."""
        client, start, end, inside, *refers = places[at * FIELDS : (at + 1) * FIELDS]
        known, level, waits = self._ends.get(client, 0), 0, []
        if end <= known:
            levels[at] = 0
            return []
        if start < known:
            level = self.level(client, known - 1)  # the new part goes on from the old
        for other, after in (refers[:2], refers[2:]):
            if not after:
                continue
            if after <= self._ends.get(other, 0):
                level = max(level, self.level(other, after - 1) + inside)
                continue
            place = _find(index, places, other, after - 1)
            if levels[place] == _OPEN or place == at:
                raise ValueError("it waits for itself")
            if levels[place] == _UNKNOWN:
                waits.append(place)
            else:
                level = max(level, levels[place] + inside)
        if level > NESTING:
            raise TooDeep("nested too deeply")
        levels[at] = _OPEN if waits else level
        return waits


def levels_of(state: bytes) -> Levels:
    """The levels of a stored text; closed where it cannot be read, or is nested too deeply: stored before this was asked."""
    levels = Levels()
    try:
        levels.take(survey(state, names=False))
    except ValueError:
        levels.closed = True
    return levels


def _index(places: "array[int]") -> "dict[int, tuple[array[int], list[int]]]":
    """By client the first steps, rising, and the places that begin with them."""
    index: dict[int, tuple[array[int], list[int]]] = {}
    for at in range(0, len(places), FIELDS):
        starts, numbers = index.setdefault(places[at], (array("Q"), []))
        if starts and starts[-1] >= places[at + 1]:
            raise ValueError("the same steps twice")
        starts.append(places[at + 1])
        numbers.append(at // FIELDS)
    return index


def _find(index: "dict[int, tuple[array[int], list[int]]]", places: "array[int]", client: int, clock: int) -> int:
    starts, numbers = index.get(client, (array("Q"), []))
    before = bisect_right(starts, clock) - 1
    if before < 0 or clock >= places[numbers[before] * FIELDS + 2]:
        raise ValueError("it stands in nothing that is there")
    return numbers[before]
