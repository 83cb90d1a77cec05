"""Which slot suits best (pure): who can come, which requirements are met, and the order of the slots."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Mark = Literal["yes", "maybe", "no", ""]  # "" has not answered
Key = Hashable


@dataclass(frozen=True)
class Voter:
    """Somebody who is asked: whether the meeting makes no sense without them, and for which agency they come."""

    key: Key
    required: bool = False
    agency: Key | None = None


@dataclass(frozen=True)
class Standing:
    """How one slot stands. A requirement is met, met under a condition (△), or missed: × or no answer."""

    option: Key
    yes: tuple[Key, ...] = ()
    maybe: tuple[Key, ...] = ()
    no: tuple[Key, ...] = ()
    silent: tuple[Key, ...] = ()
    missed: tuple[Key, ...] = ()  # indispensable people who cannot come, or have not answered
    conditional: tuple[Key, ...] = ()  # indispensable people with △
    missed_agencies: tuple[Key, ...] = ()
    conditional_agencies: tuple[Key, ...] = ()

    @property
    def met(self) -> bool:
        """Whether every requirement is met, if need be under a condition."""
        return not self.missed and not self.missed_agencies

    @property
    def firm(self) -> bool:
        """Whether every requirement is met without any condition."""
        return self.met and not self.conditional and not self.conditional_agencies

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """The smaller, the better: first the requirements, then how many can come."""
        return (
            len(self.missed) + len(self.missed_agencies),
            len(self.conditional) + len(self.conditional_agencies),
            -len(self.yes),
            -len(self.maybe),
            len(self.no),
        )


def standings(
    options: Iterable[Key],
    voters: Sequence[Voter],
    marks: Mapping[tuple[Any, Any], Mark],
    needed_agencies: Iterable[Key] = (),
) -> list[Standing]:
    """Every slot, the best first; slots that stand alike keep their order. ``marks`` is by voter and option."""
    needed = tuple(needed_agencies)
    return sorted((_standing(option, voters, marks, needed) for option in options), key=lambda each: each.rank)


def _standing(
    option: Key, voters: Sequence[Voter], marks: Mapping[tuple[Any, Any], Mark], needed: Sequence[Key]
) -> Standing:
    by_mark: dict[Mark, list[Key]] = {"yes": [], "maybe": [], "no": [], "": []}
    missed: list[Key] = []
    conditional: list[Key] = []
    best: dict[Key, Mark] = {}
    for voter in voters:
        mark = marks.get((voter.key, option), "")
        by_mark[mark].append(voter.key)
        if voter.required and mark != "yes":
            (conditional if mark == "maybe" else missed).append(voter.key)
        if voter.agency is not None and (mark == "yes" or (mark == "maybe" and best.get(voter.agency) != "yes")):
            best[voter.agency] = mark
    return Standing(
        option,
        yes=tuple(by_mark["yes"]),
        maybe=tuple(by_mark["maybe"]),
        no=tuple(by_mark["no"]),
        silent=tuple(by_mark[""]),
        missed=tuple(missed),
        conditional=tuple(conditional),
        missed_agencies=tuple(agency for agency in needed if agency not in best),
        conditional_agencies=tuple(agency for agency in needed if best.get(agency) == "maybe"),
    )
