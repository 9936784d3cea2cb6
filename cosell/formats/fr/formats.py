"""Dates as a French reader reads them, short enough for tables: "12 nov. 2020, 10:42"."""
# The first is "1er": cosell/dates.py

DATE_FORMAT = "j N Y"
SHORT_DATE_FORMAT = "j N Y"
MONTH_DAY_FORMAT = "j N"
YEAR_MONTH_FORMAT = "N Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j N Y, H:i"
SHORT_DATETIME_FORMAT = "j N Y, H:i"
