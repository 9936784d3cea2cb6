"""An uploaded file's way in: what it is, whether it may come in, its pages and its text.

Pure Python without Django. Hostile files are opened in child processes only (`*_in_child`); importing this
package loads none of the libraries that open them.
"""

from offers.intake.arrival import sha256_of
from offers.intake.child import (
    extract_text_in_child,
    inspect_in_child,
    lay_out_in_child,
    render_pages_in_child,
)
from offers.intake.findings import Code, Finding, Report
from offers.intake.formats import ACCEPTED_EXTENSIONS, FORMATS, Format
from offers.intake.limits import Bounds, Limits
from offers.intake.names import clean_name, extension_of
from offers.intake.office import is_office, libreoffice
from offers.intake.pipeline import inspect_file
from offers.intake.rendering import render_pages
from offers.intake.scan import ScanResult, Verdict, scan_file
from offers.intake.text import extract_text

__all__ = [
    "ACCEPTED_EXTENSIONS",
    "FORMATS",
    "Bounds",
    "Code",
    "Finding",
    "Format",
    "Limits",
    "Report",
    "ScanResult",
    "Verdict",
    "clean_name",
    "extension_of",
    "extract_text",
    "extract_text_in_child",
    "inspect_file",
    "inspect_in_child",
    "is_office",
    "lay_out_in_child",
    "libreoffice",
    "render_pages",
    "render_pages_in_child",
    "scan_file",
    "sha256_of",
]
