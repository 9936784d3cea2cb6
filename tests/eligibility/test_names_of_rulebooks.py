"""A rulebook that ships with the product is called in the reader's language wherever its stored name is read."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cosell.accounts.models import User
from cosell.audit.catalogue import ACTS
from cosell.audit.models import AuditEntry
from cosell.notifications.catalogue import Notice, declared
from cosell.notifications.models import Notification
from cosell.notifications.rendering import mail_of_notification, told
from eligibility.queries import rulebook_in_force
from eligibility.services import rulebooks
from eligibility.services.rulebook_workflow import ACTS_ON_RULEBOOKS
from tests.builders import make_user
from tests.eligibility.building import make_admin, make_draft, make_previewed
from tests.support.pages import text_of, tree_of

SHIPPED, IN_FRENCH = "September 2020", "Septembre 2020"
OF_RULEBOOKS = [notice for notice in declared() if "%(rulebook)s" in f"{notice.title}{notice.body}"]


def speak_french(user: User) -> None:
    user.language = "fr"
    user.save()


@pytest.mark.parametrize("notice", OF_RULEBOOKS, ids=lambda notice: notice.code)
def test_notice_names_it_in_the_reader_s_language(notice: Notice) -> None:
    days = dict.fromkeys(("day", "until"), "2021-02-14")
    row = Notification(code=notice.code, params={"rulebook": SHIPPED, "other": SHIPPED, **days})
    english = told(row)
    with override("fr"):
        french = told(row)
    assert SHIPPED in f"{english.title}{english.body}"
    assert IN_FRENCH in f"{french.title}{french.body}"
    assert SHIPPED not in f"{french.title}{french.body}"


@pytest.mark.django_db
def test_name_that_a_person_typed_is_the_same_in_every_language() -> None:
    row = Notification(code="eligibility.rulebook_in_force", params={"rulebook": "Fiscal year 2021"})
    with override("fr"):
        assert "Fiscal year 2021" in told(row).title


@pytest.mark.django_db
def test_mail_names_it_in_the_language_of_its_reader() -> None:
    user = make_user(language="fr")
    row = Notification(user=user, code="eligibility.rulebook_in_force", params={"rulebook": SHIPPED})
    assert IN_FRENCH in mail_of_notification(row).subject


def concerned(client: Client) -> set[str]:
    """What the rows of the audit log say they concern."""
    return {
        " ".join(cell.text_content().split())
        for cell in tree_of(client.get(reverse("audit:log"))).xpath("//tbody/tr/td[3]")
    }


@pytest.mark.django_db
def test_audit_log_names_it_in_the_reader_s_language_and_stays_as_it_was_sealed(client: Client) -> None:
    admin = make_admin()
    make_previewed(admin, name=SHIPPED)
    AuditEntry.objects.exclude(action__in=ACTS_ON_RULEBOOKS).delete()
    client.force_login(admin)
    english = concerned(client)
    speak_french(admin)
    french = concerned(client)
    assert (SHIPPED in english, SHIPPED in french, IN_FRENCH in french) == (True, False, True)
    assert AuditEntry.objects.filter(action="eligibility.preview_done", subject_label=SHIPPED).exists()


def test_every_act_on_a_rulebook_is_among_those_whose_subject_is_named() -> None:
    others = ("revenue", "competency", "designation", "isvconnectenrolment", "status_changed", "grace_ended")
    of_rulebooks = {
        code
        for code in ACTS
        if code.startswith("eligibility.") and not any(other in code for other in others)
    }
    assert of_rulebooks == set(ACTS_ON_RULEBOOKS)


@pytest.mark.django_db
def test_pages_beside_it_name_it_in_the_reader_s_language(client: Client) -> None:
    admin = make_admin()
    same, draft = make_draft(admin, name="FY21"), rulebooks.draft_from_edition(actor=admin, code="2020-12-02")
    speak_french(admin)
    client.force_login(admin)
    for one in (same, draft):
        page = text_of(client.get(reverse("eligibility:rulebook", args=[one.public_id])))
        assert SHIPPED not in page
    assert IN_FRENCH in text_of(client.get(reverse("eligibility:rulebook", args=[same.public_id])))
    assert rulebook_in_force().name == SHIPPED
