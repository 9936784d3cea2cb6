"""The styleguide's address, which the product has only while developing, and what its frame leads to."""

from django.urls import path

from cosell.accounts.views.account import set_language, set_theme
from cosell.styleguide import styleguide

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
]
