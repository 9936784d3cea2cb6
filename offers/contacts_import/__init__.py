"""Contacts from a spreadsheet and back: read bytes, check every cell, compare with what is there, write.

Nothing in here knows a request or the database: ``read_table`` turns bytes into cells, ``check_table`` turns cells into
rows and problems, ``grid`` lays the faulty rows out to be mended (``mending``), ``compare`` tells what a replacement
would change, ``write_csv`` and ``write_xlsx`` are the way out.
"""

from offers.contacts_import import mending
from offers.contacts_import.checking import Checked, check_table
from offers.contacts_import.columns import Column
from offers.contacts_import.difference import Change, Difference, compare
from offers.contacts_import.example import example
from offers.contacts_import.grid import GridRow, grid
from offers.contacts_import.limits import MOST_BYTES, MOST_ROWS
from offers.contacts_import.problems import Problem, Unreadable
from offers.contacts_import.reading import Table, TableRow, read_table
from offers.contacts_import.rows import ContactRow
from offers.contacts_import.stored import table_of_contacts
from offers.contacts_import.workbook import write_xlsx
from offers.contacts_import.writing import write_csv

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "Change",
    "Checked",
    "Column",
    "ContactRow",
    "Difference",
    "GridRow",
    "Problem",
    "Table",
    "TableRow",
    "Unreadable",
    "check_table",
    "compare",
    "example",
    "grid",
    "mending",
    "read_table",
    "table_of_contacts",
    "write_csv",
    "write_xlsx",
]
