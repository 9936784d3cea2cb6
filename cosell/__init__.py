"""The Django project and what every app stands on."""

from cosell.celery import app as celery_app

__all__ = ["celery_app"]
