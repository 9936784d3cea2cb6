"""One file through all its checks, in the order that makes each of them safe."""

import importlib
import logging
from collections.abc import Iterator
from pathlib import Path

from offers.intake import arrival
from offers.intake.context import Check, Inspection, Stage
from offers.intake.findings import Code, Finding, RefusalError, Report
from offers.intake.formats import UNKNOWN_MEDIA_TYPE
from offers.intake.limits import Limits

logger = logging.getLogger(__name__)

# Findings after which the content is not what its extension says, or not known to be.
_TYPE_NOT_KNOWN = {
    Code.FILE_MISSING,
    Code.EXTENSION_NOT_ACCEPTED,
    Code.EXTENSION_MISSING,
    Code.EMPTY,
    Code.TOO_LARGE,
    Code.TYPE_MISMATCH,
    Code.MIXED_CONTENT,
}


def inspect_file(path: Path, original_name: str, kind: str, limits: Limits | None = None) -> Report:
    """What is known of the file at `path` after all its checks. Raises OSError.

    It opens hostile files in this very process: but for tests, `inspect_in_child` is the one to call.
    """
    with Inspection(path, original_name, kind, limits or Limits()) as inspection:
        findings = _all_findings(inspection)
        known = inspection.format if not _TYPE_NOT_KNOWN & {finding.code for finding in findings} else None
        return Report(
            name=inspection.name,
            extension=inspection.extension,
            size=inspection.size if path.is_file() else 0,
            media_type=known.media_type if known else UNKNOWN_MEDIA_TYPE,
            sha256=_digest(inspection),
            pages=inspection.pages,
            page_word=known.page_word if known else None,
            findings=tuple(findings),
        )


def _all_findings(inspection: Inspection) -> list[Finding]:
    findings: list[Finding] = []
    for stage in _stages(inspection):
        for check in stage:
            findings += [finding for finding in _run(check, inspection) if finding not in findings]
        if any(finding.fatal for finding in findings):
            break
    return findings


def _stages(inspection: Inspection) -> Iterator[Stage]:
    """The stages one by one: a format's own library is imported only for a file that has come so far."""
    yield from arrival.STAGES
    yield from importlib.import_module("offers.intake.identity").STAGES
    if inspection.format:
        yield from importlib.import_module(f"offers.intake.{inspection.format.family}").STAGES


def _run(check: Check, inspection: Inspection) -> list[Finding]:
    """A check's findings. Whatever a parser throws at a file that it cannot follow means: damaged."""
    try:
        return list(check(inspection))
    except RefusalError as refusal:
        return [refusal.finding]
    except MemoryError:
        return [Finding(Code.CHECK_TOO_HEAVY)]
    except Exception:
        logger.warning("The check %s could not follow the file.", check.__name__, exc_info=True)
        return [Finding(Code.DAMAGED)]


def _digest(inspection: Inspection) -> str | None:
    within = inspection.path.is_file() and inspection.size <= inspection.limits.bytes_for(
        inspection.extension
    )
    return arrival.sha256_of(inspection.path) if within else None
