"""Advisers, observers and proxies; contractors; what becomes of a seat."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_withdrawals_recusals_emergencies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SeatChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("extended", "Term made longer"),
                            ("ended", "Ended early"),
                            ("changed", "Role changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.CharField(max_length=30)),
                ("after", models.CharField(max_length=30)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("moved", "New post or agency"),
                            ("left", "Left the agency"),
                            ("replaced", "Somebody else comes"),
                            ("wish", "At the person's wish"),
                            ("duty", "The duty of secrecy was broken"),
                            ("mistake", "Was entered by mistake"),
                        ],
                        max_length=10,
                    ),
                ),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-changed_at",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="appointment",
            name="one_appointment_per_start",
        ),
        migrations.AddField(
            model_name="appointment",
            name="contractor",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="appointment",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="appointment",
            name="stands_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proxies",
                to="meetings.appointment",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="role",
            field=models.CharField(
                choices=[
                    ("chair", "Chair"),
                    ("secretariat", "Secretariat"),
                    ("member", "Member"),
                    ("adviser", "Adviser"),
                    ("observer", "Observer"),
                    ("proxy", "Proxy"),
                ],
                default="member",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "proxy"), ("stands_for__isnull", False)),
                    models.Q(models.Q(("role", "proxy"), _negated=True), ("stands_for", None)),
                    _connector="OR",
                ),
                name="a_proxy_names_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("body", "user", "starts_on"),
                name="one_appointment_per_start",
            ),
        ),
        migrations.AddField(
            model_name="seatchange",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="seatchange",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="meetings.appointment"
            ),
        ),
    ]
