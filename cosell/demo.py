"""The demo's sign-ins, one per role: made by ``manage.py seed_demo``, shown by ``manage.py up`` and by the sign-in
page of a demo. They exist in a demo only (setting DEMO).
"""

from dataclasses import dataclass

from cosell.accounts.models import Role

PASSWORD = "co-sell-demo-2020"


@dataclass(frozen=True)
class SignIn:
    role: Role
    email: str
    password: str = PASSWORD


SIGN_INS = (
    SignIn(Role.PARTNER, "partner@cosell.example"),
    SignIn(Role.REVIEWER, "reviewer@cosell.example"),
    SignIn(Role.PROGRAMME_ADMIN, "admin@cosell.example"),
)
