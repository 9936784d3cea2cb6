"""People, partner organisations and who belongs to which."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INVITATION_DAYS = 14


class Role(models.TextChoices):
    """What a person does here; a partner's rights inside an organisation are the membership's."""

    PARTNER = "partner", _("Partner")
    REVIEWER = "reviewer", _("Reviewer")
    PROGRAMME_ADMIN = "programme_admin", _("Programme admin")


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, role=Role.PROGRAMME_ADMIN, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by the e-mail address they sign in with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.PARTNER)
    language = models.CharField(_("Language"), max_length=2, choices=Language, blank=True)
    theme = models.CharField(_("Theme"), max_length=6, choices=Theme, blank=True)
    is_active = models.BooleanField(_("May sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff_member(self) -> bool:
        """Works for Microsoft: a reviewer or a programme admin."""
        return self.role in {Role.REVIEWER, Role.PROGRAMME_ADMIN}

    @property
    def is_programme_admin(self) -> bool:
        return self.role == Role.PROGRAMME_ADMIN

    @property
    def initials(self) -> str:
        parts = (self.name or self.email).split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


class Partner(models.Model):
    """A partner organisation with its business profile."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Organisation"), max_length=120)
    legal_name = models.CharField(_("Legal name"), max_length=200, blank=True)
    mpn_id = models.CharField(_("MPN ID"), max_length=20, blank=True)
    country = models.CharField(_("Head-office country"), max_length=2, blank=True)
    address = models.TextField(_("Head-office address"), max_length=500, blank=True)
    website = models.URLField(_("Website"), max_length=300, blank=True)
    description = models.TextField(_("Description"), max_length=2000, blank=True)
    contact_name = models.CharField(_("Primary contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("Primary contact's e-mail"), blank=True)
    contact_phone = models.CharField(_("Primary contact's phone"), max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    PROFILE_FIELDS: ClassVar[tuple[str, ...]] = (
        "legal_name",
        "mpn_id",
        "country",
        "address",
        "website",
        "description",
        "contact_name",
        "contact_email",
        "contact_phone",
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def missing_profile_fields(self) -> list[str]:
        return [name for name in self.PROFILE_FIELDS if not getattr(self, name).strip()]

    @property
    def business_profile_complete(self) -> bool:
        return not self.missing_profile_fields


class MemberRole(models.TextChoices):
    OWNER = "owner", pgettext_lazy("member of an organisation", "Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class Membership(models.Model):
    """One person's place in one partner organisation."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Role"), max_length=10, choices=MemberRole, default=MemberRole.EDITOR)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Hidden by this person, for this organisation.
    checklist_hidden_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "partner"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.partner}"

    @property
    def may_edit(self) -> bool:
        return self.role in {MemberRole.OWNER, MemberRole.EDITOR}


def _token() -> str:
    return secrets.token_urlsafe(32)


def _in_two_weeks() -> Any:
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(models.Model):
    """A place in an organisation, offered to an e-mail address. ``email`` is kept in lower case."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail"))
    role = models.CharField(_("Role"), max_length=10, choices=MemberRole, default=MemberRole.EDITOR)
    token = models.CharField(max_length=64, unique=True, default=_token, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(default=_in_two_weeks, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["email"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner", "email"],
                condition=models.Q(accepted_at__isnull=True),
                name="one_open_invitation_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.partner}"
