"""The addresses of what a person is told."""

from django.urls import path

from cosell.notifications import views

app_name = "notifications"

urlpatterns = [
    path("notifications/", views.notifications, name="list"),
    path("notifications/count/", views.count, name="count"),
    path("notifications/read/", views.read_all, name="read_all"),
    path("notifications/<uuid:notification_id>/", views.follow, name="follow"),
]
