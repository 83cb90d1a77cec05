"""Who answers for a series of texts: one person, or two together (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Running:
    """The bodies that ask for a series, by id, and which of them each person runs today."""

    bodies: frozenset[UUID] = frozenset()
    by: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    def all_run_by(self, *people: UUID) -> bool:
        """Whether these people run all of the bodies together, and each of them one at least."""
        run = [self.by.get(person, frozenset()) for person in people]
        return bool(run) and all(run) and self.bodies <= frozenset().union(*run)

    def partners_of(self, person: UUID) -> list[UUID]:
        """Everybody else with whom the person runs all of them."""
        return [other for other in self.by if other != person and self.all_run_by(person, other)]
