"""The search on SQLite: its full text index, FTS5, asked once for all results of a query."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from cms.search.asked import Asked
from cms.search.backend.indexing import entry_of
from cms.search.backend.ranking import Ranking, Row
from cms.search.backend.results import JapaneseAutocompleteCompiler, JapaneseQueryCompiler, JapaneseSearchResults
from cms.search.terms import FTS5, all_of, any_of

TABLE, FTS = IndexEntry._meta.db_table, f"{IndexEntry._meta.db_table}_fts"
# autocomplete, body, title: the order in which Wagtail made the columns
_BEST = f"""
    SELECT e.id, e.content_type_id, e.object_id, -f.rank
    FROM {FTS} f JOIN {TABLE} e ON e.id = f.rowid
    WHERE {FTS} MATCH %s AND f.rank MATCH 'bm25(1.0, 1.0, 8.0)' AND e.content_type_id IN ({{types}})
    ORDER BY f.rank LIMIT %s
"""  # noqa: S608 - names of tables, and as many places as there are types


class FTS5Table:
    """The full text index of SQLite."""

    def rows(self, asked: Asked, types: Sequence[int], columns: Sequence[str], most: int, any_word: bool) -> list[Row]:
        """The best rows, the best first."""
        terms = (any_of if any_word else all_of)(asked, FTS5)
        if not terms or not types:
            return []
        places = ", ".join(["%s"] * len(types))
        with connection.cursor() as cursor:
            cursor.execute(_BEST.format(types=places), [f"{{{' '.join(columns)}}} : ({terms})", *types, most])
            return [Row(*row) for row in cursor.fetchall()]

    def texts(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The tokens of titles and bodies of these rows."""
        rows = IndexEntry.objects.filter(pk__in=numbers).values_list("pk", "title", "body")
        return {number: (title, body or "") for number, title, body in rows}


class JapaneseSQLiteIndex(SQLiteIndex):
    """The index with our tokens."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Write the rows of these objects anew."""
        entries = [entry_of(thing) for thing in objs]
        if not entries or not model.get_search_fields():
            return
        content_type = get_content_type_pk(model)
        rows = self.entries.filter(content_type_id=content_type)
        there = dict(rows.filter(object_id__in=[entry.object_id for entry in entries]).values_list("object_id", "pk"))
        changed: list[Any] = []
        new: list[Any] = []
        for entry in entries:
            row = IndexEntry(content_type_id=content_type, **entry._asdict())
            row.pk = there.get(entry.object_id)
            (changed if row.pk else new).append(row)
        IndexEntry.objects.bulk_update(changed, ["title", "body", "autocomplete"], batch_size=50)
        IndexEntry.objects.bulk_create(new, batch_size=100)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: our measure does not use them, and each would cost a look at the whole table."""


class FTS5Results(JapaneseSearchResults):
    """Results from FTS5."""

    ranking = Ranking(FTS5Table())


class JapaneseSQLiteBackend(SQLiteSearchBackend):
    """Wagtail's backend for SQLite with our index, queries and order."""

    index_class = JapaneseSQLiteIndex
    query_compiler_class = JapaneseQueryCompiler
    autocomplete_query_compiler_class = JapaneseAutocompleteCompiler
    results_class = FTS5Results
