"""A blob storage that goes away while a file waits, and comes back: nothing that it acknowledged is lost."""

from hashlib import sha256
from pathlib import Path

import pytest
from pytest_django import Settings

from cosell.demo_programme import papers
from offers import files
from offers.models import DocumentState, DocumentVersion
from offers.services import documents
from tests.offers.documents.conftest import Upload
from tests.support.azurite import new_key, serving
from tests.support.servers import free_port
from tests.support.stores import use_azure

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))


@pytest.mark.azure
def test_a_file_outlives_its_blob_storage_going_away(
    upload: Upload, settings: Settings, tmp_path: Path
) -> None:
    content, place = papers.one_pager(PRODUCT), (tmp_path / "storage", free_port(), new_key())
    place[0].mkdir()
    with serving(*place) as connection_string:
        use_azure(settings, connection_string)
        version = upload(content, checked=False)
    documents.check_version(version.pk)
    waiting = DocumentVersion.objects.get(pk=version.pk)
    DocumentVersion.objects.filter(pk=version.pk).update(leased_until=None)
    with serving(*place):
        documents.check_version(version.pk)
        checked = DocumentVersion.objects.get(pk=version.pk)
        with files.clean().open(files.clean_name_of(checked.file_key)) as kept:
            assert kept.read() == content

    assert (waiting.state, waiting.tries) == (DocumentState.PROCESSING, 1)
    assert (checked.state, checked.tries) == (DocumentState.READY, 2)
    assert checked.sha256 == sha256(content).hexdigest()
