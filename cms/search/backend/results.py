"""Results in the order of our own measure: at most the best 500 of a query, whatever it is."""

from collections import OrderedDict
from typing import Any

from django.db.models import Count
from modelsearch.backends.base import BaseSearchQueryCompiler, BaseSearchResults
from modelsearch.query import MatchAll, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from cms.search.access import lexicon
from cms.search.asked import Asked, ask
from cms.search.backend.ranking import Found, Ranking

MOST = 500


def words_of(query: SearchQuery | str) -> str:
    """The words in a query of any kind: and, or, phrases and boosts are not told apart."""
    if isinstance(query, str):
        return query
    inner = [*getattr(query, "subqueries", ()), *filter(None, [getattr(query, "subquery", None)])]
    return " ".join([getattr(query, "query_string", ""), *(words_of(each) for each in inner)]).strip()


class JapaneseQueryCompiler(BaseSearchQueryCompiler):
    """A query over a queryset, as what is asked for."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    columns: tuple[str, ...] = ("title", "body")

    @property
    def asks_for_all(self) -> bool:
        """Whether nothing is searched for: every object is a result."""
        return isinstance(self.query, MatchAll)

    def asked(self) -> Asked:
        """What is asked for."""
        asked: Asked = ask(words_of(self.query), lexicon())
        return asked

    def get_columns(self) -> tuple[str, ...]:
        """The columns of the index in which it is searched."""
        return ("title",) if self.fields and set(self.fields) == {"title"} else self.columns

    def content_types(self) -> list[int]:
        """The content types of what may be found."""
        return list(get_descendants_content_types_pks(self.queryset.model))


class JapaneseAutocompleteCompiler(JapaneseQueryCompiler):
    """The same while somebody types: in the fields meant for it."""

    columns = ("autocomplete",)


class JapaneseSearchResults(BaseSearchResults):
    """The results; the database is asked when they are looked at."""

    supports_facet = True
    ranking: Ranking
    _found: list[Found] | None = None

    def found(self) -> list[Found]:
        """What the index finds, the best first: pages with all words, or else with any."""
        if self._found is None:
            compiler = self.query_compiler
            asked = compiler.asked()
            where = compiler.content_types(), compiler.get_columns()
            self._found = self.ranking.find(asked, *where, most=MOST) if asked.parts else []
            if not self._found and asked.parts:
                self._found = self.ranking.find(asked, *where, most=MOST, any_word=True)
        return self._found

    def get_queryset(self) -> Any:
        """The objects found, in no order of ours."""
        if self.query_compiler.asks_for_all:
            return self.query_compiler.queryset
        return self.query_compiler.queryset.filter(pk__in=[each.pk for each in self.found()])

    def _clone(self) -> "JapaneseSearchResults":
        clone: JapaneseSearchResults = super()._clone()
        clone._found = self._found
        return clone

    def _do_search(self) -> list[Any]:
        queryset = self.get_queryset()
        if self.query_compiler.asks_for_all or not self.query_compiler.order_by_relevance:
            ordered = queryset if queryset.query.order_by else queryset.order_by("-pk")
            return list(ordered[self.start : self.stop])
        scores = {each.pk: each.score for each in self.found()}
        there = {str(pk) for pk in queryset.order_by().values_list("pk", flat=True)}
        wanted = [pk for pk in scores if pk in there][self.start : self.stop]
        objects = {str(thing.pk): thing for thing in self.query_compiler.queryset.filter(pk__in=wanted)}
        things = [objects[pk] for pk in wanted if pk in objects]
        if self._score_field:
            for thing in things:
                setattr(thing, self._score_field, scores[str(thing.pk)])
        return things

    def _do_count(self) -> int:
        count: int = self.get_queryset()[self.start : self.stop].count()
        return count

    def facet(self, field_name: str) -> "OrderedDict[Any, int]":
        """How many results have each value of a field."""
        rows = self.get_queryset().order_by().values(field_name).annotate(count=Count("pk")).order_by("-count")
        return OrderedDict((row[field_name], row["count"]) for row in rows)
