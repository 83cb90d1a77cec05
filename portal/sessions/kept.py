"""A question that comes with every request: Django writes its text once, the database answers it each time."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
_PLACE = "the value that each question brings"


class KeptQuestion(Generic[Row]):
    """One row of ``model`` by its column ``by``, with the row that ``partner`` refers to and some facts ``along``.

    What ``filter(…).select_related(partner).annotate(**along).first()`` gives. Django takes five times as long to
    write such a query as the database to answer it. Only the words are kept, never an answer.
    """

    def __init__(self, model: type[Row], by: str, partner: str, along: Mapping[str, Any]) -> None:
        reference = cast("models.ForeignKey[Any]", model._meta.get_field(partner))
        self._model, self._partner, self._refers = model, partner, reference.attname
        self._other: type[models.Model] = reference.related_model
        self._own = [field.attname for field in model._meta.concrete_fields]
        self._others = [field.attname for field in self._other._meta.concrete_fields]
        self._along = list(along)
        rows = models.QuerySet(model).annotate(**along).filter(**{by: _PLACE}).order_by()
        columns = rows.values_list(*self._own, *(f"{partner}__{name}" for name in self._others), *self._along)
        compiler = columns.query.get_compiler(using=connection.alias)
        self._words, self._values = compiler.as_sql()
        self._converters = compiler.get_converters([expression for expression, _, _ in compiler.select])

    def ask(self, value: str) -> Row | None:
        """The row whose column has this value, if there is one; one query."""
        with connection.cursor() as cursor:
            cursor.execute(self._words, [value if each == _PLACE else each for each in self._values])
            found = cursor.fetchone()
        return self._row(list(found)) if found is not None else None

    def _row(self, values: list[Any]) -> Row:
        for at, (converters, expression) in self._converters.items():
            for convert in converters:
                values[at] = convert(values[at], expression, connection)
        middle, end = len(self._own), len(self._own) + len(self._others)
        row = self._model.from_db(connection.alias, self._own, values[:middle])
        there = getattr(row, self._refers) is not None
        other = self._other.from_db(connection.alias, self._others, values[middle:end]) if there else None
        setattr(row, self._partner, other)
        for name, fact in zip(self._along, values[end:], strict=True):
            setattr(row, name, fact)
        return row
