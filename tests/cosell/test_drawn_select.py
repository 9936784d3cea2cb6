"""The list of choices that is drawn without a template is the one that Django draws."""

import pytest
from django import forms
from lxml import html

from cosell.forms import DrawnSelect

CHOICES = [("", "None <b>"), ("a&b", 'In "quotes"'), ("c", "C")]
ATTRIBUTES = {"id": "x", "aria-invalid": "true", "required": True, "disabled": False}


def elements(drawn: str) -> list[tuple[str, dict[str, str], str]]:
    return [
        (each.tag, dict(each.attrib), (each.text or "").strip()) for each in html.fromstring(drawn).iter()
    ]


@pytest.mark.parametrize("value", ["", "a&b", "c", "unknown", None])
def test_it_is_drawn_as_django_draws_it(value: str | None) -> None:
    ours, django_s = (
        widget(choices=CHOICES).render('a "name"', value, ATTRIBUTES)
        for widget in (DrawnSelect, forms.Select)
    )
    assert elements(ours) == elements(django_s)
    assert len(elements(ours)) == 1 + len(CHOICES)
