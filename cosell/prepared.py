"""Statements asked all the time: the ORM makes their SQL once a process, PostgreSQL plans it once a connection.

To build a query costs the ORM, and to plan it costs PostgreSQL, more than most of these take to run. What differs from
one asking to the next stands in the query as ``Given`` and is put in by name. A connection keeps its plans as long as
it lives, so a pooler between must pool sessions (docs/operations.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, transaction
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateTimeField,
    Expression,
    Field,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

Asking = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL, what stands for each ``%s`` of it, and how the ORM turns an answer into Python's own values."""

    sql: str
    params: Sequence[Any]
    turned: Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]] = list


class Given(Expression):
    """A value that is known only when the query is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def for_database(self, values: Mapping[str, Any]) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


GIVEN_USER = Given("user", BigIntegerField())  # a primary key
GIVEN_LABEL = Given("label", CharField(max_length=200))
GIVEN_NOW = Given("now", DateTimeField())


def sql_of(rows: QuerySet[Any, Any]) -> Statement:
    """Of a query made by ``values_list``."""
    compiler = rows.query.get_compiler(connection=connection)
    # The ORM makes the SQL of a query that locks rows only inside a transaction.
    with transaction.atomic() if connection.get_autocommit() else nullcontext():
        sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    return Statement(
        sql, params, lambda found: [tuple(row) for row in compiler.apply_converters(found, converters)]
    )


def counted(rows: QuerySet[Any], *counts: Count) -> QuerySet[Any]:
    """One row with these counts, and none where there are no rows."""
    named = {f"count_{number}": count for number, count in enumerate(counts)}
    every = rows.order_by().annotate(every=Value(1)).values("every")
    asked: QuerySet[Any, Any] = every.annotate(**named).values_list(*named)
    return asked


def count_of(rows: QuerySet[Any, Any]) -> Coalesce:
    """How many they are, as a part of another query."""
    return Coalesce(Subquery(counted(rows, Count("pk"))), 0)


class Prepared:
    """``make`` gives the SQL and what stands for each ``%s``: values that are always the same, and ``Given`` ones."""

    def __init__(self, name: str, make: Callable[[], Statement]) -> None:
        self.name = name
        self._make = make
        self._known: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """What the database answers. One query."""
        asked = self._on_postgresql if connection.vendor == "postgresql" else self._plain
        with connection.cursor() as cursor:
            cursor.execute(*asked(values))
            return self._statement.turned(cursor.fetchall())

    @cached_property
    def _statement(self) -> Statement:
        return self._make()

    def _plain(self, values: Mapping[str, Any]) -> Asking:
        params = self._statement.params
        given = [each.for_database(values) if isinstance(each, Given) else each for each in params]
        return self._statement.sql, given

    def _on_postgresql(self, values: Mapping[str, Any]) -> Asking:
        connection.ensure_connection()
        if connection.connection not in self._known:
            self._prepare()
        return self._execute, [each.for_database(values) for each in self._asked_for]

    @cached_property
    def _asked_for(self) -> list[Given]:
        """Each once, in the order of its number."""
        return list({each.name: each for each in self._statement.params if isinstance(each, Given)}.values())

    @cached_property
    def _execute(self) -> str:
        marks = ", ".join(["%s"] * len(self._asked_for))
        return f"EXECUTE {self.name} ({marks})" if marks else f"EXECUTE {self.name}"

    def _prepare(self) -> None:
        """A plan outlives the transaction in which it was made, also one that is rolled back."""
        from psycopg2.extensions import AsIs  # not needed, and perhaps not there, on SQLite

        params = self._statement.params
        names = [each.name for each in self._asked_for]
        marked = [AsIs(f"${names.index(p.name) + 1}") if isinstance(p, Given) else p for p in params]
        types = ", ".join(each.output_field.db_type(connection) or "unknown" for each in self._asked_for)
        head = f"PREPARE {self.name} ({types}) AS " if types else f"PREPARE {self.name} AS "
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(head + self._statement.sql, marked)
        self._known[connection.connection] = True
