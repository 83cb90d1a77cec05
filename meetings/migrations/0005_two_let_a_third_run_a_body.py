"""A seat runs its body once a second person agreed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_roster_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="agreed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="appointment",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="seatchange",
            name="what",
            field=models.CharField(
                choices=[
                    ("extended", "Term made longer"),
                    ("ended", "Ended early"),
                    ("changed", "Role changed"),
                    ("agreed", "A second person agreed that they run the body"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_by", models.F("user")), _negated=True),
                    models.Q(("agreed_by", models.F("given_by")), _negated=True),
                ),
                name="two_let_a_third_run_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at", None), ("agreed_by", None)),
                    models.Q(("agreed_at__isnull", False), ("role__in", ("chair", "secretariat"))),
                    _connector="OR",
                ),
                name="who_runs_a_body_is_agreed_to",
            ),
        ),
    ]
