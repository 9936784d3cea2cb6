"""A file's name as its sender gave it: cleaned for display, never used as a path."""

import unicodedata

LONGEST_NAME = 150
LONGEST_EXTENSION = 10
NAMELESS = "document"

# Persian and many Indian scripts need the two joiners to be read as written.
_KEPT_FORMAT_CHARACTERS = "\u200c\u200d"
_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def clean_name(name: str, longest: int = LONGEST_NAME) -> str:
    """The name to show: no folders, no control or direction marks, at most `longest` characters, never empty.

    The extension survives the shortening, so that the name goes on telling what the file is.
    """
    basename = name.replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(filter(_is_shown, unicodedata.normalize("NFC", basename))).split()).rstrip(" .")
    stem, dot, suffix = shown.rpartition(".")
    if not dot or len(suffix) > LONGEST_EXTENSION:
        return shown[:longest].strip(" .") or NAMELESS
    stem = stem.strip(" .") or NAMELESS
    return stem[: longest - len(suffix) - 1].rstrip(" .") + dot + suffix


def extension_of(name: str) -> str:
    """The lower-case extension with its dot, or "" where there is none."""
    suffix = clean_name(name).rpartition(".")
    return f".{suffix[2].lower()}" if suffix[1] and len(suffix[2]) <= LONGEST_EXTENSION else ""


def _is_shown(character: str) -> bool:
    kept = character in _KEPT_FORMAT_CHARACTERS
    return kept or unicodedata.category(character) not in _DROPPED_CATEGORIES
