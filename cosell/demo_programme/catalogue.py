"""What the demo's partners offer, and how far each offer has come: its *plan*, told step by step in ``story``."""

from dataclasses import dataclass
from decimal import Decimal

EUROPE = ("AT", "BE", "CH", "DE", "DK", "ES", "FR", "GB", "IE", "IT", "LU", "NL", "NO", "PT", "SE")
AMERICAS = ("BR", "CA", "MX", "US")
ASIA_PACIFIC = ("AU", "IN", "JP", "KR", "NZ", "SG")
WORLD = tuple(
    sorted({*EUROPE, *AMERICAS, *ASIA_PACIFIC, "IL", "ZA", "NA", "AE", "PL", "CZ", "FI", "GR", "RO", "TR"})
)


@dataclass(frozen=True, slots=True)
class Field:
    """What one kind of product promises, and what it is built of."""

    promise: str
    benefits: tuple[str, ...]
    services: tuple[str, ...]
    area: str  # a code of offers.solution_areas


FIELDS: dict[str, Field] = {
    "analytics": Field(
        "Answers from all your data, in the words of your business.",
        ("Reports in minutes instead of days", "One set of figures for every team", "Live within a week"),
        ("Front Door", "App Service", "Azure SQL Database", "Event Hubs", "Data Factory"),
        "azure_data_and_ai",
    ),
    "factory": Field(
        "Machines that tell you before they stop.",
        ("A third less unplanned downtime", "Works with the machines you own", "Runs on the factory floor"),
        ("IoT Hub", "Stream Analytics", "Azure Kubernetes Service", "Cosmos DB", "Line gateway (own site)"),
        "azure_apps_and_infrastructure",
    ),
    "retail": Field(
        "The right goods in the right shop, every morning.",
        ("Fewer empty shelves", "Less stock in the back room", "Forecasts that staff understand"),
        ("Front Door", "Azure Functions", "Dynamics 365", "Azure Machine Learning", "Power BI"),
        "business_applications",
    ),
    "finance": Field(
        "Closing the books without the night shift.",
        ("Month end in two days", "Every figure has its source", "Ready for the auditor"),
        ("App Service", "Azure SQL Database", "Key Vault", "Dynamics 365"),
        "business_applications",
    ),
    "logistics": Field(
        "Every shipment in sight, from dock to door.",
        ("Arrival times you can rely on", "Fewer empty kilometres", "Customers see what you see"),
        ("API Management", "Azure Kubernetes Service", "Cosmos DB", "Azure Maps", "Depot server (own site)"),
        "azure_apps_and_infrastructure",
    ),
    "health": Field(
        "Care teams that share one picture of the patient.",
        ("Less typing, more time at the bed", "Records stay in the country", "Alerts that matter"),
        ("App Service", "Azure API for FHIR", "Azure SQL Database", "Entra ID"),
        "modern_work",
    ),
    "security": Field(
        "See the attack while it is still an attempt.",
        ("Alerts ranked by harm", "Playbooks that run themselves", "Proof for every auditor"),
        ("Event Hubs", "Azure Data Explorer", "Azure Functions", "Key Vault", "Sentinel"),
        "security",
    ),
    "energy": Field(
        "Power where it is needed, when it is cheap.",
        ("Lower peak load", "Forecasts for wind and sun", "Reports for the regulator"),
        ("IoT Hub", "Time Series Insights", "Azure Functions", "Control room (own site)"),
        "azure_apps_and_infrastructure",
    ),
    "media": Field(
        "From raw footage to every screen in an hour.",
        ("Subtitles in forty languages", "Archives that can be searched", "Pay for the minutes you use"),
        ("Media Services", "Blob Storage", "Cognitive Services", "Front Door"),
        "azure_data_and_ai",
    ),
    "research": Field(
        "Experiments that can be repeated.",
        ("Notebooks with their data", "Computing power by the hour", "Results that can be cited"),
        ("Azure Batch", "Blob Storage", "Azure Machine Learning", "Cluster (own site)", "Archive (own site)"),
        "azure_data_and_ai",
    ),
    "advice": Field(
        "Your move to the cloud, planned and done.",
        ("A plan in two weeks", "A landing zone in four", "People who stay until it runs"),
        ("Azure Migrate", "Azure Policy", "Virtual Network"),
        "azure_apps_and_infrastructure",
    ),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One offer. ``billed`` is the marketplace's revenue in its newest month, USD; ``azure`` the share that a reviewer
    reads from the diagram; ``began`` how many days ago it was created."""

    partner: str  # the first word of the organisation's name
    name: str
    type: str
    plan: str
    began: int
    countries: tuple[str, ...] = EUROPE
    billed: Decimal | None = None
    azure: Decimal = Decimal("62.5")
    paid: bool = True


def _offers(partner: str, *rows: tuple[str, str, str, int]) -> list[Listed]:
    return [Listed(partner, name, type_, plan, began) for name, type_, plan, began in rows]


OFFERS: tuple[Listed, ...] = (
    Listed(
        "Contoso",
        "Contoso Insights",
        "saas",
        "diagram_in_queue",
        160,
        WORLD,
        Decimal("7100"),
        Decimal("62.5"),
    ),
    Listed(
        "Contoso", "Contoso Forecast", "saas", "incentivized", 240, WORLD, Decimal("19800"), Decimal("88")
    ),
    Listed(
        "Contoso", "Contoso Carbon", "saas", "incentivized", 190, WORLD, Decimal("24300"), Decimal("58.5")
    ),  # kept by a grace period: see rulebooks.tighten
    Listed("Contoso", "Contoso Lakehouse", "azure_application", "sent_back", 60),
    Listed("Contoso", "Contoso Edge Reader", "iot_edge_module", "specialist_in_progress", 30),
    Listed("Contoso", "Contoso Board Pack", "power_bi_app", "specialist_completed", 120),
    Listed("Contoso", "Contoso Sandbox", "saas", "draft", 4, ("FR", "BE")),
    Listed(
        "Fabrikam", "Fabrikam Line Watch", "iot_edge_module", "specialist_incentivized", 200, EUROPE, None
    ),
    Listed(
        "Fabrikam",
        "Fabrikam Twin",
        "azure_container",
        "specialist_incentivized",
        180,
        EUROPE,
        None,
        Decimal("71"),
    ),
    Listed(
        "Fabrikam",
        "Fabrikam Weld Vision",
        "azure_virtual_machine",
        "specialist_diagram_short",
        150,
        azure=Decimal(41),
    ),
    Listed("Fabrikam", "Fabrikam Fleet", "saas", "incentivized", 210, EUROPE, Decimal("3400")),
    *_offers(
        "Fabrikam",
        ("Fabrikam Parts Desk", "dynamics_365_operations", "ready", 90),
        ("Fabrikam Floor Start", "consulting_service", "specialist_completed", 70),
    ),
    Listed(
        "Northwind", "Northwind Shelf", "saas", "incentivized", 260, AMERICAS, Decimal("24500"), Decimal("95")
    ),
    Listed("Northwind", "Northwind Store Manager", "dynamics_365_business_central", "ready", 220, AMERICAS),
    Listed("Northwind", "Northwind Loyalty", "dynamics_365_customer_engagement", "ready", 190, AMERICAS),
    Listed("Northwind", "Northwind Warehouse", "dynamics_365_operations", "ready", 170, AMERICAS),
    Listed("Northwind", "Northwind Price Check", "azure_application", "in_review", 20, AMERICAS),
    Listed("Northwind", "Northwind Till", "azure_virtual_machine", "specialist_open", 12, AMERICAS),
    Listed("Adatum", "Adatum Close", "dynamics_365_operations", "ready", 230, ("GB", "IE", "US")),
    Listed("Adatum", "Adatum Ledger", "dynamics_365_business_central", "lost_contact", 180, ("GB", "IE")),
    Listed("Adatum", "Adatum Treasury", "saas", "ready", 140, EUROPE, Decimal("1900")),
    Listed("Adatum", "Adatum Collect", "dynamics_365_customer_engagement", "question", 9, ("GB",)),
    *_offers("Adatum", ("Adatum Audit Room", "managed_service", "specialist_declined", 45)),
    Listed(
        "Tailspin", "Tailspin Track", "saas", "incentivized", 200, EUROPE, Decimal("8800"), Decimal("77.25")
    ),
    Listed(
        "Tailspin", "Tailspin Dock", "azure_application", "short_on_azure", 150, EUROPE, None, Decimal("45")
    ),
    *_offers(
        "Tailspin",
        ("Tailspin Customs", "saas", "resubmitted", 15),
        ("Tailspin Yard", "azure_container", "specialist_open", 8),
        ("Tailspin Routes", "power_bi_app", "live", 40),
    ),
    Listed("Wingtip", "Wingtip Ward", "saas", "ready", 170, ("CA", "US"), Decimal("2600")),
    Listed("Wingtip", "Wingtip Consult", "consulting_service", "specialist_completed", 130, ("CA", "US")),
    Listed("Wingtip", "Wingtip Triage", "saas", "new_in_queue", 6, ("CA",)),
    Listed("Wingtip", "Wingtip Images", "azure_virtual_machine", "specialist_in_progress", 25, ("CA", "US")),
    Listed("Wingtip", "Wingtip Rota", "dynamics_365_customer_engagement", "withdrawn", 33, ("CA",)),
    Listed(
        "Proseware", "Proseware Shield", "saas", "incentivized", 300, WORLD, Decimal("41200"), Decimal("90")
    ),
    Listed("Proseware", "Proseware Vault", "azure_application", "incentivized", 250, WORLD, Decimal("5200")),
    Listed("Proseware", "Proseware Sensor", "azure_virtual_machine", "specialist_incentivized", 210, WORLD),
    Listed("Proseware", "Proseware Probe", "azure_container", "specialist_completed", 110, WORLD),
    *_offers(
        "Proseware",
        ("Proseware Response", "managed_service", "specialist_completed", 95),
        ("Proseware Assessment", "consulting_service", "specialist_completed", 85),
    ),
    Listed("Litware", "Litware Peak", "saas", "ready", 100, ("NO", "SE", "DK", "FI"), Decimal("1200")),
    Listed("Litware", "Litware Grid", "azure_application", "refused_file", 18, ("NO", "SE")),
    Listed("Litware", "Litware Meter", "iot_edge_module", "live", 50, ("NO",)),
    Listed("Litware", "Litware Billing", "dynamics_365_operations", "reopened", 120, ("NO",)),
    Listed("Relecloud", "Relecloud Stream", "saas", "incentivized", 280, ASIA_PACIFIC, Decimal("15300")),
    Listed("Relecloud", "Relecloud Captions", "saas", "handed_over", 22, ASIA_PACIFIC),
    Listed("Relecloud", "Relecloud Archive", "azure_application", "ready", 130, ASIA_PACIFIC),
    Listed("Relecloud", "Relecloud Encoder", "azure_container", "specialist_incentivized", 160, ASIA_PACIFIC),
    Listed("Relecloud", "Relecloud Ratings", "power_bi_app", "specialist_declined", 55, ASIA_PACIFIC),
    Listed(
        "Trey", "Trey Notebook", "saas", "short_on_azure", 140, ("AU", "NZ"), Decimal("900"), Decimal("50")
    ),
    Listed(
        "Trey",
        "Trey Cluster",
        "azure_virtual_machine",
        "specialist_diagram_short",
        120,
        ("AU",),
        None,
        Decimal("38"),
    ),
    Listed("Trey", "Trey Samples", "saas", "appealed", 28, ("AU", "NZ")),
    *_offers(
        "VanArsdel",
        ("VanArsdel Cloud Plan", "consulting_service", "specialist_completed", 150),
        ("VanArsdel Landing Zone", "consulting_service", "specialist_asks", 35),
        ("VanArsdel Run", "managed_service", "specialist_open", 5),
        ("VanArsdel Review", "consulting_service", "live", 60),
    ),
    Listed(
        "Woodgrove", "Woodgrove Claims", "dynamics_365_customer_engagement", "ready", 190, ("ZA", "NA", "GB")
    ),
    Listed("Woodgrove", "Woodgrove Quote", "saas", "stopped", 220, ("ZA", "NA"), Decimal("2100")),
    Listed("Woodgrove", "Woodgrove Ledger", "dynamics_365_business_central", "queued", 11, ("ZA",)),
    Listed(
        "Woodgrove", "Woodgrove Advisor", "saas", "to_confirm", 26, ("ZA", "NA"), None, Decimal("52.5"), False
    ),
    *_offers(
        "Lucerne",
        ("Lucerne Reader", "saas", "draft", 3),
        ("Lucerne Print Room", "managed_service", "draft", 10),
    ),
)
