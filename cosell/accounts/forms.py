"""The forms of signing in, of accounts and of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cosell.accounts import services
from cosell.accounts.models import Invitation, Language, MemberRole, Partner, Role, User
from cosell.concurrent_forms import ConcurrentModelForm
from cosell.locations import country_codes, country_name

PASSWORD_HELP = _("At least 12 characters. A few words in a row are easy to remember and hard to guess.")
LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "password1": _("Password"),
    "oldpassword": _("Current password"),
}
NAME_LABEL = _("Your name")
NAME_HELP = _("As colleagues and Microsoft's reviewers read it beside what you do.")
HELP = {
    "password1": PASSWORD_HELP,
    "email": _("You sign in with it, and mails go there. It is verified by a link that is sent to it."),
}


class _OnOurFrame:
    """Allauth's forms with our words: labels instead of placeholders, a password asked once."""

    fields: dict[str, forms.Field]
    own_labels: ClassVar[Mapping[str, Any]] = {}
    own_help: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = {**LABELS, **self.own_labels}.get(name, field.label)
            if name in LABELS:
                field.help_text = {**HELP, **self.own_help}.get(name, "")


class LoginForm(_OnOurFrame, allauth_forms.LoginForm):
    pass


class SignupForm(_OnOurFrame, allauth_forms.SignupForm):
    """A new account. The language is the page's (see the adapter)."""

    name = forms.CharField(
        label=NAME_LABEL,
        max_length=120,
        help_text=NAME_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order: ClassVar[list[str]] = ["name", "email", "password1"]


class ResetPasswordForm(_OnOurFrame, allauth_forms.ResetPasswordForm):
    own_help: ClassVar[Mapping[str, Any]] = {
        "email": _("The address you sign in with. A link to choose a new password is sent to it.")
    }


class ResetPasswordKeyForm(_OnOurFrame, allauth_forms.ResetPasswordKeyForm):
    own_labels: ClassVar[Mapping[str, Any]] = {"password1": _("New password")}


class ChangePasswordForm(_OnOurFrame, allauth_forms.ChangePasswordForm):
    own_labels: ClassVar[Mapping[str, Any]] = {"password1": _("New password")}


class SetPasswordForm(_OnOurFrame, allauth_forms.SetPasswordForm):
    own_labels: ClassVar[Mapping[str, Any]] = {"password1": _("New password")}


class AddEmailForm(_OnOurFrame, allauth_forms.AddEmailForm):
    own_labels: ClassVar[Mapping[str, Any]] = {"email": _("New e-mail")}


class ReauthenticateForm(_OnOurFrame, allauth_forms.ReauthenticateForm):
    pass


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        help_text=_("As your colleagues call it. The legal name comes with the business profile."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class BusinessProfileForm(ConcurrentModelForm):
    """Every field but the name may be saved empty; the profile is complete once none is."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        help_text=_("As it is shown throughout these pages."),
    )
    country = forms.ChoiceField(
        label=_("Head-office country"), required=False, help_text=_("Where the organisation is registered.")
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=300,
        help_text=_("Your organisation's own, such as https://www.contoso.com."),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    mpn_id = forms.CharField(
        label=_("MPN ID"),
        required=False,
        help_text=_("Your Microsoft Partner Network ID: digits only, such as 4567890."),
        validators=[RegexValidator(r"^\d{1,20}\Z", _("An MPN ID has digits only, such as 4567890."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        max_length=20,
    )
    contact_phone = forms.CharField(
        label=_("Primary contact's phone"),
        required=False,
        max_length=40,
        help_text=_("With the country code, such as +33 1 23 45 67 89."),
        validators=[
            RegexValidator(
                r"^\+?[\d\s().\-/]{5,}(?:\s*(?:x|ext\.?)\s*\d+)?\Z",
                _("Enter a phone number with the country code, such as +33 1 23 45 67 89."),
            )
        ],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    class Meta:
        model = Partner
        fields: ClassVar = ["name", *Partner.PROFILE_FIELDS]
        widgets: ClassVar = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts: ClassVar = {
            "legal_name": _("As it stands in the register of companies."),
            "address": _("Street, postcode and city of the head office."),
            "description": _("What you do and for whom, in a few sentences. Microsoft's sellers read it."),
            "contact_name": _("Whom Microsoft writes to about the programme."),
            "contact_email": _("This person's own address rather than a shared one."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(((code, country_name(code)) for code in country_codes()), key=itemgetter(1))
        country = self.fields["country"]
        if isinstance(country, forms.ChoiceField):
            country.choices = [("", _("Choose a country")), *names]
        for name in Partner.PROFILE_FIELDS:
            vars(self.fields[name])["needed_later"] = (
                True  # the field template then does not call it optional
            )

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        services.change_business_profile(actor=actor, partner=self.instance, changes=changes)


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The link in the mail is good for two weeks, and for this address alone."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=MemberRole.choices,
        initial=MemberRole.EDITOR,
        help_text=_("Owners manage members; editors change offers and publish; viewers read."),
    )

    def invite(self, *, actor: User, partner: Partner) -> Invitation | None:
        """Send it; None if it is refused, with the reason at its field."""
        try:
            return services.invite(actor=actor, partner=partner, **self.cleaned_data)
        except forms.ValidationError as refusal:
            self.add_error(None, refusal)
            return None


class AccountForm(forms.Form):
    name = forms.CharField(
        label=NAME_LABEL,
        max_length=120,
        help_text=NAME_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Language.choices,
        help_text=_("Of the pages you read and of the mails you get."),
    )


class UserForm(forms.Form):
    """What a programme admin changes of somebody else's account."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        help_text=_(
            "Partners work for their organisations; reviewers and programme admins work for Microsoft."
        ),
    )


class UserFilter(forms.Form):
    """The filters of the list of users, as they stand in its address. What does not fit filters nothing."""

    q = forms.CharField(
        label=_("Name or e-mail"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("active", _("May sign in")), ("inactive", _("Deactivated"))],
    )
