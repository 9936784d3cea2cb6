"""The codes of an offer's fields with their names. Codes are those of the rules' contract."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferType(models.TextChoices):
    """The marketplace's offer types. What each needs and can reach is data of the rulebook, not of this list."""

    SAAS = "saas", _("Software as a service")
    AZURE_APPLICATION = "azure_application", _("Azure Application")
    AZURE_VIRTUAL_MACHINE = "azure_virtual_machine", _("Azure Virtual Machine")
    AZURE_CONTAINER = "azure_container", _("Azure Container")
    IOT_EDGE_MODULE = "iot_edge_module", _("IoT Edge module")
    DYNAMICS_365_CUSTOMER_ENGAGEMENT = (
        "dynamics_365_customer_engagement",
        _("Dynamics 365 for Customer Engagement & PowerApps"),
    )
    DYNAMICS_365_OPERATIONS = "dynamics_365_operations", _("Dynamics 365 for Operations")
    DYNAMICS_365_BUSINESS_CENTRAL = "dynamics_365_business_central", _("Dynamics 365 Business Central")
    POWER_BI_APP = "power_bi_app", _("Power BI app")
    MANAGED_SERVICE = "managed_service", _("Managed service")
    CONSULTING_SERVICE = "consulting_service", _("Consulting service")


class Platform(models.TextChoices):
    AZURE = "azure", "Azure"
    DYNAMICS_365 = "dynamics_365", "Dynamics 365"
    MICROSOFT_365 = "microsoft_365", "Microsoft 365"
    POWER_PLATFORM = "power_platform", "Power Platform"
    WINDOWS = "windows", "Windows"


class Segment(models.TextChoices):
    SMB = "smb", _("Small and medium business (fewer than 500 employees)")
    CORPORATE = "corporate", _("Corporate (fewer than 2,500 employees)")
    ENTERPRISE = "enterprise", _("Enterprise (2,500 employees or more)")


class SolutionType(models.TextChoices):
    DEVICE = "device", _("Device")
    IP = "ip", _("IP (application)")
    MANAGED_SERVICE = "managed_service", _("Managed service")
    SERVICE = "service", _("Service")


class DocumentKind(models.TextChoices):
    CUSTOMER_ONE_PAGER = "customer_one_pager", _("Customer one-pager")
    CUSTOMER_PRESENTATION = "customer_presentation", _("Customer presentation")
    CUSTOMER_CASE_STUDY = "customer_case_study", _("Customer case study")
    CUSTOMER_WINS = "customer_wins", _("Verifiable customer wins")
    CHANNEL_PITCH_DECK = "channel_pitch_deck", _("Channel pitch deck")
    ARCHITECTURE_DIAGRAM = "architecture_diagram", _("Architecture diagram")
    OTHER = "other", _("Other document")


class DocumentState(models.TextChoices):
    """Where a version stands. ``published_at`` says apart whether it was handed in to Microsoft."""

    RECEIVING = "receiving", _("Uploading")
    PROCESSING = "processing", _("Being checked")
    REJECTED = "rejected", _("Refused by the checks")
    READY = "ready", _("Ready to hand in")
    SUBMITTED = "submitted", _("With Microsoft")
    APPROVED = "approved", pgettext_lazy("state of a document", "Approved")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("state of a document", "Sent back")
    REVOKED = "revoked", _("Approval revoked")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    ABANDONED = "abandoned", _("Upload abandoned")


class DiagramChannel(models.TextChoices):
    """How an architecture diagram is said to have been handed in."""

    PARTNER_CENTER = "partner_center", _("Partner Center")
    OCP_GTM = "ocp_gtm", "OCP GTM"


class ContactRole(models.TextChoices):
    PARTNER_SALES = "partner_sales", _("Partner sales")
    PARTNER_MARKETING = "partner_marketing", _("Partner marketing")
    PARTNER_TECHNICAL_SALES = "partner_technical_sales", _("Partner technical sales")
    PARTNER_CUSTOMER_SUCCESS_MANAGER = (
        "partner_customer_success_manager",
        _("Partner customer success manager"),
    )


class RequestState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a request", "Open")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", pgettext_lazy("state of a request", "Completed")
    DECLINED = "declined", pgettext_lazy("state of a request", "Declined")


class RequestWhy(models.TextChoices):
    """Why a cloud-specialist request stands on the specialists' desk now."""

    NEW = "new", pgettext_lazy("why a request is in the queue", "New")
    AGAIN = "again", pgettext_lazy("why a request is in the queue", "Filed again")
    ANSWERED = "answered", pgettext_lazy("why a request is in the queue", "Partner has answered")
    DOCUMENTS = "documents", pgettext_lazy("why a request is in the queue", "Documents provided")
    HANDED_OVER = "handed_over", pgettext_lazy("why a request is in the queue", "Handed over")
    RELEASED = "released", pgettext_lazy("why a request is in the queue", "Back in the pool")
