"""What the checks of an uploaded file found, told to a person: what is wrong and what to do."""

from collections.abc import Callable, Mapping

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from offers.intake.findings import Code, Finding
from offers.models import DocumentKind

MESSAGES: dict[Code, Promise] = {
    Code.FILE_MISSING: _("The file did not arrive here. Please upload it again."),
    Code.CHANGED_ON_THE_WAY: _(
        "What arrived is not the file that was announced: it changed on the way. Please upload it again."
    ),
    Code.SAME_CONTENT: _(
        "The very same file is here already: %(document)s, version %(number)s. Please remove this one, or upload "
        "another file."
    ),
    Code.NAME_CLEANED: _(
        "We show this file as “%(name)s”, because its own name was too long or held characters that cannot "
        "be shown."
    ),
    Code.EXTENSION_NOT_ACCEPTED: _(
        "Files of the type “%(extension)s” are not accepted. Please save the document as one of these types"
        " and upload it again: %(accepted)s."
    ),
    Code.EXTENSION_MISSING: _(
        "The file's name has no ending that tells its type. Please save the document as one of these types "
        "and upload it again: %(accepted)s."
    ),
    Code.EMPTY: _("The file is empty. Please check that it opens on your computer and upload it again."),
    Code.TOO_LARGE: _(
        "The file has %(size_bytes)s; at most %(limit_bytes)s are accepted. Please compress its pictures or"
        " split it, and upload it again."
    ),
    Code.TYPE_MISMATCH: _(
        "The file is named %(extension)s, but its content is %(found)s. Please open it in the program that "
        "made it, save it as %(extension)s there (changing the name is not enough), and upload it again."
    ),
    Code.MIXED_CONTENT: _(
        "The file holds something else besides: %(found)s. Please save it again from the program that made it and "
        "upload the new copy."
    ),
    Code.ENCRYPTED: _(
        "The file is protected by a password or by rights management, so nobody here can read it. Please "
        "remove the protection, save the file and upload it again."
    ),
    Code.DAMAGED: _(
        "The file is damaged or incomplete and cannot be read. Please open it on your computer, save it "
        "under a new name and upload the new copy."
    ),
    Code.TOO_MANY_PARTS: _(
        "The file consists of more than %(limit)s parts, too many to be checked. Please split the document "
        "and upload the pieces."
    ),
    Code.UNPACKS_TOO_LARGE: _(
        "The file grows far too large when it is unpacked (at most %(limit_bytes)s are accepted). Please "
        "save it again from the program that made it, with smaller pictures or less data."
    ),
    Code.XML_ENTITIES: _(
        "The file defines XML entities of its own, which no Office program does. Please save it again with "
        "Word, Excel or PowerPoint and upload the new copy."
    ),
    Code.TOO_MANY_PIXELS: _(
        "The picture has more than %(limit)s megapixels. Please reduce its width and height and upload it "
        "again."
    ),
    Code.TOO_MANY_PAGES: _(
        "The document has more than %(limit_pages)s. Please shorten or split it and upload it again."
    ),
    Code.ONE_PAGER_TOO_LONG: _(
        "A one-pager may have at most %(limit_pages)s, and this file has %(pages)s. Please shorten it and "
        "upload it again."
    ),
    Code.NO_PAGES: _(
        "The document has no page to read. Please check it on your computer and upload it again."
    ),
    Code.MACROS: _(
        "The file contains macros. Please save it as a document without macros (File › Save as) and upload "
        "the new copy."
    ),
    Code.EMBEDDED_OBJECTS: _(
        "The file contains embedded objects, such as another file, a control or a drawing of another "
        "program. Please paste each of them as a picture instead, save the file and upload it again."
    ),
    Code.EXTERNAL_CONTENT: _(
        "The file loads content from elsewhere when it is opened: %(target)s. Please embed that content or "
        "break the link (File › Info › Edit links), save the file and upload it again."
    ),
    Code.LOCAL_LINK: _(
        "A link in this file leads to a file on somebody's own computer: %(target)s. Readers will not be "
        "able to follow it."
    ),
    Code.DDE_LINK: _(
        "The file fetches data from another program (a DDE field or link). Please replace it by its current"
        " value, save the file and upload it again."
    ),
    Code.PDF_JAVASCRIPT: _(
        "The PDF contains JavaScript. Please print it to a new PDF, which leaves the scripts out, and "
        "upload that one."
    ),
    Code.PDF_LAUNCH: _(
        "The PDF tries to start a program or to import data. Please print it to a new PDF, which leaves "
        "such actions out, and upload that one."
    ),
    Code.PDF_EMBEDDED_FILES: _(
        "The PDF has other files attached or films embedded. Please remove the attachments, or print it to "
        "a new PDF, and upload that one."
    ),
    Code.PDF_DYNAMIC_FORM: _(
        "The PDF is a dynamic form (XFA), which browsers cannot show. Please print it to a new PDF and "
        "upload that one."
    ),
    Code.CHECK_TIMED_OUT: _(
        "Checking the file took longer than %(seconds)s, so we stopped. Please simplify it (fewer pages, "
        "smaller pictures), save it again and upload the new copy."
    ),
    Code.CHECK_TOO_HEAVY: _(
        "Checking the file takes more memory than we can give it. Please simplify it (fewer pages, smaller "
        "pictures), save it again and upload the new copy."
    ),
    Code.CHECK_CRASHED: _(
        "The file could not be checked. Please save it again from the program that made it and upload the "
        "new copy. If this happens again, please tell us."
    ),
    Code.INFECTED: _(
        "The virus scanner found malware in this file (%(signature)s), so it was not kept. Please scan the "
        "computer that it came from."
    ),
    Code.NOT_SCANNED: _(
        "This file was not scanned for viruses. Please be careful when you open a downloaded copy."
    ),
    Code.SCAN_UNAVAILABLE: _(
        "The file could not be scanned for viruses, because the scanner did not answer. Nothing is wrong "
        "with the file as far as we know; please try again later."
    ),
    Code.STORE_UNAVAILABLE: _(
        "The file could not be checked, because our storage did not work. Nothing is wrong with the file as far as we "
        "know, and the programme's team was told; please try again later."
    ),
    Code.DRAWN_SIMPLY: _(
        "These pages show only the texts and pictures of the slides, because LibreOffice, which draws them as they "
        "look, is missing here or could not open the file. Download the file to see it as it was made."
    ),
    Code.NOT_DRAWN: _(
        "The pages of this file could not be drawn here, so only its text is shown. Download the file to see it as it "
        "was made."
    ),
    Code.FIRST_PAGES_DRAWN: _(
        "Shown are the first %(shown)s of the pages that this file would have in print. Download it to read the others."
    ),
}

