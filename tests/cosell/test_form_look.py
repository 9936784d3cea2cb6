"""How forms are drawn: label, help, errors and conflicts belong to their control."""

import re
from datetime import UTC, datetime

from django import forms
from django.forms import formset_factory

from cosell.forms import Conflict, Picker, RadioCards
from tests.support.look import component


class Sheet(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the contract.")
    note = forms.CharField(label="Note", required=False)
    agreed = forms.BooleanField(label="I agree")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "First"), ("b", "Second")], widget=RadioCards(hints={"a": "The first."})
    )
    countries = forms.MultipleChoiceField(label="Countries", choices=[("NA", "Namibia")], widget=Picker)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form, name: str) -> str:
    return " ".join(form[name].as_field_group().split())


def test_field_ties_help_and_error_to_its_control() -> None:
    html = drawn(Sheet({}), "name")
    assert '<label class="label" for="id_name">Name </label>' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"> As on the contract.' in html
    assert re.search(r'id="id_name_error">.*This field is required\.', html)


def test_field_that_may_stay_empty_says_so() -> None:
    assert '<span class="optional">optional</span>' in drawn(Sheet(), "note")
    assert "optional" not in drawn(Sheet(), "name")


def test_conflict_shows_both_values_and_belongs_to_the_control() -> None:
    form = Sheet({"name": "Mine"})
    vars(form)["conflicts"] = {
        "name": Conflict("Theirs & co", "Jordan", datetime(2020, 11, 12, 10, 42, tzinfo=UTC), "Mine")
    }
    html = drawn(form, "name")
    assert 'aria-describedby="id_name_helptext id_name_conflict"' in html
    assert "Jordan changed this while you were typing." in html
    assert "<dd>Theirs &amp; co</dd>" in html
    assert "<dd>Mine</dd>" in html
    assert "12 Nov 2020, 10:42" in html


def test_checkbox_label_stands_behind_the_box() -> None:
    html = drawn(Sheet(), "agreed")
    assert html.index('type="checkbox"') < html.index("I agree")


def test_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = drawn(Sheet({}), "kind")
    assert html.startswith("<fieldset")
    assert '<legend class="label">Kind </legend>' in html
    assert 'aria-describedby="id_kind_error"' in html
    assert '<span class="radio-card-hint">The first.</span>' in html


def test_picker_keeps_the_code_of_namibia() -> None:
    assert 'value="NA"' in drawn(Sheet(), "countries")


def test_hidden_field_has_no_label() -> None:
    assert drawn(Sheet(), "secret").startswith('<input type="hidden"')


def test_whole_form_shows_errors_of_no_field_first() -> None:
    form = Sheet({})
    form.add_error(None, "Somebody was faster.")
    html = str(form)
    assert html.index("Somebody was faster.") < html.index("id_name")


def test_summary_links_to_each_field_and_to_the_first_of_a_group() -> None:
    html = component("error-summary", form=Sheet({}))
    assert re.findall(r'<a href="#([^"]+)">', html) == ["id_name", "id_agreed", "id_kind_0", "id_countries_0"]


def test_summary_of_a_form_without_errors_is_nothing() -> None:
    assert component("error-summary", form=Sheet()).strip() == ""


def test_summary_of_a_formset_names_each_form() -> None:
    sheets = formset_factory(Sheet, extra=0)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "x", "form-1-name": ""}
    html = component("error-summary", formset=sheets(data))
    assert "#id_form-1-name" in html
    assert '"#id_form-0-name"' not in html
