"""Rows of a group put together as one text by the database, which costs far less than fetching each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Aggregate, Func, Q, TextField, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATOR: Final = "\x1f"  # stands in no code, number or JSON text


class Joined(Aggregate):
    """Texts of a group as one, in no particular order; two of one query are in the same order."""

    function = "STRING_AGG"
    output_field = TextField()

    def __init__(self, text: Any) -> None:
        super().__init__(text, Value(SEPARATOR))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class AmountText(Func):
    """A number of two decimals as text that has both of them; null stays null."""

    template = "(%(expressions)s)::text"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "IIF(%(expressions)s IS NULL, NULL, PRINTF('%%%%.2f', %(expressions)s))"
        return self.as_sql(compiler, connection, template=template, **context)


def among(name: str, keys: Sequence[int]) -> Q:
    """Rows with one of these keys, which are in order.

    Where they are dense, all between the first and the last: one range is scanned, many keys are each looked up.
    """
    if keys and keys[-1] - keys[0] < 2 * len(keys):
        return Q(**{f"{name}__gte": keys[0], f"{name}__lte": keys[-1]})
    return Q(**{f"{name}__in": keys})
