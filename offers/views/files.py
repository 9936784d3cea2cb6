"""Private files, for those who may see them, with a content type that we chose."""

import uuid

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from cosell.requests import PersonRequest
from cosell.views import partner_or_staff_page
from offers import files
from offers.queries.documents import demand_clean, load_version


@partner_or_staff_page
@require_safe
def download(request: PersonRequest, version_id: uuid.UUID) -> FileResponse:
    """The file itself: always to be saved, never shown by the browser, whatever it is."""
    version = load_version(request.user, version_id)
    demand_clean(version)
    return _private(
        FileResponse(
            files.clean().open(files.clean_name_of(version.file_key)),
            as_attachment=True,
            filename=version.original_name,
            content_type=version.media_type,
        )
    )


@partner_or_staff_page
@require_safe
def page(request: PersonRequest, version_id: uuid.UUID, number: int) -> FileResponse:
    """The picture of one page, which the checks drew: a picture of our own making."""
    version = load_version(request.user, version_id)
    demand_clean(version)
    if not 1 <= number <= version.page_images:
        raise Http404
    picture, media_type = files.open_page(version.file_key, number)
    return _private(FileResponse(picture, content_type=media_type))


def _private(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
