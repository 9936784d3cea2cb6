from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows from before have none, and so are compared in full when they are next assessed."""

    dependencies = [("eligibility", "0003_rulebook_workflow")]

    operations = [
        migrations.AddField(
            model_name="offerstatus",
            name="fingerprint",
            field=models.CharField(default="", editable=False, max_length=32),
            preserve_default=False,
        ),
    ]
