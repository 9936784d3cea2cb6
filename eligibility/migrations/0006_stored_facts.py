from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows from before have none, and so are read when they are next assessed."""

    dependencies = [("eligibility", "0005_status_warning")]

    operations = [
        migrations.AddField(
            model_name="offerstatus",
            name=name,
            field=models.TextField(default="", editable=False),
            preserve_default=False,
        )
        for name in ("offer_facts", "partner_facts")
    ]
