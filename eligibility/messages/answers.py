"""A whole answer with its sentences."""

from typing import Any

from eligibility.messages.sentences import message, next_step
from eligibility.rules import Answer, Row


def answer_json(answer: Answer) -> dict[str, Any]:
    """The contract's answer: each row has its ``message`` and ``next_step`` in the active language."""
    rows = [{**row.to_json(), **_sentences(row)} for row in answer.requirements]
    return {
        "status": answer.status,
        "edition": answer.edition,
        "as_of": answer.as_of.isoformat(),
        "requirements": rows,
    }


def _sentences(row: Row) -> dict[str, str]:
    return {"message": message(row), "next_step": next_step(row)}
