"""``manage.py prepare_storage``: what Azure Blob storage needs before the first file comes."""

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand

from cosell.environment import origin_of

ONE_HOUR = 3600


class Command(BaseCommand):
    help = (
        "Create the private containers for uploaded and for checked files, and let the pages of SITE_URL send "
        "files straight into the blob storage; does nothing on folders."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for alias in ("quarantine", "default"):
            container = getattr(storages[alias], "client", None)
            if container is not None:
                self._create(container)
        if service := getattr(storages["quarantine"], "service_client", None):
            self._let_our_pages_in(service)

    def _create(self, container: Any) -> None:
        from azure.core.exceptions import ResourceExistsError

        try:
            container.create_container()  # without public access: files go out by signed links only
            self.stdout.write(f"Created the container {container.container_name}.")
        except ResourceExistsError:
            self.stdout.write(f"The container {container.container_name} is there.")

    def _let_our_pages_in(self, service: Any) -> None:
        """One rule of the account's CORS rules is ours: PUT from our own pages. Rules for others stay."""
        from azure.storage.blob import CorsRule

        origin = origin_of(settings.SITE_URL)
        others = [rule for rule in service.get_service_properties()["cors"] if rule.allowed_origins != origin]
        ours = CorsRule([origin], ["PUT"], allowed_headers=["content-type"], max_age_in_seconds=ONE_HOUR)
        service.set_service_properties(cors=[*others, ours])
        self.stdout.write(f"Pages of {origin} may send files.")
