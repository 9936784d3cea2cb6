"""The matrix of a rulebook, requirement × offer type: each cell is a field, each difference is marked."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from eligibility.models import Rulebook
from eligibility.queries import rules_of
from eligibility.rulebook_fields import fields_of
from eligibility.services import rulebooks
from tests.eligibility.building import make_admin, make_draft, put_in_force
from tests.eligibility.views import messages_of, signed_in
from tests.eligibility.views.rulebooks import address, figures
from tests.support.pages import tree_of

pytestmark = pytest.mark.django_db

SECTION_QUERIES = 6
LANDING_PAGE = "type_saas_asks_landing_page_url"


def cell_of(answer: Any, name: str) -> Any:
    """The table cell in which this field stands."""
    (cell,) = tree_of(answer).xpath(f'//td[.//select[@name="{name}"]]')
    return cell


def test_cell_of_the_matrix_is_changed_and_marked_in_the_cell_and_in_words() -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    before = cell_of(client.get(address(draft, "types")), LANDING_PAGE)
    assert "row-changed" not in before.get("class", "")
    posted = figures(client, draft, "types", **{LANDING_PAGE: ""})
    assert messages_of(client, address(draft, "types"), posted) == [
        "The draft is saved. Preview it to see what it would change."
    ]
    answer = client.get(address(draft, "types"))
    cell = cell_of(answer, LANDING_PAGE)
    assert cell.get("class") == "row-changed"
    assert "In force: Ready" in " ".join(cell.text_content().split())
    said = {
        (row.label, row.before, row.after, row.word)
        for row in client.get(address(draft)).context["differences"]
    }
    assert said == {
        (
            "Solution landing page",
            "Ready: Software as a service",
            "Not asked: Software as a service",
            "removed",
        )
    }
    stored = rules_of(Rulebook.objects.get(pk=draft.pk)).offer_types
    of_saas = {check.code for check in stored["saas"].checks}
    of_application = {check.code for check in stored["azure_application"].checks}
    assert of_application - of_saas == {"landing_page_url"}


def test_every_cell_is_a_named_field_that_needs_no_script() -> None:
    client = signed_in(make_admin())
    tree = tree_of(client.get(address(make_draft(make_admin()), "types")))
    controls = tree.xpath('//table//td//*[self::select or self::input[@type="checkbox"]]')
    names = {control.get("aria-label") for control in controls}
    assert len(controls) == 11 * (4 + 19 + 6)
    assert len(names - {None, ""}) == len(controls)
    assert "Software as a service: Path" in names
    assert {form.get("method") for form in tree.xpath("//form[.//table]")} == {"post"}


def test_each_row_says_once_what_its_cells_decide() -> None:
    tree = tree_of(signed_in(make_admin()).get(address(make_draft(make_admin()), "types")))
    helps = {
        row.find("summary").text_content().strip(): row.xpath('string(*[@class="help-body"])').strip()
        for row in tree.xpath('//tbody/tr/th[@scope="row"]/details')
    }
    assert len(helps) == 4 + 19 + 6
    assert all(helps.values())
    assert "Partners read: The web page that" in helps["Solution landing page"]
    assert tree.xpath("//table//td//details | //table//td//*[@aria-describedby]") == []


def test_one_offer_type_can_be_shown_and_changed_alone() -> None:
    """On a phone the whole matrix is long."""
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    where = f"{address(draft, 'types')}?type=saas"
    form = client.get(where).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert {name for name in shown if name != "base"} == set(fields_of("types", "saas"))
    assert client.get(f"{address(draft, 'types')}?type=boat").context["form"].fields.keys() > shown.keys()
    answer = client.post(where, {**shown, "type_saas_option": "on", LANDING_PAGE: ""})
    assert answer.headers["Location"] == where
    entries = Rulebook.objects.get(pk=draft.pk).data["offer_types"]
    saas = {"without_ready": ["landing_page_url"], **draft.data["offer_types"]["saas"]}
    assert entries == {**draft.data["offer_types"], "saas": saas}


def test_two_admins_who_change_different_cells_both_keep_theirs_and_are_told() -> None:
    mine, theirs = make_admin(), make_admin()
    draft, client = make_draft(mine), signed_in(mine)
    posted = figures(client, draft, "types", **{LANDING_PAGE: ""})
    other = "type_azure_container_path"
    rulebooks.save_draft(
        actor=theirs, rulebook=Rulebook.objects.get(pk=draft.pk), changes={other: "materials"}
    )
    told = " ".join(messages_of(client, address(draft, "types"), posted))
    assert theirs.name in told
    assert "Azure Container: Path" in told
    assert "and 2 more" in told, "what the path brought along is not named cell by cell"
    stored = Rulebook.objects.get(pk=draft.pk).data["offer_types"]
    assert stored["saas"]["without_ready"] == ["landing_page_url"]
    assert stored["azure_container"] == {
        "co_sell_option": False,
        "path": "materials",
        "incentive": "azure_ip_incentivized",
    }


def test_cell_that_somebody_changed_meanwhile_is_shown_with_both_values_and_chosen_with_one_press() -> None:
    mine, theirs = make_admin(), make_admin()
    draft, client = make_draft(mine), signed_in(mine)
    posted = figures(client, draft, "types", **{LANDING_PAGE: ""})
    rulebooks.save_draft(
        actor=theirs, rulebook=Rulebook.objects.get(pk=draft.pk), changes={LANDING_PAGE: "both"}
    )
    answer = client.post(address(draft, "types"), posted)
    cell = cell_of(answer, LANDING_PAGE)
    assert theirs.name in cell.text_content()
    said = [" ".join(each.text_content().split()) for each in cell.xpath(".//dt | .//dd")]
    assert said == ["Their value", "Ready and incentive", "Your value", "Not asked"]
    form = answer.context["form"]
    again = {**posted, "base": form["base"].value(), "choose": f"mine:{LANDING_PAGE}"}
    client.post(address(draft, "types"), again)
    stored = Rulebook.objects.get(pk=draft.pk).data["offer_types"]["saas"]
    assert (stored["without_ready"], "extra_incentive" in stored) == (["landing_page_url"], False)


def test_matrix_of_a_rulebook_in_force_is_read_beside_the_one_before() -> None:
    admin = make_admin()
    draft = make_draft(admin, **{LANDING_PAGE: ""})
    put_in_force(draft, admin)
    answer = signed_in(admin).get(address(draft, "types"))
    assert tree_of(answer).xpath("//table//select") == []
    (cell,) = tree_of(answer).xpath('//td[@class="row-changed"]')
    assert " ".join(cell.text_content().split()) == "Not asked Before: Ready"


@pytest.mark.parametrize("changes", [{}, {LANDING_PAGE: "", "type_saas_path": "cloud_specialist"}])
def test_matrix_costs_the_same_queries_whatever_is_changed(
    changes: dict[str, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    admin = make_admin()
    draft, client = make_draft(admin, **changes), signed_in(admin)
    client.get(address(draft, "types"))
    with django_assert_num_queries(SECTION_QUERIES):
        client.get(address(draft, "types"))
