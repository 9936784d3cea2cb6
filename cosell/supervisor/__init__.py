"""Starts and stops the whole product as real processes in one terminal (``manage.py up``)."""
