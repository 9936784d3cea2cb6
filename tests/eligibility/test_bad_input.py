"""What is refused at the door, each with its place and its reason, in both languages: in pages and from a terminal."""

import json
import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse

from eligibility import editions
from eligibility.editions import DEFAULT_EDITION, edition_codes, name_in, sound_editions
from eligibility.models import Rulebook
from eligibility.services.assessing import today
from tests.eligibility.building import make_admin, make_draft
from tests.eligibility.rules.samples import complete
from tests.support.pages import text_of

FAULTY = "2025-01-01"
# What is written in place of what, and how the fault is told: its place, then the reason in English and in French.
EDITIONS = {
    "unknown key": (
        'mode = "any"',
        'mode = "any"\ncolour = "red"',
        "revenue.colour",
        ("unknown field", "champ inconnu"),
    ),
    "negative threshold": (
        'usd = "100000"',
        'usd = "-1"',
        "revenue.azure_consumed_revenue.usd",
        ('cannot be negative, found "-1"', 'ne peut pas être négatif, trouvé : "-1"'),
    ),
    "offer type left out": (
        "[offer_types.saas]\nco_sell_option = true\n",
        "[documents.saas]\nco_sell_option = true\n",
        "offer_types.saas",
        ("missing", "manquant"),
    ),
}
FACTS = {
    "float": (
        {"partner__azure_consumed_revenue": [{"month": "2020-10", "usd": 12000.5}]},
        "partner.azure_consumed_revenue[0].usd",
        (
            'expected a decimal string such as "12000.00", found 12000.5',
            'chaîne décimale attendue, par exemple "12000.00", trouvé : 12000.5',
        ),
    ),
    "unknown field": ({"offer__colour": "red"}, "offer.colour", ("unknown field", "champ inconnu")),
}
both_languages = pytest.mark.parametrize("language", ["en", "fr"])


def reason_in(language: str, reasons: tuple[str, str]) -> str:
    return reasons[language == "fr"]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The editions that ship, in a folder to which files are added."""
    for code in edition_codes():
        shutil.copy(editions.FOLDER / f"{code}.toml", tmp_path)
    monkeypatch.setattr(editions, "FOLDER", tmp_path)
    return tmp_path


def write_faulty(folder: Path, old: str, new: str) -> None:
    text = (folder / f"{DEFAULT_EDITION}.toml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1).replace(f'"{DEFAULT_EDITION}"', f'"{FAULTY}"', 1)
    (folder / f"{FAULTY}.toml").write_text(text, encoding="utf-8")


def evaluated(folder: Path, facts: object, *options: str) -> tuple[int, str, list[str]]:
    path, out, err = folder / "facts.json", StringIO(), StringIO()
    path.write_text(json.dumps(facts), encoding="utf-8")
    try:
        call_command("evaluate", str(path), *options, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), plain(err.getvalue()).splitlines()
    return 0, out.getvalue(), []


def admin_in(client: Client, language: str) -> Client:
    admin = make_admin()
    admin.language = language
    admin.save()
    client.force_login(admin)
    return client


# --- An edition -------------------------------------------------------------------------------------------------------


@both_languages
@pytest.mark.parametrize("case", EDITIONS)
def test_command_refuses_a_faulty_edition_with_file_place_and_reason(
    folder: Path, case: str, language: str
) -> None:
    old, new, place, reasons = EDITIONS[case]
    write_faulty(folder, old, new)
    code, out, lines = evaluated(folder, complete(), "--edition", FAULTY, "--language", language)
    assert (code, out) == (2, "")
    assert f"{FAULTY}.toml: {place}: {reason_in(language, reasons)}" in lines


@both_languages
@pytest.mark.parametrize("case", EDITIONS)
@pytest.mark.django_db
def test_page_offers_no_faulty_edition_and_says_place_and_reason(
    client: Client, folder: Path, case: str, language: str
) -> None:
    old, new, place, reasons = EDITIONS[case]
    write_faulty(folder, old, new)
    address = reverse("eligibility:rulebook_draft")
    response = admin_in(client, language).get(address)
    assert f"{place}: {reason_in(language, reasons)}" in plain(text_of(response))
    assert f"edition:{FAULTY}" not in response.content.decode()
    assert f"edition:{DEFAULT_EDITION}" in response.content.decode()
    assert client.post(address, {"source": f"edition:{FAULTY}", "name": "X"}).status_code == 200
    assert Rulebook.objects.count() == 1


@pytest.mark.parametrize("case", EDITIONS)
def test_installation_is_not_migrated_with_a_faulty_edition(folder: Path, case: str) -> None:
    old, new, place, reasons = EDITIONS[case]
    write_faulty(folder, old, new)
    with pytest.raises(SystemCheckError) as refusal:
        call_command("check", stderr=StringIO())
    assert f"(eligibility.E001) eligibility/editions/{FAULTY}.toml: {place}: {reasons[0]}" in str(
        refusal.value
    )


def test_faulty_edition_takes_none_of_the_others_away(folder: Path) -> None:
    (folder / f"{FAULTY}.toml").write_bytes(b'code = "\xff"')
    assert [each.code for each in sound_editions()] == [code for code in edition_codes() if code != FAULTY]
    assert name_in("fr", "September 2020") == "Septembre 2020"
    assert evaluated(folder, complete())[0] == 0
    assert evaluated(folder, complete(), "--edition", FAULTY)[2] == [f"{FAULTY}.toml: $: not UTF-8 text"]


# --- Facts ------------------------------------------------------------------------------------------------------------


@both_languages
@pytest.mark.parametrize("case", FACTS)
def test_command_refuses_faulty_facts_with_place_and_reason(tmp_path: Path, case: str, language: str) -> None:
    changed, place, reasons = FACTS[case]
    code, out, lines = evaluated(tmp_path, complete(**changed), "--language", language)
    assert (code, out, lines) == (2, "", [f"{place}: {reason_in(language, reasons)}"])


# --- A rulebook in the editor -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "field", "typed", "reason"),
    [
        ("en", "acr_usd", "-1", "Ensure this value is greater than or equal to 0."),
        ("fr", "acr_usd", "-1", "Assurez-vous que cette valeur est supérieure ou égale à 0."),
        ("en", "effective_from", "yesterday", "This day lies in the past. Choose today or a later day."),
        (
            "fr",
            "effective_from",
            "yesterday",
            "Cette date est passée. Choisissez aujourd'hui ou un jour ultérieur.",
        ),
    ],
)
def test_page_refuses_it_at_its_field_and_keeps_what_was_typed(
    client: Client, language: str, field: str, typed: str, reason: str
) -> None:
    draft = make_draft(make_admin())
    address = reverse("eligibility:rulebook_section", args=[draft.public_id, "thresholds"])
    form = admin_in(client, language).get(address).context["form"]
    typed = (today() - timedelta(days=1)).isoformat() if typed == "yesterday" else typed
    held = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in held.items() if value is not None and value is not False}
    answer = client.post(address, {**sent, field: typed})
    assert list(answer.context["form"].errors) == [field]
    assert reason in plain(text_of(answer))
    assert f'value="{typed}"' in answer.content.decode()
    assert Rulebook.objects.get(pk=draft.pk).revision == draft.revision
