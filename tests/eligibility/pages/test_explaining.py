"""Every requirement says what is asked, why, who decides it and by which source, wherever it is shown."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from cosell.accounts.models import User
from eligibility.editions import edition_codes, load_edition
from eligibility.messages.names import DECIDED_BY, REQUIREMENTS
from eligibility.pages.explaining import NOTES, about, about_section, source_line
from eligibility.queries import rulebook_in_force
from eligibility.rulebook_fields import SECTIONS
from offers.models import Offer
from tests.builders import make_member, make_partner, make_user
from tests.eligibility.building import make_admin, make_assessed, make_document, make_draft
from tests.eligibility.views import page, signed_in
from tests.eligibility.views.rulebooks import address

DAYS = [("en", "15 Sep 2020"), ("fr", "15 sept. 2020")]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("edition", edition_codes())
@pytest.mark.parametrize("code", REQUIREMENTS)
def test_every_requirement_of_every_edition_is_explained_with_its_source(
    code: str, edition: str, language: str
) -> None:
    rules = load_edition(edition)
    with override(language):
        asked = about(code, rules)
    assert [bool(each) for each in (asked.title, asked.explanation, asked.decided_by)] == [True] * 3
    lang = "" if rules.source.language == language else f' lang="{rules.source.language}"'
    assert asked.source.startswith(f"<cite{lang}>{rules.source.title}</cite>, ")
    assert str(rules.source.date.year) in asked.source


@pytest.mark.parametrize(("language", "day"), DAYS)
def test_the_source_s_day_is_in_the_reader_s_form(language: str, day: str) -> None:
    with override(language):
        assert about("offer_published", load_edition("2020-09-15")).source.endswith(f", {day}")


def test_somebody_is_named_as_deciding_each_requirement() -> None:
    assert set(DECIDED_BY) == set(REQUIREMENTS)


@pytest.mark.parametrize("code", sorted(NOTES))
def test_how_an_open_point_of_the_source_was_read_is_said(code: str) -> None:
    with override("en"):
        reading = about(code, load_edition("2020-09-15")).reading
    assert reading == load_edition("2020-09-15").notes[NOTES[code]].text("en")


@pytest.mark.parametrize("edition", edition_codes())
def test_every_section_of_a_rulebook_says_what_it_decides_and_by_which_source(edition: str) -> None:
    rules = load_edition(edition)
    said = {section: about_section(section, rules) for section in SECTIONS}
    assert all(each.explanation and rules.source.title in each.source for each in said.values())
    told = [reading for each in said.values() for reading in each.readings]
    assert sorted(told) == sorted(note.text("en") for note in rules.notes.values()), (
        "each once, in its section"
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_s_source_stands_on_its_page(section: str, db: None) -> None:
    html = page(signed_in(make_admin()), address(make_draft(make_admin()), section))
    assert "What this section decides, and by which source" in html
    assert f"{TITLE}, 15 Sep 2020" in html


@pytest.fixture
def offer(db: None) -> Offer:
    offer = make_assessed(make_partner())
    make_document(offer, "customer_one_pager", "changes_requested", review_reason="Too long")
    return offer


@pytest.fixture
def owner(offer: Offer) -> User:
    return make_member(offer.partner)


TITLE = '<cite lang="fr">Engagement en tant que partenaire de co-vente</cite>'
SOURCE = f"{TITLE}, 15 Sep 2020"
PAGES = {
    "overview": ("", 8),
    "listing": ("co-sell/", 1),
    "documents": ("co-sell/documents/", 1),
    "contacts": ("co-sell/contacts/", 1),
    "properties": ("properties/", 1),
    "publish": ("publish/", 4),
}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_an_offer_explains_what_it_asks(offer: Offer, owner: User, name: str) -> None:
    path, least = PAGES[name]
    html = page(signed_in(owner), f"/offers/{offer.public_id}/{path}")
    assert html.count(SOURCE) >= least
    assert "Who decides:" in html


@pytest.mark.parametrize("path", ["", "thresholds/"])
@pytest.mark.parametrize(("language", "title"), [("en", TITLE), ("fr", TITLE.replace(' lang="fr"', ""))])
def test_a_rulebook_s_pages_say_the_language_of_their_source_where_it_differs(
    db: None, path: str, language: str, title: str
) -> None:
    admin = signed_in(make_user(role="programme_admin", language=language))
    assert title in page(admin, f"/programme/rulebooks/{rulebook_in_force().public_id}/{path}")


def test_a_source_of_a_rulebook_that_does_not_say_its_language_is_cited_plainly() -> None:
    rules = load_edition("2021-02-24")
    old = replace(rules, source=rules.source._replace(language=None, title="<b>"))
    with override("fr"):
        assert source_line(old) == "<cite>&lt;b&gt;</cite>, 24 févr. 2021"
