"""One table: every upload as it arrives, and the codes that its checks must answer with."""

from tests.offers.intake.corpus.honest import HONEST, NAMES
from tests.offers.intake.corpus.hostile import ACTIVE, BOMBS, FORGED, NOT_ACCEPTED, UNREADABLE

CASES = (*HONEST, *NAMES, *NOT_ACCEPTED, *FORGED, *UNREADABLE, *BOMBS, *ACTIVE)
