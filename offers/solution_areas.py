"""Solution areas and their sub-areas, as Partner Center offered them for the co-sell listing in 2020.

Codes are stored; names are shown in the reader's language. An offer names at most three areas with at most two
sub-areas each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class Area:
    name: _StrOrPromise
    sub_areas: Mapping[str, _StrOrPromise]


AREAS: Mapping[str, Area] = {
    "azure_apps_and_infrastructure": Area(
        _("Azure – apps and infrastructure"),
        {
            "application_modernization": _("Application modernization"),
            "backup_and_disaster_recovery": _("Backup and disaster recovery"),
            "cloud_migration": _("Cloud migration"),
            "containers_and_kubernetes": _("Containers and Kubernetes"),
            "devops": _("DevOps"),
            "high_performance_computing": _("High-performance computing"),
            "hybrid_cloud": _("Hybrid cloud"),
            "networking": _("Networking"),
            "sap_on_azure": _("SAP on Azure"),
            "serverless": _("Serverless computing"),
            "virtual_desktop": _("Virtual desktop"),
        },
    ),
    "azure_data_and_ai": Area(
        _("Azure – data and AI"),
        {
            "advanced_analytics": _("Advanced analytics"),
            "artificial_intelligence": _("Artificial intelligence"),
            "big_data": _("Big data"),
            "business_intelligence": _("Business intelligence"),
            "data_warehouse": _("Data warehouse"),
            "database_migration": _("Database migration"),
            "internet_of_things": _("Internet of Things"),
            "knowledge_mining": _("Knowledge mining"),
            "machine_learning": _("Machine learning"),
            "mixed_reality": _("Mixed reality"),
        },
    ),
    "business_applications": Area(
        _("Business applications"),
        {
            "commerce": _("Commerce"),
            "customer_service": _("Customer service"),
            "field_service": _("Field service"),
            "finance": _("Finance"),
            "human_resources": _("Human resources"),
            "marketing": _("Marketing"),
            "power_apps_and_automation": _("Power Apps and automation"),
            "project_operations": _("Project operations"),
            "sales": _("Sales"),
            "supply_chain": _("Supply chain"),
        },
    ),
    "modern_work": Area(
        _("Modern work"),
        {
            "adoption_and_change_management": _("Adoption and change management"),
            "calling_and_meetings": _("Calling and meetings"),
            "content_and_collaboration": _("Content and collaboration"),
            "device_deployment_and_management": _("Device deployment and management"),
            "employee_experience": _("Employee experience"),
            "firstline_workers": _("Firstline workers"),
            "teams_applications": _("Teams applications"),
        },
    ),
    "security": Area(
        _("Security and compliance"),
        {
            "compliance": _("Compliance"),
            "cloud_security": _("Cloud security"),
            "identity_and_access": _("Identity and access"),
            "information_protection": _("Information protection"),
            "threat_protection": _("Threat protection"),
        },
    ),
    "industry": Area(
        _("Industry"),
        {
            "agriculture": _("Agriculture"),
            "automotive": _("Automotive"),
            "education": _("Education"),
            "energy": _("Energy"),
            "financial_services": _("Financial services"),
            "government": _("Government"),
            "healthcare": _("Healthcare"),
            "manufacturing": _("Manufacturing"),
            "media_and_communications": _("Media and communications"),
            "nonprofit": _("Nonprofit"),
            "retail_and_consumer_goods": _("Retail and consumer goods"),
        },
    ),
}


def area_name(code: str) -> str:
    """The area's name; a code that left the catalogue stands for itself."""
    area = AREAS.get(code)
    return str(area.name) if area else code


def sub_area_names(area_code: str, codes: Iterable[str]) -> list[str]:
    """The names of sub-areas, in the order given."""
    area = AREAS.get(area_code)
    return [str(area.sub_areas.get(code, code)) if area else code for code in codes]
