"""A rulebook's data as fields that a person edits and compares: each with its place, its kind and its name."""

from eligibility.rulebook_fields.catalogue import FIELDS, SECTIONS, fields_of
from eligibility.rulebook_fields.differences import Difference, differences_between
from eligibility.rulebook_fields.faults import faults_by_field
from eligibility.rulebook_fields.field import REVENUE_MODES, DataField, values_of, with_values

__all__ = [
    "FIELDS",
    "REVENUE_MODES",
    "SECTIONS",
    "DataField",
    "Difference",
    "differences_between",
    "faults_by_field",
    "fields_of",
    "values_of",
    "with_values",
]
