"""A prepared statement answers as the same query of the ORM does, whoever it is asked for, and costs one query."""

import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import CharField, Count, Q

from cosell.accounts.models import Partner
from cosell.prepared import Given, Prepared, counted, sql_of
from tests.builders import make_partner

pytestmark = pytest.mark.django_db

NAMED = Given("name", CharField(max_length=200))
FOUND = Prepared(
    "partners_named",
    lambda: sql_of(
        Partner.objects.filter(Q(name=NAMED) | Q(legal_name=NAMED), country="FR").values_list(
            "pk", "public_id"
        )
    ),
)


def test_answers_are_those_of_the_orm_in_pythons_own_values() -> None:
    partner = make_partner(name="Contoso O'Neill %s", country="FR")
    make_partner(name="Fabrikam", country="FR")
    make_partner(name="Contoso O'Neill %s", country="DE")

    assert FOUND.rows(name="Contoso O'Neill %s") == [(partner.pk, partner.public_id)]
    assert isinstance(FOUND.rows(name=partner.name)[0][1], uuid.UUID)
    assert FOUND.rows(name="Nobody") == []


def test_it_costs_one_query(django_assert_num_queries: Any) -> None:
    FOUND.rows(name="once before")
    with django_assert_num_queries(1):
        FOUND.rows(name="again")


def test_plan_outlives_a_transaction_that_is_rolled_back() -> None:
    again = Prepared("partners_again", lambda: sql_of(Partner.objects.filter(name=NAMED).values_list("pk")))
    with transaction.atomic():
        again.rows(name="x")
        transaction.set_rollback(True)

    assert again.rows(name="x") == []
    assert connection.is_usable()


def test_counts_of_nothing_are_zero_once_there_are_rows() -> None:
    named = Prepared(
        "named", lambda: sql_of(counted(Partner.objects.all(), Count("pk", filter=Q(name=NAMED))))
    )
    make_partner(name="One")

    assert named.rows(name="Another") == [(0,)]
    assert named.rows(name="One") == [(1,)]
