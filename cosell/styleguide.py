"""The living page of all components in all their states; there only while developing (DEBUG)."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import trigger_client_event

from cosell.charts import BarChart, Point, bar_chart
from cosell.forms import Conflict, Picker, RadioCards
from cosell.styleguide_states import DOCUMENTS, TONES
from cosell.templatetags.look import STATUS_LOOKS

SAMPLE_TIME = datetime(2020, 11, 12, 10, 42, tzinfo=UTC)
COUNTRIES = {
    "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland",
    "CZ": "Czechia", "DE": "Germany", "DK": "Denmark", "ES": "Spain", "FI": "Finland", "FR": "France",
    "GB": "United Kingdom", "GR": "Greece", "HU": "Hungary", "IE": "Ireland", "IL": "Israel", "IN": "India",
    "IT": "Italy", "JP": "Japan", "KR": "Korea", "LU": "Luxembourg", "MX": "Mexico", "MY": "Malaysia",
    "NA": "Namibia", "NL": "Netherlands", "NO": "Norway", "NZ": "New Zealand", "PL": "Poland", "PT": "Portugal",
    "RO": "Romania", "SE": "Sweden", "SG": "Singapore", "SK": "Slovakia", "TR": "Turkey", "US": "United States",
}  # fmt: skip
MISSING = {"GR", "RO"}
MONTHLY = [28, 30, 34, 33, 40, 42, 45, 50, 54, 56, 62, 68]
REFUNDED = [28, 30, -12, 33, 40, 42, -5, 50, 54, 56, 62, 68]
MONTHS = ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
OFFER_TYPES = [("saas", "Software as a service"), ("azure_virtual_machine", "Azure Virtual Machine")]
FRAMES = {
    "desk": "styleguide/desk.html",
    "signed_out": "styleguide/signed_out.html",
    **{code: f"{code}.html" for code in ("400", "403", "404", "413", "429", "500", "503", "403_csrf")},
}
THREAD = [
    {"at": SAMPLE_TIME, "title": "Submission 1 published", "who": "Amélie Marchand", "icon": "send"},
    {
        "at": SAMPLE_TIME,
        "title": "Riley Bennett",
        "who": "Microsoft",
        "side": "microsoft",
        "word": "Question",
        "tone": "warning",
        "icon": "circle-question-mark",
        "text": "Which of the two data bases runs on Azure?",
    },
    {
        "at": SAMPLE_TIME,
        "title": "Amélie Marchand",
        "who": "Partner",
        "side": "partner",
        "word": "Answer",
        "tone": "brand",
        "icon": "reply",
        "text": "Both of them.",
    },
]
OFFERS = [
    {"name": f"Contoso Insights {number}", "type": "Software as a service", "revenue": f"USD {number},450"}
    for number in range(1, 64)
]


class SampleForm(forms.Form):
    """One field of each kind, some of them wrong."""

    name = forms.CharField(label="Offer name", max_length=50)
    landing_page = forms.URLField(
        label="Solution landing page",
        help_text="The page that describes this offer, not your home page.",
        assume_scheme="https",
    )
    summary = forms.CharField(label="Summary", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    share = forms.DecimalField(label="Share of the infrastructure on Azure", max_value=100, required=False)
    available = forms.DateField(
        label="In force from", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    reason = forms.ChoiceField(
        label="Reason", choices=[("", "Choose…"), ("home_page", "Landing page does not describe the offer")]
    )
    paid = forms.BooleanField(label="Customers pay for this offer", required=False)
    offer_type = forms.ChoiceField(
        label="Offer type",
        choices=OFFER_TYPES,
        widget=RadioCards(
            hints={"saas": "Customers use it in your cloud.", "azure_virtual_machine": "An image."}
        ),
    )
    segments = forms.MultipleChoiceField(
        label="Market segments",
        choices=[
            ("smb", "SMB, under 500 employees"),
            ("corporate", "Corporate"),
            ("enterprise", "Enterprise"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    countries = forms.MultipleChoiceField(
        label="Countries", choices=list(COUNTRIES.items()), widget=Picker, required=False
    )
    alias = forms.CharField(label="Alias, given by us", initial="contoso-insights", disabled=True)
    address = forms.CharField(
        label="Address, to be copied",
        initial="https://offers.example/insights",
        widget=forms.TextInput(attrs={"readonly": True}),
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component.

    ``?frame=desk`` (or signed_out, 400, 403, 404, 500, 403_csrf) shows another frame, ``?toast=1`` answers htmx with a
    toast, ``?message=1`` shows message bars, ``?form=clean`` the form without faults.
    """
    if "toast" in request.GET:
        return trigger_client_event(
            HttpResponse(status=204), "toast", {"tone": "success", "text": "Draft saved"}
        )
    if "message" in request.GET:
        messages.success(request, "The draft was saved.")
        messages.error(request, "The file was not taken: it is empty.")
    template = FRAMES.get(request.GET.get("frame", ""), "styleguide/styleguide.html")
    return render(request, template, _samples(request))


