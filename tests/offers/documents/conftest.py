"""An offer with its editor, and the real file stores in a folder of the test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from cosell.accounts.models import User
from offers.models import DocumentVersion, Offer
from offers.services import documents
from tests.builders import make_member, make_offer, make_partner
from tests.support.stores import use_azure, use_folders

Upload = Callable[..., DocumentVersion]


@pytest.fixture(autouse=True)
def stores(settings: Settings, tmp_path: Path) -> Path:
    """The quarantine and the clean store of this test alone."""
    use_folders(settings, tmp_path)
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    return tmp_path


@pytest.fixture(params=["folder", pytest.param("azure", marks=pytest.mark.azure)])
def either_store(request: pytest.FixtureRequest, settings: Settings, stores: Path) -> str:
    """The same test on folders and on a blob storage. The name of the store."""
    if request.param == "azure":
        use_azure(settings, request.getfixturevalue("blob_storage"))
    return str(request.param)


@pytest.fixture
def offer(db: None) -> Offer:
    return make_offer(make_partner())


@pytest.fixture
def editor(offer: Offer) -> User:
    return make_member(offer.partner, role="editor")


@pytest.fixture
def upload(offer: Offer, editor: User) -> Upload:
    """Upload a whole file as the editor; ``checked`` lets the real checks look at it at once."""

    def _upload(
        content: bytes, name: str = "paper.pdf", kind: str = "customer_one_pager", *, checked: bool = True
    ) -> DocumentVersion:
        version = documents.upload_whole(
            actor=editor, offer=offer, kind=kind, upload=SimpleUploadedFile(name, content)
        )
        if checked:
            documents.check_version(version.pk)
        return DocumentVersion.objects.select_related("document__offer__partner").get(pk=version.pk)

    return _upload
