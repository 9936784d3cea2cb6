"""``manage.py prepare_storage``: the containers of Azure Blob storage, where they are not there yet."""

from typing import Any

from azure.core.exceptions import ResourceExistsError
from django.core.files.storage import storages
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Create the private containers for uploaded and for checked files; does nothing on folders."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for alias in ("quarantine", "default"):
            container = getattr(storages[alias], "client", None)
            if container is None:
                continue
            try:
                container.create_container()  # without public access: files go out by signed links only
                self.stdout.write(f"Created the container {container.container_name}.")
            except ResourceExistsError:
                self.stdout.write(f"The container {container.container_name} is there.")
