"""The address of the audit log."""

from django.urls import path

from cosell.audit import views

app_name = "audit"

urlpatterns = [path("programme/audit/", views.log, name="log")]
