"""Sums of money that are exact whatever their length: Decimal's own operators round to 28 digits."""

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Final

EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
ZERO: Final = Decimal("0.00")  # what is added to it keeps at least two decimals
