"""Plain builders of what tests need: one object each, every value sensible, any of them changed by keyword."""

from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from cosell.accounts.models import Membership, Partner, User
from offers.models import Contact, Offer

PASSWORD = "a-long-enough-password"
_numbers = count(1)


def make_user(*, role: str = "partner", **fields: Any) -> User:
    """A person with a verified address who may sign in with ``PASSWORD``."""
    number = next(_numbers)
    values = {"email": f"person{number}@example.com", "name": f"Person {number}", "role": role, **fields}
    user = User.objects.create_user(password=PASSWORD, **values)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_partner(*, profile: bool = True, **fields: Any) -> Partner:
    """An organisation; with ``profile`` its business profile is complete."""
    complete = {
        "legal_name": "Contoso Ltd",
        "mpn_id": "4567890",
        "country": "FR",
        "address": "12 rue de la République, Lyon",
        "website": "https://www.contoso.example/",
        "description": "Software for people who read figures.",
        "contact_name": "Amélie Marchand",
        "contact_email": "amelie@contoso.example",
        "contact_phone": "+33 4 00 00 00 00",
    }
    values = {"name": f"Partner {next(_numbers)}", **(complete if profile else {}), **fields}
    return Partner.objects.create(**values)


def make_member(partner: Partner, *, role: str = "owner", **fields: Any) -> User:
    """A person who belongs to the organisation as owner, editor or viewer."""
    user = make_user(**fields)
    Membership.objects.create(user=user, partner=partner, role=role)
    return user


def make_offer(partner: Partner | None = None, **fields: Any) -> Offer:
    """A draft of a SaaS offer, sold in France and the United States."""
    values = {"type": "saas", "name": f"Offer {next(_numbers)}", "countries": ["FR", "US"], **fields}
    return Offer.objects.create(partner=partner or make_partner(), **values)


def make_contact(offer: Offer, **fields: Any) -> Contact:
    """A sales contact for France."""
    number = next(_numbers)
    values = {
        "name": f"Contact {number}",
        "email": f"contact{number}@example.com",
        "job_title": "Account manager",
        "role": "partner_sales",
        "countries": ["FR"],
        **fields,
    }
    return Contact.objects.create(offer=offer, **values)
