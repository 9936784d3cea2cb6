"""The demo's sign-ins: made by ``manage.py seed_demo``, shown by ``manage.py up`` and by the sign-in page of a demo.

They exist in a demo only (setting DEMO).
"""

from typing import NamedTuple

from cosell.accounts.models import Role

DEMO_PASSWORD = "co-sell-demo-2020"
UNFINISHED = "demo-unfinished"  # a file in COSELL_VAR while the demo is being loaded


class DemoSignIn(NamedTuple):
    role: Role
    name: str
    email: str


# The first one of each role is the one that is shown.
DEMO_SIGN_INS = (
    DemoSignIn(Role.PARTNER, "Amélie Marchand", "amelie@contoso.example"),
    DemoSignIn(Role.REVIEWER, "Riley Chen", "riley@microsoft.example"),
    DemoSignIn(Role.PROGRAMME_ADMIN, "Priya Nair", "priya@microsoft.example"),
    DemoSignIn(Role.REVIEWER, "Jonas Weber", "jonas@microsoft.example"),
    DemoSignIn(Role.PROGRAMME_ADMIN, "Martin Okafor", "martin@microsoft.example"),
)


def one_sign_in_per_role() -> list[DemoSignIn]:
    """The first sign-in of each role, in the order of the roles."""
    return [next(each for each in DEMO_SIGN_INS if each.role == role) for role in Role]
