"""Reading a page as a browser does: what a form would post, what stands in it."""

from typing import Any

from lxml import html


def tree_of(response: Any) -> Any:
    """The page's elements; ``response`` is what the test client got."""
    return html.fromstring(response.content.decode())


def text_of(response: Any) -> str:
    """The words of the page, each run of white space one space."""
    return " ".join(str(tree_of(response).text_content()).split())


def form_data(response: Any, *, having: str = "", **changes: Any) -> dict[str, Any]:
    """What a form in the page's main part would post, with ``changes`` typed into it: the first that has this field.

    Several values of one name are a list.
    """
    forms = tree_of(response).xpath("//main//form[@method='post']")
    form = next(each for each in forms if not having or having in each.fields)
    data: dict[str, Any] = {}
    areas = set(form.xpath(".//textarea/@name"))
    for name, value in form.form_values():
        value = value.removeprefix("\n") if name in areas else value  # as browsers read a text area
        if name != "csrfmiddlewaretoken":
            data[name] = [*_listed(data[name]), value] if name in data else value
    return {**data, **changes}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
