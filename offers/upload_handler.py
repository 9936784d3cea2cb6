"""Files of forms as they arrive: onto the disk, and never more of one than the page that it is sent to takes."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from offers.contacts_import import MOST_BYTES


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """What is beyond the limit is read and thrown away, so that the browser gets its answer in a sentence. The file
    still says how large it was.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= self._most_bytes:
            super().receive_data_chunk(raw_data, start)

    @property
    def _most_bytes(self) -> int:
        match: Any = self.request.resolver_match if self.request else None
        of_contacts = match is not None and match.view_name == "offers:contacts_upload"
        return MOST_BYTES if of_contacts else settings.UPLOAD_LIMIT_VIDEO_BYTES
