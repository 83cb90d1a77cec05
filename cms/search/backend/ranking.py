"""Asking the index, and putting its best rows in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from modelsearch.utils import get_content_type_pk
from wagtail.documents import get_document_model
from wagtail.models import get_page_models

from cms.search.asked import Asked
from cms.search.score import Candidate, scores

DOCUMENTS = 0.6  # the page that tells the same comes first
LOOKED_AT = 40  # rows whose words are weighed; those below stand as the database has them


@dataclass(frozen=True)
class Row:
    """A row of the index that fits, with the database's measure: the higher the better."""

    number: int
    content_type: int
    object_id: str
    measure: float


@dataclass(frozen=True)
class Found:
    """An object that was found."""

    content_type: int
    pk: str
    score: float


class Table(Protocol):
    """What a database does for the search."""

    def rows(self, asked: Asked, types: Sequence[int], columns: Sequence[str], most: int, any_word: bool) -> list[Row]:
        """The best rows, the best first."""

    def texts(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The tokens of titles and bodies of these rows."""


class Ranking:
    """The order of results, the same for both databases."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def find(
        self, asked: Asked, types: Sequence[int], columns: Sequence[str], *, most: int, any_word: bool = False
    ) -> list[Found]:
        """What fits ``asked``, the best first."""
        rows = self.table.rows(asked, types, columns, most, any_word)
        best, rest = rows[:LOOKED_AT], rows[LOOKED_AT:]
        texts = self.table.texts([row.number for row in best])
        top = max((row.measure for row in best), default=1.0) or 1.0
        candidates = [Candidate(*texts.get(row.number, ("", "")), row.measure / top) for row in best]
        weights = _weights()
        scored = [
            (points * weights.get(row.content_type, 1.0), row)
            for points, row in zip(scores(asked, candidates), best, strict=True)
        ]
        scored.sort(key=_first)
        lowest = scored[-1][0] if scored else 0.0
        return [Found(row.content_type, row.object_id, points) for points, row in scored] + [
            Found(row.content_type, row.object_id, lowest * row.measure / top) for row in rest
        ]


def _weights() -> dict[int, float]:
    """By content type: pages that say how much they count, against others that have the words as well."""
    models = [model for model in get_page_models() if hasattr(model, "search_weight")]
    return {get_content_type_pk(model): model.search_weight for model in models} | {
        get_content_type_pk(get_document_model()): DOCUMENTS
    }


def _first(scored: tuple[float, Row]) -> tuple[Any, ...]:
    points, row = scored
    return -round(points, 6), row.number
