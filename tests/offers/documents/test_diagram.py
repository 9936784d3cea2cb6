"""The pre-check of an architecture diagram."""

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from cosell.demo_programme import papers
from offers.diagram import SERVICES_FILE, DiagramPoint, services_named
from offers.models import DocumentState, DocumentVersion
from offers.services import documents
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast",), ("App Service", "Azure SQL"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Users sign in with Azure AD; data lies in Cosmos DB.",
            ["Azure Active Directory", "Azure Cosmos DB"],
        ),
        ("azure\nfunctions behind APIM", ["Azure API Management", "Azure Functions"]),
        ("An app serviced by functions; we monitor the front-door.", []),
        ("AKSHAY works with VNets", []),
        ("AKS, AKS and AKS", ["Azure Kubernetes Service"]),
        ("", []),
    ],
)
def test_services_named_finds_whole_names_in_any_spelling(text: str, named: list[str]) -> None:
    assert services_named([text]) == named


def test_list_of_services_names_each_once() -> None:
    lines = [line for line in SERVICES_FILE.read_text().splitlines() if line and line[0] != "#"]
    names = [name.strip().lower() for line in lines for name in line.split("|")]

    assert sorted(names) == sorted(set(names))
    assert services_named(lines) == [line.split("|")[0].strip() for line in lines]


def test_checks_keep_the_services_that_a_diagram_names(upload: Upload) -> None:
    diagram = upload(papers.architecture_pdf(PRODUCT), "a.pdf", "architecture_diagram")
    paper = upload(papers.one_pager(PRODUCT), "b.pdf", "customer_wins")

    assert diagram.azure_services == ["Azure App Service", "Azure SQL Database"]
    assert paper.azure_services == []


def test_ticks_are_kept_with_the_version_and_shown(client: Client, editor: User, upload: Upload) -> None:
    diagram = upload(papers.architecture_pdf(PRODUCT), "a.pdf", "architecture_diagram")
    client.force_login(editor)
    address = reverse("offers:diagram_checklist", args=[diagram.public_id])
    told = client.post(address, {"points": ["own_ip", "hosting", "nonsense"]}, follow=True).text
    diagram.refresh_from_db()

    assert diagram.checklist == [DiagramPoint.HOSTING, DiagramPoint.OWN_IP]
    assert "Checklist: 2 of 6" in told
    assert told.count("checked>") == 2


def test_after_the_verdict_ticks_stay_as_they_were(client: Client, editor: User, upload: Upload) -> None:
    diagram = upload(papers.architecture_pdf(PRODUCT), "a.pdf", "architecture_diagram")
    documents.tick_diagram(version=diagram, points=["data"])
    DocumentVersion.objects.update(state=DocumentState.APPROVED)
    client.force_login(editor)
    told = client.post(
        reverse("offers:diagram_checklist", args=[diagram.public_id]), {"points": ["hosting"]}, follow=True
    ).text
    diagram.refresh_from_db()

    assert diagram.checklist == [DiagramPoint.DATA]
    assert "The checklist belongs to a diagram that has no verdict yet." in told
