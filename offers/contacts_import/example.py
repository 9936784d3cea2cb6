"""What a file of contacts looks like, for those who have none yet."""

from django.utils.translation import gettext as _

from offers.contacts_import.columns import Column, column_name
from offers.contacts_import.rows import ContactRow
from offers.contacts_import.writing import cells_of
from offers.models import ContactRole


def example() -> tuple[list[str], list[list[str]]]:
    """Headings and two rows, in the reader's language."""
    sales = str(ContactRole.PARTNER_SALES.value)
    rows = [
        ContactRow(
            "Jordan Ruiz",
            "jordan@contoso.example",
            _("Account manager"),
            sales,
            ("US", "CA"),
            ("US-WA", "CA-QC"),
        ),
        ContactRow("Amélie Marchand", "amelie@contoso.example", _("Sales director"), sales, ("OOO",)),
    ]
    return [column_name(column) for column in Column], [cells_of(row) for row in rows]
