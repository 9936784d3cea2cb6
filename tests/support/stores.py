"""The stores of files for one test: folders of its own, or containers of its own in a blob storage."""

import secrets
from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings

from cosell.environment import blob_endpoint

ALIASES = {"default": "clean", "quarantine": "quarantine"}


def use_folders(settings: Settings, folder: Path) -> None:
    kept = {**settings.STORAGES}
    for alias, name in ALIASES.items():
        kept[alias] = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder / name},
        }
    settings.STORAGES = kept


def use_azure(settings: Settings, connection_string: str) -> None:
    """Made ready by the command that an operator runs."""
    kept, ours = {**settings.STORAGES}, secrets.token_hex(4)
    for alias, name in ALIASES.items():
        options = {"connection_string": connection_string, "azure_container": f"{name}-{ours}"}
        kept[alias] = {"BACKEND": "offers.files.azure_storage.PromptAzureStorage", "OPTIONS": options}
    settings.STORAGES = kept
    settings.AZURE_PUBLIC_ENDPOINT = blob_endpoint(connection_string)
    call_command("prepare_storage", verbosity=0)
