"""``manage.py evaluate``: the contract from a terminal. No test here may touch a database."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.eligibility.rules.samples import EDITIONS, OFFER_TYPES, answer_of, complete


class Told(NamedTuple):
    code: int
    out: str
    faults: list[str]

    @property
    def places(self) -> list[str]:
        return [fault.split(": ", 1)[0] for fault in self.faults]


Evaluate = Callable[..., Told]


@pytest.fixture
def evaluate(tmp_path: Path) -> Evaluate:
    """Write the facts (a JSON value, or text as it is) into a file and evaluate it."""

    def run(facts: object, *options: str) -> Told:
        path = tmp_path / "facts.json"
        path.write_text(facts if isinstance(facts, str) else json.dumps(facts), encoding="utf-8")
        return told_of(str(path), *options)

    return run


def told_of(path: str, *options: str) -> Told:
    out, err = StringIO(), StringIO()
    try:
        call_command("evaluate", path, *options, stdout=out, stderr=err)
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    return Told(code, out.getvalue(), err.getvalue().splitlines())


# --- Answers --------------------------------------------------------------------------------------------------


def test_one_object_gives_one_answer(evaluate: Evaluate) -> None:
    told = evaluate(complete())
    answer = json.loads(told.out)
    assert (told.code, told.faults) == (0, [])
    assert list(answer) == ["status", "edition", "as_of", "requirements"]
    assert (answer["status"], answer["edition"], answer["as_of"]) == (
        "azure_ip_incentivized",
        "2020-09-15",
        "2020-11-15",
    )


def test_a_list_gives_a_list_in_its_order(evaluate: Evaluate) -> None:
    answers = json.loads(evaluate([complete(), complete(contacts=[]), complete(offer__type="saas")]).out)
    assert [answer["status"] for answer in answers] == [
        "azure_ip_incentivized",
        "not_ready",
        "azure_ip_incentivized",
    ]


def test_a_list_of_one_gives_a_list_of_one(evaluate: Evaluate) -> None:
    assert len(json.loads(evaluate([complete()]).out)) == 1


def test_an_empty_list_gives_an_empty_list(evaluate: Evaluate) -> None:
    told = evaluate("[]")
    assert (told.code, json.loads(told.out), told.faults) == (0, [], [])


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_named_edition_answers_whatever_the_day(evaluate: Evaluate, edition: str) -> None:
    facts = [complete(offer__type=offer_type) for offer_type in OFFER_TYPES]
    answers = json.loads(evaluate(facts, "--edition", edition).out)
    for value, answer in zip(facts, answers, strict=True):
        expected: Any = answer_of(value, edition).to_json()
        for row in answer["requirements"]:
            assert row.pop("message")
            assert row.pop("next_step") == ""
        assert answer == expected


def test_the_default_edition_is_the_seeds_even_years_later(evaluate: Evaluate) -> None:
    assert json.loads(evaluate(complete(as_of="2024-01-01")).out)["edition"] == "2020-09-15"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The offer is not live in the marketplace."),
        ("fr", "L'offre n'est pas en ligne sur la Place de marché."),
    ],
)
def test_sentences_come_in_the_language_asked_for(evaluate: Evaluate, language: str, said: str) -> None:
    answer = json.loads(evaluate(complete(offer__published=False), "--language", language).out)
    row = answer["requirements"][0]
    assert (row["code"], row["state"], row["message"]) == ("offer_published", "unmet", said)
    assert row["next_step"]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(complete()), encoding="utf-8-sig")
    assert told_of(str(path)).code == 0


# --- Faults ---------------------------------------------------------------------------------------------------


def test_faults_leave_standard_output_empty(evaluate: Evaluate) -> None:
    told = evaluate([complete(), complete(offer__paid="yes")])
    assert told == (2, "", ['[1].offer.paid: expected true or false, found "yes"'])


def test_all_faults_are_told_at_once_one_a_line(evaluate: Evaluate) -> None:
    told = evaluate(
        [complete(offer__type="app", as_of="x"), 5, complete(extra="line\nbreak")],
        "--edition",
        "2019-01-01",
        "--language",
        "de",
    )
    assert (told.code, told.out) == (2, "")
    assert told.places == ["--edition", "--language", "[0].as_of", "[0].offer.type", "[1]", "[2].extra"]


def test_an_unknown_edition_names_the_known_ones(evaluate: Evaluate) -> None:
    assert evaluate(complete(), "--edition", "2019").faults == [
        '--edition: unknown code "2019"; known are: 2020-09-02, 2020-09-15, 2020-12-02, 2021-02-24, 2023-08-24'
    ]


@pytest.mark.parametrize("edition", ["", "../editions/2020-09-15", "2020-09-15\n", "2020-09-15.toml"])
def test_nothing_but_a_code_names_an_edition(evaluate: Evaluate, edition: str) -> None:
    told = evaluate(complete(), f"--edition={edition}")
    assert (told.code, told.places) == (2, ["--edition"])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"as_of": "2020-11-15", "as_of": "2020-11-15"}', ["as_of", "partner", "offer"]),
        ('{"offer": {"paid": true, "paid": false}}', None),
    ],
)
def test_a_repeated_key_is_a_fault_in_its_place(
    evaluate: Evaluate, text: str, places: list[str] | None
) -> None:
    told = evaluate(text)
    repeated = [fault for fault in told.faults if fault.endswith("given more than once")]
    assert (told.code, told.out) == (2, "")
    assert repeated == [f"{'offer.paid' if places is None else 'as_of'}: given more than once"]


def test_a_repeated_key_is_found_deep_in_a_list(evaluate: Evaluate) -> None:
    text = json.dumps([complete(), complete()])
    at = text.rindex('"usd": "100000.00"')
    told = evaluate(f'{text[:at]}"usd": "1", {text[at:]}')
    assert told.faults == ["[1].offer.billed_revenue[0].usd: given more than once"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "100000.00", "5", "9" * 5000])
def test_a_number_is_no_money(evaluate: Evaluate, number: str) -> None:
    text = json.dumps(complete()).replace('"usd": "100000.00"', f'"usd": {number}')
    told = evaluate(text)
    assert (told.code, told.out) == (2, "")
    assert told.places == ["partner.azure_consumed_revenue[0].usd", "offer.billed_revenue[0].usd"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON (line 1, column 1: Expecting value)"),
        ("{", "not JSON (line 1, column 2: Expecting property name enclosed in double quotes)"),
        ("[1,\n2,]", "not JSON (line 2, column 3: "),
        ('{"a": 1} {}', "not JSON (line 1, column 10: Extra data)"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_text_that_is_not_json_is_one_line(
    evaluate: Evaluate, tmp_path: Path, text: str, reason: str
) -> None:
    told = evaluate(text)
    assert (told.code, told.out, len(told.faults)) == (2, "", 1)
    assert told.faults[0].startswith(f"{tmp_path / 'facts.json'}: {reason}")


@pytest.mark.parametrize("text", ["5", '"facts"', "null", "true"])
def test_facts_are_an_object_or_a_list(evaluate: Evaluate, text: str) -> None:
    told = evaluate(text)
    assert (told.code, told.out, told.places) == (2, "", ["$"])


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    assert told_of(str(path)) == (2, "", [f"{path}: cannot be read: No such file or directory"])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert told_of(str(tmp_path)) == (2, "", [f"{tmp_path}: cannot be read: Is a directory"])


def test_a_path_with_a_nul_is_no_file() -> None:
    told = told_of("a\0b")
    assert (told.code, told.out, len(told.faults)) == (2, "", 1)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'{"as_of": "\xe9"}', b"\x80"])
def test_bytes_that_are_not_utf_8_are_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(content)
    assert told_of(str(path)) == (2, "", [f"{path}: not UTF-8 text"])


def test_an_unreadable_file_and_an_unknown_edition_are_told_together(tmp_path: Path) -> None:
    told = told_of(str(tmp_path / "none.json"), "--edition", "x")
    assert told.places == ["--edition", str(tmp_path / "none.json")]


def test_faults_are_told_in_french(evaluate: Evaluate) -> None:
    told = evaluate(complete(offer__paid=None), "--language", "fr")
    assert [fault.replace("\u00a0", " ") for fault in told.faults] == [
        "offer.paid: true ou false attendu, trouvé : null"
    ]


def test_a_half_character_is_shown_without_a_fault_of_ours(evaluate: Evaluate) -> None:
    told = evaluate('{"\\ud800": "\\ud800", "as_of": "\\ud800"}')
    assert told.code == 2
    assert 'as_of: expected a date such as 2020-11-15, found "\\ud800"' in told.faults
    assert '["\\ud800"]: unknown field' in told.faults


# --- As a process ---------------------------------------------------------------------------------------------


def run_process(path: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """In an installation whose database cannot be reached and whose translations nobody has compiled."""
    return subprocess.run(
        [sys.executable, "manage.py", "evaluate", str(path), *options],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_fresh_installation_without_database_answers_in_french(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(complete()), encoding="utf-8")
    for encoding in ("utf-8", "ascii"):
        done = run_process(
            path, "--language", "fr", COSELL_VAR=str(tmp_path / "var"), PYTHONIOENCODING=encoding
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert (
            json.loads(done.stdout)["requirements"][0]["message"]
            == "L'offre est en ligne sur la Place de marché."
        )


def test_a_fault_ends_the_process_with_2(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"as_of": 5}', encoding="utf-8")
    done = run_process(path, COSELL_VAR=str(tmp_path / "var"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert [line.split(": ")[0] for line in done.stderr.decode().splitlines()] == [
        "as_of",
        "partner",
        "offer",
    ]
