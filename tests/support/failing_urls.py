"""The product's addresses, and some that fail as a fault of our own would."""

from typing import Any

from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from cosell import urls
from cosell.urls import handler400, handler403, handler429, handler500

__all__ = ["handler400", "handler403", "handler429", "handler500"]


def broken(_request: Any) -> HttpResponse:
    raise ZeroDivisionError("a secret of ours")


def gone(_request: Any) -> HttpResponse:
    raise OperationalError("could not connect to server")


urlpatterns = [path("broken/", broken), path("gone/", gone), *urls.urlpatterns]
