"""A question that comes with every request: Django writes its text once, the database answers it each time."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
_PLACE = "the value that each question brings"
ANYBODY = UUID(int=0)  # stands in a query for whoever will be asked about
_KEY: "models.UUIDField[Any, Any]" = models.UUIDField()  # of every person


class KeptRows:
    """What a query about one person gives, as the driver's tuples: ``rows`` is the query about ``ANYBODY``.

    Only its words are kept, never an answer; who keeps it keeps it for a day, where it says which.
    """

    def __init__(self, rows: models.QuerySet[Any, Any]) -> None:
        self._words, values = rows.query.sql_with_params()
        anybody = _as_stored(ANYBODY)
        self._values = [_PLACE if value == anybody else value for value in values]
        if _PLACE not in self._values:
            raise ValueError("The query is not about ANYBODY: its answer would be the same for everybody.")

    def about(self, person: UUID) -> list[tuple[Any, ...]]:
        """The rows for this person; one query."""
        stored = _as_stored(person)
        with connection.cursor() as cursor:
            cursor.execute(self._words, [stored if value == _PLACE else value for value in self._values])
            return cursor.fetchall()


def _as_stored(person: UUID) -> Any:
    return _KEY.get_db_prep_value(person, connection)


class KeptQuestion(Generic[Row]):
    """One row of ``model`` by its column ``by``, with the row that ``partner`` refers to and some facts ``along``.

    What ``filter(…).select_related(partner).annotate(**along).first()`` gives. Django takes five times as long to
    write such a query as the database to answer it. Only the words are kept, never an answer.
    """

    def __init__(self, model: type[Row], by: str, partner: str = "", along: Mapping[str, Any] | None = None) -> None:
        self._model, self._along = model, list(along or ())
        self._partner = _Partner(model, partner) if partner else None
        self._own = [field.attname for field in model._meta.concrete_fields]
        others = [f"{partner}__{name}" for name in self._partner.columns] if self._partner else []
        rows = models.QuerySet(model).annotate(**along or {}).filter(**{by: models.Value(_PLACE)}).order_by()
        compiler = rows.values_list(*self._own, *others, *self._along).query.get_compiler(using=connection.alias)
        self._words, self._values = compiler.as_sql()
        self._converters = compiler.get_converters([expression for expression, _, _ in compiler.select])

    def ask(self, value: str | int) -> Row | None:
        """The row whose column has this value, if there is one; one query."""
        with connection.cursor() as cursor:
            cursor.execute(self._words, [value if each == _PLACE else each for each in self._values])
            found = cursor.fetchone()
        return self._row(list(found)) if found is not None else None

    def _row(self, values: list[Any]) -> Row:
        for at, (converters, expression) in self._converters.items():
            for convert in converters:
                values[at] = convert(values[at], expression, connection)
        row = self._model.from_db(connection.alias, self._own, values[: len(self._own)])
        if self._partner is not None:
            self._partner.join(row, values[len(self._own) :])
        if self._along:
            for name, fact in zip(self._along, values[-len(self._along) :], strict=True):
                setattr(row, name, fact)
        return row


class _Partner:
    """The row to which each row refers by ``name``."""

    def __init__(self, model: type[models.Model], name: str) -> None:
        reference = cast("models.ForeignKey[Any]", model._meta.get_field(name))
        self._name, self._refers = name, reference.attname
        self._model: type[models.Model] = reference.related_model
        self.columns = [field.attname for field in self._model._meta.concrete_fields]

    def join(self, row: models.Model, values: list[Any]) -> None:
        """Give the row its partner, whose values come first; none where it refers to none."""
        there = getattr(row, self._refers) is not None
        values = values[: len(self.columns)]
        setattr(row, self._name, self._model.from_db(connection.alias, self.columns, values) if there else None)
