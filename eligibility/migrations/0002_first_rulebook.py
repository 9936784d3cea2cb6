"""A new installation has the default edition in force."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from eligibility.editions import DEFAULT_EDITION, load_edition


def put_default_edition_in_force(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rulebook = apps.get_model("eligibility", "Rulebook")
    if rulebook.objects.filter(state="in_force").exists():
        return
    edition = load_edition(DEFAULT_EDITION)
    rulebook.objects.create(
        name=edition.name.en,
        edition=edition.code,
        data=edition.to_data(),
        state="in_force",
        effective_from=date.fromisoformat(edition.code),
        in_force_at=timezone.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0001_initial")]

    operations = [migrations.RunPython(put_default_edition_in_force, migrations.RunPython.noop)]
