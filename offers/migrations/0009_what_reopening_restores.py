"""What reopening a decision restores: the day on which an offer was stopped before it went live, and what a version replaced.

Versions that were replaced before ``superseded_by`` was kept (0007) are given the next version that was approved.
"""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

WAS_APPROVED = ("approved", "superseded", "revoked")


def name_successors(apps, _schema_editor):
    versions = apps.get_model("offers", "DocumentVersion").objects
    later = versions.filter(
        document=OuterRef("document"), number__gt=OuterRef("number"), state__in=WAS_APPROVED, reviewed_at__isnull=False
    )
    nameless = versions.filter(state="superseded", superseded_by__isnull=True)
    found = nameless.annotate(next=Subquery(later.order_by("number").values("pk")[:1])).exclude(next=None)
    for pk, successor in list(found.values_list("pk", "next")):
        versions.filter(pk=pk).update(superseded_by=successor)


class Migration(migrations.Migration):

    dependencies = [
        ("offers", "0008_specialist_desk"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="stopped_before",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(name_successors, migrations.RunPython.noop),
    ]
