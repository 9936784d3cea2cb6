"""The storage backend of Azure: django-storages', with tries that end while somebody waits for the answer."""

from typing import Any

from azure.storage.blob import BlobServiceClient
from storages.backends.azure_storage import AzureStorage

# By itself the library tries for about a minute before it says that the storage is away.
TRIES: dict[str, Any] = {
    "retry_total": 2,
    "initial_backoff": 1,
    "increment_base": 2,
    "random_jitter_range": 1,
}


class PromptAzureStorage(AzureStorage):
    """With a connection string the backend passes no options on to the library; this one does."""

    def _get_service_client(self) -> Any:
        return BlobServiceClient.from_connection_string(self.connection_string, **TRIES)
