"""Every address of the product. The rooms bring their own; the order matters only where paths overlap."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from cosell.accounts.views.account import set_language, set_theme
from cosell.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("demo/", include("cosell.demo_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("", include("cosell.accounts.urls")),
    path("", include("cosell.notifications.urls")),
    path("", include("cosell.audit.urls")),
    path("", include("offers.urls")),
    path("", include("eligibility.urls")),
    path("", include("reviews.urls")),
]

handler400 = "cosell.error_pages.bad_request"
handler403 = "cosell.error_pages.permission_denied"
handler500 = "cosell.error_pages.server_error"
handler429 = "cosell.error_pages.too_many_requests"  # allauth looks for it here

if settings.DEBUG:
    from cosell.styleguide import styleguide

    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]
