"""What an import may cost."""

from typing import Final

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 300  # unquoted lists of countries make many; more is no table of contacts
MOST_CELL: Final = 20_000  # characters; all 246 codes with states take 1,500
