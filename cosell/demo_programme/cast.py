"""Who is in the demo: partner organisations with their people, their profile and what they have earned."""

from dataclasses import dataclass
from decimal import Decimal

from cosell.demo_programme.papers import domain


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str = "owner"  # in the organisation

    def email(self, partner: str) -> str:
        return f"{_plain(self.name.split()[0])}@{domain(partner)}"


@dataclass(frozen=True, slots=True)
class Earned:
    """A competency, designation or enrolment: ``since`` and ``until`` in days from today (negative: past)."""

    what: str  # gold | silver | designation | isv_connect
    name: str  # the area, or the tier
    since: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """One partner organisation. ``acr`` is (newest month in USD, growth a month), or None for none."""

    name: str
    country: str
    city: str
    field: str  # which products it makes: a key of ``offers.FIELDS``
    people: tuple[Person, ...]
    acr: tuple[Decimal, Decimal] | None = None
    earned: tuple[Earned, ...] = ()
    profile: bool = True


def _plain(name: str) -> str:
    return name.lower().translate(str.maketrans("éèëüöäñçôş", "eeeuoancos"))


def _acr(newest: str, growth: str) -> tuple[Decimal, Decimal]:
    return Decimal(newest), Decimal(growth)


PARTNERS: tuple[Cast, ...] = (
    Cast(
        "Contoso Analytics",
        "FR",
        "12 rue de la République, 69002 Lyon",
        "analytics",
        (Person("Amélie Marchand"), Person("Karim Benali", "editor"), Person("Sofia Lindqvist", "viewer")),
        _acr("9300.00", "1.09"),
        (Earned("gold", "Data Analytics", -500, 200), Earned("silver", "Cloud Platform", -300, 45)),
    ),
    Cast(
        "Fabrikam Robotics",
        "DE",
        "Industriestraße 8, 70565 Stuttgart",
        "factory",
        (Person("Lena Vogt"), Person("Tobias Krämer", "editor")),
        _acr("18400.00", "1.03"),
        (Earned("gold", "Internet of Things", -700, 25),),
    ),
    Cast(
        "Northwind Traders",
        "US",
        "400 Pike Street, Seattle, WA 98101",
        "retail",
        (Person("Jordan Ruiz"), Person("Avery Brooks", "editor")),
        _acr("22100.00", "1.01"),
        (Earned("isv_connect", "premium", -400), Earned("gold", "Application Development", -600, 140)),
    ),
    Cast(
        "Adatum Finance",
        "GB",
        "21 Lombard Street, London EC3V 9AH",
        "finance",
        (Person("Olivia Grant"), Person("Hassan Malik", "editor")),
        _acr("4200.00", "1.05"),
        (Earned("isv_connect", "premium", -800, 60), Earned("designation", "Business Applications", -90)),
    ),
    Cast(
        "Tailspin Logistics",
        "NL",
        "Wilhelminakade 91, 3072 AP Rotterdam",
        "logistics",
        (Person("Daan Visser"),),
        _acr("12800.00", "1.06"),
    ),
    Cast(
        "Wingtip Health",
        "CA",
        "255 Queens Avenue, London, ON N6A 5R8",
        "health",
        (Person("Maya Singh"), Person("Noah Tremblay", "editor")),
        _acr("7600.00", "1.02"),
        (Earned("gold", "Security", -900, -12),),
    ),
    Cast(
        "Proseware Security",
        "IL",
        "Rothschild Boulevard 45, Tel Aviv",
        "security",
        (Person("Noa Levi"), Person("Eitan Bar", "editor")),
        _acr("31500.00", "1.02"),
        (Earned("gold", "Security", -400, 330),),
    ),
    Cast(
        "Litware Energy",
        "NO",
        "Dronning Eufemias gate 16, 0191 Oslo",
        "energy",
        (Person("Ingrid Dahl"),),
        _acr("2900.00", "1.12"),
        (Earned("isv_connect", "standard", -200),),
    ),
    Cast(
        "Relecloud Media",
        "IN",
        "100 Residency Road, Bengaluru 560025",
        "media",
        (Person("Arjun Rao"), Person("Priti Shah", "editor")),
        _acr("5700.00", "0.92"),
    ),
    Cast(
        "Trey Research",
        "AU",
        "88 Phillip Street, Sydney NSW 2000",
        "research",
        (Person("Charlotte Webb"),),
        _acr("5100.00", "0.94"),
        (Earned("designation", "Data & AI", -120),),
    ),
    Cast(
        "VanArsdel Consulting",
        "BR",
        "Avenida Paulista 1578, São Paulo",
        "advice",
        (Person("Rafael Costa"), Person("Beatriz Alves", "editor")),
        None,
        (Earned("gold", "Cloud Platform", -300, 65), Earned("gold", "Datacenter", -400, 90)),
    ),
    Cast(
        "Woodgrove Insurance Tech",
        "ZA",
        "5 Sandton Drive, Johannesburg 2196",
        "finance",
        (Person("Thandi Nkosi"),),
        _acr("8300.00", "1.04"),
        (Earned("isv_connect", "premium", -500, -20),),
    ),
    Cast(
        "Lucerne Publishing",
        "CH",
        "Pilatusstrasse 20, 6003 Luzern",
        "media",
        (Person("Reto Baumann"),),
        None,
        profile=False,
    ),
)
