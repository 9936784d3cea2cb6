"""The addresses of the demo's own pages; without a demo each answers 404."""

from django.urls import path

from cosell import demo_views

app_name = "demo"

urlpatterns = [
    path("mail/", demo_views.mails, name="mail"),
    path("mail/<slug:name>/", demo_views.mail, name="mail_read"),
]
