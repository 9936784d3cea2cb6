"""The yardstick of the uploads: one bare Django view, a multipart file written to a folder with its SHA-256.

gunicorn tests.benchmarks.bare_upload:application, with ``BARE_FOLDER`` in the environment.
"""

import hashlib
import os
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

FOLDER = Path(os.environ["BARE_FOLDER"])

settings.configure(
    SECRET_KEY="of-the-benchmark-only",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    FILE_UPLOAD_TEMP_DIR=FOLDER,
)


def receive(request: HttpRequest) -> JsonResponse:
    digest = hashlib.sha256()
    with (FOLDER / "received").open("wb") as out:
        for piece in cast(UploadedFile, request.FILES["file"]).chunks():
            digest.update(piece)
            out.write(piece)
    return JsonResponse({"sha256": digest.hexdigest()})


urlpatterns = [path("", receive)]
application = get_wsgi_application()
