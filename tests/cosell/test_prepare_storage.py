"""What `prepare_storage` does, and how the blob storage's address is found."""

from io import StringIO

import pytest
from azure.storage.blob import CorsRule
from django.core.files.storage import storages
from django.core.management import call_command
from pytest_django import Settings

from cosell.environment import blob_endpoint, origin_of
from tests.support.stores import use_azure


def prepared() -> list[str]:
    out = StringIO()
    call_command("prepare_storage", stdout=out)
    return out.getvalue().splitlines()


def test_prepare_storage_does_nothing_on_folders() -> None:
    assert prepared() == []


@pytest.mark.azure
def test_prepare_storage_may_be_repeated_and_leaves_the_rules_of_others(
    settings: Settings, blob_storage: str
) -> None:
    use_azure(settings, blob_storage)
    service = storages["quarantine"].service_client  # type: ignore[attr-defined]  # of django-storages
    service.set_service_properties(cors=[CorsRule(["https://other.example"], ["GET"])])
    prepared()
    lines = prepared()
    rules = {rule.allowed_origins: rule.allowed_methods for rule in service.get_service_properties()["cors"]}

    assert rules == {"https://other.example": "GET", origin_of(settings.SITE_URL): "PUT"}
    assert [line.split()[0] for line in lines] == ["The", "The", "Pages"]


@pytest.mark.parametrize(
    ("connection_string", "endpoint"),
    [
        ("", ""),
        ("AccountName=a;AccountKey=k==", "https://a.blob.core.windows.net"),
        ("DefaultEndpointsProtocol=http;AccountName=a;EndpointSuffix=x.cn", "http://a.blob.x.cn"),
        ("AccountName=a;BlobEndpoint=http://127.0.0.1:10000/a/;", "http://127.0.0.1:10000/a"),
    ],
)
def test_blob_endpoint_is_read_from_the_connection_string(connection_string: str, endpoint: str) -> None:
    assert blob_endpoint(connection_string) == endpoint


def test_origin_is_scheme_host_and_port() -> None:
    assert origin_of("http://127.0.0.1:10000/a/b?c") == "http://127.0.0.1:10000"
