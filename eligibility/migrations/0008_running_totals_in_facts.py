from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("eligibility", "OfferStatus").objects.exclude(offer_facts="").update(
        offer_facts="", partner_facts=""
    )


class Migration(migrations.Migration):
    """Stored facts hold running totals of revenue, not amounts; they are read anew when the offer is next assessed."""

    dependencies = [("eligibility", "0007_sales_countries_in_facts")]

    operations = [migrations.RunPython(forget, forget)]
