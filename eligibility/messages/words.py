"""Words and figures inside sentences, in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.dates import get_month_names
from babel.lists import format_list
from django.utils.translation import get_language, ngettext, pgettext_lazy, to_locale
from django.utils.translation import gettext as _

from cosell.dates import date_format
from cosell.locations import country_name
from eligibility import figures
from offers.models import DocumentKind
from offers.places import unfold

MOST_COUNTRIES: Final = 5
DOCUMENT_STATES: Final = {
    "approved": pgettext_lazy("state of a document in a sentence", "approved"),
    "submitted": pgettext_lazy("state of a document in a sentence", "with Microsoft"),
    "processing": pgettext_lazy("state of a document in a sentence", "being checked"),
    "changes_requested": pgettext_lazy("state of a document in a sentence", "sent back"),
    "rejected": pgettext_lazy("state of a document in a sentence", "refused by the checks"),
    None: pgettext_lazy("state of a document in a sentence", "not handed in"),
}


def labelled(name: str, text: str) -> str:
    """A name with what is said of it: languages differ in the space before the colon."""
    return _("%(name)s: %(text)s") % {"name": name, "text": text}


def usd(amount: str) -> str:
    """ "USD 82,450" of the decimal string in evidence."""
    return figures.money(Decimal(amount))


def percent(number: str) -> str:
    return figures.percent(Decimal(number))


def day(code: str) -> str:
    return date_format(date.fromisoformat(code), "DATE_FORMAT")


def month(code: str) -> str:
    """ "Nov 2019" of ``2019-11``. A window may begin before the year 1, where ``date`` ends."""
    year, number = code.rsplit("-", 1)
    return f"{get_month_names('abbreviated', locale=_locale())[int(number)]} {year}"


def listed(items: Iterable[str]) -> str:
    """ "A, B, and C"."""
    return format_list(list(items), locale=_locale())


def one_of(items: Iterable[str]) -> str:
    """ "A, B, or C"."""
    return format_list(list(items), style="or", locale=_locale())


def countries(codes: Iterable[str]) -> str:
    """By name; of many the first few in the reader's alphabet, and how many more."""
    names = sorted((country_name(code) for code in codes), key=unfold)
    rest = len(names) - MOST_COUNTRIES
    if rest <= 1:
        return listed(names)
    more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
    return listed([*names[:MOST_COUNTRIES], more])


def documents_with_states(states: Mapping[str, str | None]) -> str:
    """ "Customer one-pager: approved · Architecture diagram: with Microsoft"."""
    named = (
        _("%(document)s: %(state)s") % {"document": document(kind), "state": DOCUMENT_STATES[state]}
        for kind, state in states.items()
    )
    return " · ".join(named)


def document(kind: str) -> str:
    return str(DocumentKind(kind).label)


def _locale() -> Locale:
    return Locale.parse(to_locale(get_language() or "en"))
