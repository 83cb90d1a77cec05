"""The search on PostgreSQL: tsvectors of our tokens, weighed only as far as a page of results can use."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import OperationalError, connection, transaction
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend
from modelsearch.utils import get_content_type_pk
from psycopg.errors import QueryCanceled
from wagtail.search.models import IndexEntry

from cms.search.asked import Asked
from cms.search.backend.indexing import entry_of
from cms.search.backend.ranking import Ranking, Row
from cms.search.backend.results import JapaneseAutocompleteCompiler, JapaneseQueryCompiler, JapaneseSearchResults
from cms.search.terms import TSQUERY, all_of, any_of

TABLE = IndexEntry._meta.db_table
MOST_MILLISECONDS = 2000
# as Wagtail's index has it: of both columns together
_VECTORS = {("title", "body"): "title || body", ("title",): "title", ("autocomplete",): "autocomplete"}
_BEST = """
    SELECT id, content_type_id, object_id, 8 * ts_rank(title, query, 1) + ts_rank(body, query, 1) AS measure
    FROM (
        SELECT id, content_type_id, object_id, title, body FROM {table}
        WHERE {vector} @@ %s::tsquery AND content_type_id = ANY(%s) LIMIT %s
    ) AS fitting, (SELECT %s::tsquery AS query) AS asked
    ORDER BY measure DESC, id LIMIT %s
"""
_WRITE = f"""
    INSERT INTO {TABLE} (content_type_id, object_id, title, body, autocomplete, title_norm, title_text, body_text)
    VALUES (%s, %s, to_tsvector('simple', %s), to_tsvector('simple', %s), to_tsvector('simple', %s), 1, %s, %s)
    ON CONFLICT (content_type_id, object_id) DO UPDATE SET title = EXCLUDED.title, body = EXCLUDED.body,
    autocomplete = EXCLUDED.autocomplete, title_text = EXCLUDED.title_text, body_text = EXCLUDED.body_text
"""  # noqa: S608 - the name of a table


class TSVectorTable:
    """The full text index of PostgreSQL."""

    def rows(self, asked: Asked, types: Sequence[int], columns: Sequence[str], most: int, any_word: bool) -> list[Row]:
        """The best rows, the best first: those with the words in the title, then some of the others, by measure."""
        terms = (any_of if any_word else all_of)(asked, TSQUERY)
        if not terms or not types:
            return []
        found: dict[int, Row] = {}
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {MOST_MILLISECONDS}")
                for vector in dict.fromkeys([_VECTORS[("title",)] if "title" in columns else "", _vector(columns)]):
                    if vector:
                        statement = _BEST.format(table=TABLE, vector=vector)
                        cursor.execute(statement, [terms, list(types), most, terms, most])
                        for row in cursor.fetchall():
                            found.setdefault(row[0], Row(*row))
                cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
        except OperationalError as error:
            if not isinstance(error.__cause__, QueryCanceled):
                raise
            # over its time: what was found until then
        return sorted(found.values(), key=lambda row: (-row.measure, row.number))[:most]

    def texts(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The tokens of titles and bodies of these rows."""
        rows = IndexEntry.objects.filter(pk__in=numbers).values_list("pk", "title_text", "body_text")
        return {number: (title, body) for number, title, body in rows}


def _vector(columns: Sequence[str]) -> str:
    return _VECTORS[tuple(columns)]


class JapanesePostgresIndex(PostgresIndex):
    """The index with our tokens; their texts stand beside them for the order of results."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Write the rows of these objects anew."""
        if not model.get_search_fields():
            return
        content_type = get_content_type_pk(model)
        entries = [entry_of(thing) for thing in objs]
        with self.write_connection.cursor() as cursor:
            cursor.executemany(
                _WRITE,
                [
                    (content_type, each.object_id, each.title, each.body, each.autocomplete, each.title, each.body)
                    for each in entries
                ],
            )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: our measure does not use them, and each would cost a look at the whole table."""


class TSVectorResults(JapaneseSearchResults):
    """Results from tsvectors."""

    ranking = Ranking(TSVectorTable())


class JapanesePostgresBackend(PostgresSearchBackend):
    """Wagtail's backend for PostgreSQL with our index, queries and order."""

    index_class = JapanesePostgresIndex
    query_compiler_class = JapaneseQueryCompiler
    autocomplete_query_compiler_class = JapaneseAutocompleteCompiler
    results_class = TSVectorResults
