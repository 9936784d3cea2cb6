"""Contacts from a spreadsheet and back: read bytes, check every cell, compare with what is there, write.

Nothing in here knows a request or the database: ``read_table`` turns bytes into cells, ``check_table`` turns cells into
rows and problems, ``compare`` tells what a replacement would change, ``write_csv`` is the way out.
"""

from offers.contacts_import.checking import Checked, check_table
from offers.contacts_import.columns import Column
from offers.contacts_import.difference import Change, Difference, compare
from offers.contacts_import.example import example
from offers.contacts_import.limits import MOST_BYTES, MOST_ROWS
from offers.contacts_import.problems import Problem, Unreadable
from offers.contacts_import.reading import Table, TableRow, read_table
from offers.contacts_import.rows import ContactRow
from offers.contacts_import.writing import write_csv

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "Change",
    "Checked",
    "Column",
    "ContactRow",
    "Difference",
    "Problem",
    "Table",
    "TableRow",
    "Unreadable",
    "check_table",
    "compare",
    "example",
    "read_table",
    "write_csv",
]
