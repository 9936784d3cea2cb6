"""What replacing contacts would change."""

from dataclasses import replace

from offers.contacts_import import ContactRow, compare

ANN = ContactRow("Ann", "ann@x.example", "CEO", "partner_sales", ("US", "CA"), ("US-WA",))
BOB = ContactRow("Bob", "bob@x.example", "CTO", "partner_marketing", ("FR",))


def figures(difference):
    return difference.added, difference.changed, difference.removed, difference.unchanged


def test_compare_of_the_same_contacts_changes_nothing():
    assert figures(compare([ANN, BOB], [BOB, ANN])) == (0, 0, 0, 2)


def test_compare_tells_added_changed_and_removed_apart():
    older = replace(ANN, job_title="Boss", countries=("US",))

    difference = compare([older, BOB], [ANN, replace(BOB, email="other@x.example")])

    assert figures(difference) == (1, 1, 1, 0)
    assert [change.act for change in difference.changes] == ["removed", "changed", "added"]
    assert difference.changes[1].fields == ("job_title", "countries")


def test_compare_takes_the_address_however_it_is_written():
    difference = compare([ANN], [replace(ANN, email="Ann@X.example")])

    assert figures(difference) == (0, 1, 0, 0)
    assert difference.changes[0].fields == ("email",)


def test_compare_takes_another_role_as_another_contact():
    assert figures(compare([ANN], [replace(ANN, role="partner_marketing")])) == (1, 0, 1, 0)


def test_compare_does_not_mind_the_order_of_codes():
    assert figures(compare([ANN], [replace(ANN, countries=("CA", "US"))])) == (0, 0, 0, 1)