def _samples(request: HttpRequest) -> dict[str, Any]:
    return {
        "statuses": [{"code": code, "label": code.replace("_", " ").capitalize()} for code in STATUS_LOOKS],
        "tones": ["neutral", "brand", "success", "warning", "danger"],
        "bar_tones": TONES,
        "crumbs": [{"label": "Commercial Marketplace", "url": "#"}, {"label": "Overview", "url": "#"}],
        "tabs": _tabs(),
        "ladder": _ladder(),
        "steps": _steps(),
        "cells": [{"code": c, "name": n, "covered": c not in MISSING} for c, n in COUNTRIES.items()],
        "faulty": _faulty_cells(),
        "chart": _chart(MONTHLY, threshold=60),
        "charts": [_chart(MONTHLY), _chart(REFUNDED, threshold=60), _chart([0] * len(MONTHS))],
        "form": SampleForm() if request.GET.get("form") == "clean" else _wrong_form(),
        "page": Paginator(OFFERS, 5).get_page(request.GET.get("page", "2")),
        "nothing": Paginator([], 5).get_page(1),
        "renewed": Paginator(OFFERS[:3], 3).get_page(1),
        "at": SAMPLE_TIME,
        "thread": THREAD,
        "cards": [{"value": code, "label": label, "hint": "A sentence."} for code, label in OFFER_TYPES],
        "document_states": DOCUMENTS,
        "about": _about(),
        "checklist": _checklist(),
    }


def _tabs() -> list[dict[str, object]]:
    return [
        {"label": "Listing", "url": "#listing", "current": False},
        {"label": "Documents", "url": "#documents", "current": True, "count": "1 to fix", "tone": "warning"},
        {"label": "Contacts", "url": "#contacts", "current": False, "count": "2 countries", "tone": "danger"},
    ]


def _faulty_cells() -> list[dict[str, Any]]:
    problem = {"message": "“UK” is not a country code.", "is_mendable": True, "mended_by": "Use GB"}
    flaw = {"key": "2:countries:country:UK", "problem": problem, "others": 11, "total": 12}
    sound = {"key": "c2-name", "name": "cell-2-name", "label": "Name", "value": "Ada Blum", "flaws": []}
    return [
        sound,
        {
            "key": "c2-countries",
            "name": "cell-2-countries",
            "label": "Countries",
            "value": "UK, FR",
            "flaws": [flaw],
        },
    ]


def _ladder() -> list[dict[str, str]]:
    return [
        {"label": "Not ready", "sub": "Published 4 Sep 2020", "state": "done"},
        {"label": "Co-sell ready", "sub": "Since 21 Oct 2020 · approved by review #2", "state": "current"},
        {"label": "Azure IP co-sell incentivized", "sub": "2 of 4 requirements left", "state": "todo"},
    ]


def _steps() -> list[dict[str, str]]:
    return [
        {"label": "Your organisation", "state": "done", "url": "#"},
        {"label": "Business profile", "state": "current"},
        {"label": "First offer", "state": "todo"},
    ]


def _chart(values: list[int], *, threshold: int | None = None) -> BarChart:
    points = [
        Point(label=month, value=Decimal(value), shown=f"USD {value},000", forecast=month in ("Oct", "Nov"))
        for month, value in zip(MONTHS, values, strict=True)
    ]
    return bar_chart(
        points,
        title="Azure Consumed Revenue by month",
        description=f"From USD {values[0]},000 in December to USD {values[-1]},000 in November.",
        label_heading="Month",
        value_heading="Revenue",
        threshold=None if threshold is None else Decimal(threshold),
        threshold_label="needed pace",
    )


def _wrong_form() -> SampleForm:
    form = SampleForm(
        {
            "name": "Contoso Insights",
            "landing_page": "nowhere",
            "share": "101",
            "countries": ["FR"],
            "address": "https://offers.example/insights",
        }
    )
    form.conflicts = {  # type: ignore[attr-defined]  # any form may carry it (cosell.forms)
        "name": Conflict("Contoso Insights Pro", "Jordan Ruiz", SAMPLE_TIME, "Contoso Insights")
    }
    return form


def _checklist() -> list[dict[str, object]]:
    return [
        {"label": "Complete the business profile", "done": True},
        {
            "label": "Invite a colleague",
            "hint": "Editors change offers.",
            "optional": True,
            "url": "#checklist",
        },
        {"label": "Create your first offer", "hint": "Its type and name.", "who": "Amélie Marchand"},
    ]


def _about() -> dict[str, str]:
    return {
        "title": "Azure Consumed Revenue",
        "explanation": "Revenue from Azure services that your customers consumed, over the last 12 ended months.",
        "decided_by": "Microsoft's programme team, who enters it.",
        "reading": "Either of the two revenue figures is enough.",
        "source": "Partner Center, 15 September 2020",
    }
