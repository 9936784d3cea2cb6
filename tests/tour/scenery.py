"""What the catalogue's pages show and the demo does not have: added once, inside the installation, by services."""

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from cosell.accounts.models import MemberRole, Partner, User
from cosell.accounts.services import members, organisations, people
from eligibility.models import JobKind, JobState, Rulebook, RulebookJob
from eligibility.queries import rulebook_in_force
from eligibility.services import rulebooks
from eligibility.services.jobs import run_job
from offers.models import Offer
from offers.services.contact_imports import upload_contacts

NEWCOMER = "nadia@fourthcoffee.example"
BEGINNER_PARTNER = "Fourth Coffee"
INVITED_ADDRESS = "nadia@fourthcoffee.example"
RUNNING_DRAFT = "Lower bars for everybody"
CHANGED_DRAFT = "Winter 2021, stricter"
MUCH_LATER = 4_000_000_000  # seconds of the Unix clock: in the year 2096
FAULTY_FILE, SOUND_FILE = "contacts-spring.csv", "contacts-summer.csv"

FAULTY_ROWS = """Name;Email;Job title;Role;Countries/Regions
Ada Blum;ada@contoso.example;Account manager;Partner sales;FR
;nobody;Seller;Boss;Atlantis
Ada Blum;ada@contoso.example;Account manager;Partner sales;DE
"""
SOUND_ROWS = """Name;Email;Job title;Role;Countries/Regions
Camille Moreau;camille@contoso.example;Sales director;Partner sales;FR,BE,DE
Ada Blum;ada@contoso.example;Account manager;Partner sales;US,CA
"""


def set_up() -> None:
    """Everything at once. Nobody has a language of their own afterwards, so that each browser chooses."""
    _people()
    _contacts_files()
    _rulebooks()
    _mail()
    User.objects.update(language="")


def _owner() -> User:
    return User.objects.get(email="amelie@contoso.example")


def _people() -> None:
    """Somebody who belongs nowhere and is invited, an organisation without an offer, an address not yet verified."""
    people.create_person(email=NEWCOMER, name="Nadia Haddad", password=None)
    founder = people.create_person(email="felix@fourthcoffee.example", name="Felix Roth", password=None)
    organisations.create_organisation(actor=founder, name=BEGINNER_PARTNER)
    members.invite(
        actor=_owner(),
        partner=Partner.objects.get(name="Contoso Analytics"),
        email=INVITED_ADDRESS,
        role=MemberRole.EDITOR,
    )
    unsure = people.create_person(email="lou@fourthcoffee.example", name="Lou Petit", password=None)
    EmailAddress.objects.filter(user=unsure).update(verified=False)


def _contacts_files() -> None:
    for offer, name, rows in (
        ("Contoso Insights", FAULTY_FILE, FAULTY_ROWS),
        ("Contoso Forecast", SOUND_FILE, SOUND_ROWS),
    ):
        found = Offer.objects.get(name=offer)
        upload_contacts(actor=_owner(), offer=found, file_name=name, data=rows.encode())


def _rulebooks() -> None:
    """A draft with a finished preview, and one whose preview stands still half-way."""
    changed = _draft(CHANGED_DRAFT, acr_usd=Decimal(60_000), azure_percent=Decimal(60))
    run_job(_job(changed).pk)
    stopped = _draft(RUNNING_DRAFT)
    total = Offer.objects.count()
    RulebookJob.objects.filter(pk=_job(stopped).pk).update(
        state=JobState.RUNNING,
        done=total // 3,
        total=total,
        leased_until=timezone.now() + timedelta(days=1),
    )


def _draft(name: str, **figures: Decimal) -> Rulebook:
    admin = User.objects.get(email="priya@microsoft.example")
    draft = rulebooks.draft_from(actor=admin, source=rulebook_in_force())
    rulebooks.save_draft(actor=admin, rulebook=draft, changes={"name": name, **figures})
    return Rulebook.objects.get(pk=draft.pk)


def _job(draft: Rulebook) -> RulebookJob:
    """Made here rather than by the service, which would have a worker carry it out."""
    return RulebookJob.objects.create(
        rulebook=draft, kind=JobKind.PREVIEW, rulebook_revision=draft.revision, total=Offer.objects.count()
    )


def _mail() -> None:
    """The newest of all, however many of the demo's are still to come."""
    folder = Path(settings.EMAIL_FILE_PATH)
    text = f"Ouvrez {settings.SITE_URL}/accounts/login/"
    send_mail("Vérifiez votre adresse", text, None, [NEWCOMER])
    (ours,) = [path for path in folder.glob("*.log") if text.encode() in path.read_bytes()]
    os.utime(ours, (MUCH_LATER, MUCH_LATER))