# What a file turned out to be, where that is no extension.
FOUND: dict[str, Promise] = {
    "program": _("a program"),
    "script": _("a script"),
    "archive": _("an archive (ZIP or similar)"),
    "web_page": _("a web page (HTML)"),
    "rich_text": _("rich text (RTF)"),
    "old_office": _("an Office or installation file of another kind"),
    "data": _("data after its end"),
    "unknown": _("of a kind that we do not know"),
}


def sentence(finding: Finding) -> str:
    """One finding as a sentence in the reader's language."""
    told = {name: _FIGURES.get(name, _plain)(value, finding.params) for name, value in finding.params.items()}
    return str(MESSAGES[finding.code]) % told


Figure = Callable[[str | int, Mapping[str, str | int]], str]


def _plain(value: str | int, params: Mapping[str, str | int]) -> str:
    return str(value)


def _bytes(value: str | int, params: Mapping[str, str | int]) -> str:
    return filesizeformat(value)


def _seconds(value: str | int, params: Mapping[str, str | int]) -> str:
    count = int(value)
    return ngettext("%(count)s second", "%(count)s seconds", count) % {"count": count}


def _pages(value: str | int, params: Mapping[str, str | int]) -> str:
    """ "10 slides", in the word of the file's own kind."""
    count = int(value)
    match params.get("word"):
        case "slides":
            phrase = ngettext("%(count)s slide", "%(count)s slides", count)
        case "sheets":
            phrase = ngettext("%(count)s sheet", "%(count)s sheets", count)
        case _:
            phrase = ngettext("%(count)s page", "%(count)s pages", count)
    return phrase % {"count": count}


def _found(value: str | int, params: Mapping[str, str | int]) -> str:
    return str(FOUND.get(str(value)) or gettext("a %(extension)s file") % {"extension": value})


def _document(value: str | int, params: Mapping[str, str | int]) -> str:
    return str(DocumentKind(str(value)).label)


_FIGURES: dict[str, Figure] = {
    "document": _document,
    "size_bytes": _bytes,
    "limit_bytes": _bytes,
    "seconds": _seconds,
    "pages": _pages,
    "limit_pages": _pages,
    "found": _found,
}
