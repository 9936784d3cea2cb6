"""Rulebooks are proposed, approved and scheduled; statuses are kept for a while."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eligibility", "0002_first_rulebook"),
        ("offers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GracePeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kept_status",
                    models.CharField(
                        choices=[
                            ("not_ready", "Not ready"),
                            ("co_sell_ready", "Co-sell ready"),
                            ("azure_ip_incentivized", "Azure IP co-sell incentivized"),
                            (
                                "business_applications_incentivized",
                                "Business Applications co-sell incentivized",
                            ),
                        ],
                        max_length=40,
                    ),
                ),
                ("start", models.DateField()),
                ("until", models.DateField()),
                ("warned_at", models.DateTimeField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("over", "The days are over"),
                            ("given_back", "The rules give the status again"),
                            ("lost", "The rulebook before would not give it either"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RulebookStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=20)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reason", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="jobchange",
            name="kept_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="offerstatus",
            name="kept_status",
            field=models.CharField(
                choices=[
                    ("not_ready", "Not ready"),
                    ("co_sell_ready", "Co-sell ready"),
                    ("azure_ip_incentivized", "Azure IP co-sell incentivized"),
                    ("business_applications_incentivized", "Business Applications co-sell incentivized"),
                ],
                max_length=40,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="offerstatus",
            name="kept_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="rulebook",
            name="preview",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="eligibility.rulebookjob",
            ),
        ),
        migrations.AddField(
            model_name="rulebook",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rulebook",
            name="replaced",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="eligibility.rulebook",
            ),
        ),
        migrations.AddField(
            model_name="rulebookjob",
            name="against",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="eligibility.rulebook",
            ),
        ),
        migrations.AddField(
            model_name="rulebook",
            name="grace_days",
            field=models.PositiveSmallIntegerField(
                default=0,
                validators=[django.core.validators.MaxValueValidator(365)],
                verbose_name="Grace period in days",
            ),
        ),
        migrations.AddField(
            model_name="rulebookjob",
            name="as_of",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="rulebookjob",
            name="last_partner_id",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="rulebookjob",
            name="newest_assessment",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="rulebookjob",
            name="stage",
            field=models.CharField(
                choices=[("offers", "Reading offers"), ("telling", "Telling partners")],
                default="offers",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="rulebook",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("proposed", "Proposed"),
                    ("scheduled", "Scheduled"),
                    ("in_force", "In force"),
                    ("superseded", "Superseded"),
                    ("discarded", "Discarded"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebook",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "scheduled")),
                fields=("effective_from",),
                name="one_rulebook_scheduled_a_day",
            ),
        ),
        migrations.AddField(
            model_name="graceperiod",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="grace_periods", to="offers.offer"
            ),
        ),
        migrations.AddField(
            model_name="graceperiod",
            name="rulebook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grace_periods",
                to="eligibility.rulebook",
            ),
        ),
        migrations.AddField(
            model_name="rulebookstep",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rulebookstep",
            name="rulebook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="eligibility.rulebook"
            ),
        ),
        migrations.AddField(
            model_name="offerstatus",
            name="shown",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Coalesce("kept_status", "status"),
                output_field=models.CharField(
                    choices=[
                        ("not_ready", "Not ready"),
                        ("co_sell_ready", "Co-sell ready"),
                        ("azure_ip_incentivized", "Azure IP co-sell incentivized"),
                        ("business_applications_incentivized", "Business Applications co-sell incentivized"),
                    ],
                    max_length=40,
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="graceperiod",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", True)), fields=["until"], name="open_grace_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="graceperiod",
            constraint=models.UniqueConstraint(
                fields=("offer", "rulebook"), name="one_grace_period_a_rulebook"
            ),
        ),
        migrations.AddConstraint(
            model_name="graceperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("start"))), name="grace_ends_after_its_start"
            ),
        ),
        migrations.AddIndex(
            model_name="offerstatus",
            index=models.Index(fields=["shown"], name="offer_by_shown_status"),
        ),
    ]
