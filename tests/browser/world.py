"""The pages that stand for all: of a partner, a reviewer and a programme admin, with something on each."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page

AsPerson = Callable[..., Page]
World = dict[str, Any]
OFFER_PAGES = ("", "co-sell/", "co-sell/documents/", "co-sell/contacts/", "properties/", "publish/")


def make_world(name: str) -> World:
    """Inside the installation: a full offer on the desk of a reviewer; {e-mail: [paths]}."""
    from eligibility.models import Rulebook
    from reviews.services import submissions
    from tests.builders import make_member, make_partner, make_user
    from tests.eligibility.building import make_months
    from tests.reviews.building import again, make_full_offer, make_version, published

    partner = make_partner(name=f"{name} Ltd")
    make_months(partner, "40000")
    offer = make_full_offer(name=name, partner=partner)
    make_version(offer, "architecture_diagram", page_images=0)
    make_version(offer, "customer_one_pager", page_images=0)
    owner = make_member(partner, email=f"{name}@partner.example".lower())
    reviewer = make_user(role="reviewer", email=f"{name}@microsoft.example".lower())
    admin = make_user(role="programme_admin", email=f"{name}-admin@microsoft.example".lower())
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=again(submission))
    rulebook = f"/programme/rulebooks/{Rulebook.objects.earliest('pk').public_id}/"
    of_offer = [f"/offers/{offer.public_id}/{page}" for page in OFFER_PAGES]
    return {
        owner.email: ["/offers/", "/offers/new/", "/notifications/", *of_offer],
        reviewer.email: ["/review/?queue=mine", f"/review/{submission.public_id}/"],
        admin.email: [
            "/programme/",
            "/programme/rulebooks/",
            rulebook,
            f"/programme/partners/{partner.public_id}/",
        ],
    }


def visit(world: World, as_person: AsPerson, **options: Any) -> Iterator[tuple[str, Page]]:
    """Each page of the world, as the person to whom it is shown: (path, page)."""
    for email, paths in world.items():
        page = as_person(email, **options)
        for path in paths:
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            yield path, page
