"""The meeting bodies as a tree, for the diagram and for the list that says the same."""

from typing import NamedTuple

from cms.records.models import Council


class Branch(NamedTuple):
    """A body and those that report to it."""

    council: Council
    below: list["Branch"]


def tree_of_councils() -> list[Branch]:
    """All bodies; at the top those that report to nobody. One query."""
    councils = list(Council.objects.all())
    branches = {council.pk: Branch(council, []) for council in councils}
    top: list[Branch] = []
    for council in councils:
        above = branches.get(council.reports_to_id or 0)
        (above.below if above else top).append(branches[council.pk])
    return top
