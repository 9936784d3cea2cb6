"""``manage.py replay`` over everything that was ever stored."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eligibility.models import Assessment
from eligibility.services import jobs
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_draft,
    make_incentivized,
    make_ready,
    put_in_force,
)

pytestmark = pytest.mark.django_db


def replay() -> str:
    out = StringIO()
    call_command("replay", stdout=out)
    return out.getvalue().strip()


def test_every_assessment_gives_what_was_stored_also_of_an_earlier_rulebook() -> None:
    admin = make_admin()
    for make in (make_assessed, make_ready, make_incentivized):
        make()
    draft = make_draft(admin, azure_percent=Decimal(90))
    jobs.run_job(put_in_force(draft, admin).pk)
    count = Assessment.objects.count()
    assert count >= 5
    assert replay() == f"{count} assessments replayed: every one gives what was stored."


@pytest.mark.parametrize("tampered", [{"status": "co_sell_ready"}, {"requirements": []}])
def test_assessment_that_was_changed_afterwards_is_found(tampered: dict[str, object]) -> None:
    offer = make_assessed()
    Assessment.objects.filter(offer=offer).update(**tampered)
    with pytest.raises(CommandError) as refusal:
        replay()
    assert str(offer.public_id) in str(refusal.value)


@pytest.mark.parametrize(
    ("tampered", "said"),
    [
        ({"facts": {}}, "cannot be replayed: as_of: missing"),
        ({"status": "co_sell_ready"}, "differs: stored co_sell_ready, replayed not_ready."),
    ],
)
def test_it_fails_on_the_first_and_says_what_is_wrong_with_it(tampered: dict[str, object], said: str) -> None:
    first, second = make_assessed(), make_assessed()
    Assessment.objects.filter(offer__in=[first, second]).update(**tampered)
    with pytest.raises(CommandError) as refusal:
        replay()
    stored = Assessment.objects.get(offer=first)
    assert str(refusal.value) == (
        f"Assessment {stored.public_id} of offer {first.public_id} ({stored.as_of}) {said}"
    )
