"""What a rulebook changes as a CSV file, row by row, however many there are."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eligibility.messages import because
from eligibility.pages.jobs import changes_of, rulebook_before
from eligibility.queries import language, status_name
from offers.contacts_import.formulas import protect
from offers.contacts_import.writing import separator_of

if TYPE_CHECKING:
    from eligibility.models import JobChange, RulebookJob

ROWS_AT_ONCE = 500


class _Echo:
    """What a csv writer writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def changes_as_csv(job: RulebookJob, asked: dict[str, Any]) -> Iterator[bytes]:
    """UTF-8 with its mark, in the reader's language; no cell is a formula to any spreadsheet."""
    reader = language()  # the file is written after the request's language has ended
    writer: Any = csv.writer(_Echo(), delimiter=separator_of(reader))
    changes = changes_of(job, asked).order_by("offer__partner__name", "offer__name", "pk")
    return _lines(writer, reader, job, changes.iterator(ROWS_AT_ONCE))


def _lines(writer: Any, reader: str, job: RulebookJob, changes: Iterator[JobChange]) -> Iterator[bytes]:
    with translation.override(reader):
        yield ("\ufeff" + writer.writerow(_head())).encode()
    for change in changes:
        with translation.override(reader):
            yield writer.writerow([protect(cell) for cell in _cells(change, job)]).encode()


def _head() -> list[str]:
    return [
        _("Partner"),
        _("Offer"),
        _("Offer type"),
        _("Before"),
        pgettext("after a change", "Then"),
        _("Kept until"),
        _("Because"),
    ]


def _cells(change: JobChange, job: RulebookJob) -> list[str]:
    return [
        change.offer.partner.name,
        change.offer.name,
        change.offer.get_type_display(),
        status_name(change.before, rulebook_before(job)),
        status_name(change.after, job.rulebook),
        change.kept_until.isoformat() if change.kept_until else "",
        " ".join(because(row) for row in change.reasons),
    ]
