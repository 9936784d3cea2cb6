"""Tests; `python -m tests` runs every part of them."""
