from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("eligibility", "OfferStatus").objects.exclude(offer_facts="").update(
        offer_facts="", partner_facts=""
    )


class Migration(migrations.Migration):
    """The text of an offer's facts has another form; they are read anew when the offer is next assessed."""

    dependencies = [("eligibility", "0006_stored_facts")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
