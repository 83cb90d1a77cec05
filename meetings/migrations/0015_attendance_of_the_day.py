import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether somebody was there, from when to when, and in whose place."""

    dependencies = [
        ("meetings", "0014_slots_that_are_struck"),
    ]

    operations = [
        migrations.AddField(
            model_name="summons",
            name="presence",
            field=models.CharField(
                blank=True,
                choices=[("present", "Present"), ("absent", "Absent"), ("proxy", "A proxy came")],
                default="",
                max_length=7,
            ),
            preserve_default=False,
        ),
        migrations.AddField(model_name="summons", name="came_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(model_name="summons", name="left_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            model_name="summons",
            name="stands_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proxies",
                to="meetings.summons",
            ),
        ),
    ]
