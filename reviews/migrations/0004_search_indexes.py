"""Trigram indexes for search, where the database knows them: SQLite reads through the short columns instead."""

from typing import Any

from django.db import migrations

COLUMNS = (
    ("accounts_partner", "name"),
    ("accounts_partner", "legal_name"),
    ("accounts_partner", "mpn_id"),
    ("offers_offer", "name"),
    ("offers_documentversion", "original_name"),
)
AVAILABLE = "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"


def create(_apps: Any, schema_editor: Any) -> None:
    """Without the extension search is right all the same, only slower."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(AVAILABLE)
        if not cursor.fetchone():
            return
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for table, column in COLUMNS:
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {table}_{column}_words ON {table}"
                f" USING gin (upper({column}::text) gin_trgm_ops)"
            )


def drop(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for table, column in COLUMNS:
            cursor.execute(f"DROP INDEX IF EXISTS {table}_{column}_words")


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0003_clocks"),
        ("accounts", "0002_membership_checklist"),
        ("offers", "0003_documents_on_their_way"),
    ]
    operations = [migrations.RunPython(create, drop)]
