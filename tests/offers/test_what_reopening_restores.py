"""The migration that names what replaced a version, for versions that were replaced before that was kept."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from offers.models import DocumentVersion
from tests.builders import make_offer
from tests.reviews.building import make_version

pytestmark = pytest.mark.django_db

migration = import_module("offers.migrations.0009_what_reopening_restores")


def versions(*states: str) -> list[DocumentVersion]:
    """One slot with a version in each of these states, all of them reviewed."""
    offer = make_offer()
    first = make_version(offer, state=states[0], reviewed_at=timezone.now())
    others = [
        make_version(offer, document=first.document, state=state, reviewed_at=timezone.now())
        for state in states[1:]
    ]
    return [first, *others]


def test_replaced_versions_are_given_the_next_one_that_was_approved() -> None:
    first, _sent_back, second, third = versions("superseded", "changes_requested", "superseded", "revoked")
    alone, other_slot = versions("superseded")[0], versions("approved")[0]
    migration.name_successors(apps, None)
    found = dict(DocumentVersion.objects.values_list("pk", "superseded_by"))

    assert (found[first.pk], found[second.pk], found[third.pk]) == (second.pk, third.pk, None)
    assert (found[alone.pk], found[other_slot.pk]) == (None, None)


def test_what_is_named_already_stays() -> None:
    first, _second, third = versions("superseded", "superseded", "approved")
    DocumentVersion.objects.filter(pk=first.pk).update(superseded_by=third)
    migration.name_successors(apps, None)

    assert DocumentVersion.objects.get(pk=first.pk).superseded_by == third
