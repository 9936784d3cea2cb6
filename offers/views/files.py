"""Private files, for those who may see them, with a content type that we chose."""

import uuid

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cosell.requests import PersonRequest
from cosell.views import partner_or_staff_page
from offers import files
from offers.models import DocumentVersion
from offers.queries.documents import demand_clean, load_version


@partner_or_staff_page
@require_safe
def download(request: PersonRequest, version_id: uuid.UUID) -> HttpResponseBase:
    """The file itself: always to be saved, never shown by the browser, whatever it is.

    From the blob storage by a link of a few minutes; from a folder by the proxy where it can, else by this process.
    """
    version = load_version(request.user, version_id)
    demand_clean(version)
    link = files.read_link(version.file_key, media_type=version.media_type, file_name=version.original_name)
    if link:
        answer = HttpResponseRedirect(link)
        answer["Cache-Control"] = "no-store"
        return answer
    return _private(_by_proxy(version) if settings.ACCEL_REDIRECT else _by_us(version))


def _by_us(version: DocumentVersion) -> HttpResponseBase:
    return FileResponse(
        files.clean().open(files.clean_name_of(version.file_key)),
        as_attachment=True,
        filename=version.original_name,
        content_type=version.media_type,
    )


def _by_proxy(version: DocumentVersion) -> HttpResponseBase:
    """Headers alone: the proxy sends the file that lies under this address of its own."""
    headers = {
        "Content-Disposition": content_disposition_header(True, version.original_name) or "attachment",
        "X-Accel-Redirect": f"{settings.ACCEL_REDIRECT}{files.clean_name_of(version.file_key)}",
    }
    return HttpResponse(content_type=version.media_type, headers=headers)


@partner_or_staff_page
@require_safe
def page(request: PersonRequest, version_id: uuid.UUID, number: int) -> HttpResponseBase:
    """The picture of one page, which the checks drew: a picture of our own making."""
    version = load_version(request.user, version_id)
    demand_clean(version)
    if not 1 <= number <= version.page_images:
        raise Http404
    picture, media_type = files.open_page(version.file_key, number)
    return _private(FileResponse(picture, content_type=media_type))


@partner_or_staff_page
@require_safe
def thumbnail(request: PersonRequest, version_id: uuid.UUID) -> HttpResponseBase:
    """The first page, small, for a list of documents."""
    version = load_version(request.user, version_id)
    demand_clean(version)
    if not version.page_images:
        raise Http404
    picture, media_type = files.open_thumbnail(version.file_key)
    return _private(FileResponse(picture, content_type=media_type))


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
