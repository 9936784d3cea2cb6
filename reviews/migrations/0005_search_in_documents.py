"""The trigram index of what stands in documents; see the migration before."""

from typing import Any

from django.db import migrations

COLUMNS = (("offers_documenttext", "text"),)
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
    dependencies = [("reviews", "0004_search_indexes"), ("offers", "0004_text_of_documents")]
    operations = [migrations.RunPython(create, drop)]
