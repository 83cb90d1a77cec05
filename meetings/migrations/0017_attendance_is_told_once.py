from django.db import migrations, models


class Migration(migrations.Migration):
    """The column that said it before goes: two could disagree."""

    dependencies = [
        ("meetings", "0016_who_attended_is_present"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="summons", name="who_was_there_stays_called"),
        migrations.RemoveField(model_name="summons", name="attended"),
        migrations.AddConstraint(
            model_name="summons",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at__isnull", True), ("presence", ""), _connector="OR"),
                name="who_was_there_stays_called",
            ),
        ),
        migrations.AddConstraint(
            model_name="summons",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("presence", "present"),
                    models.Q(("came_at", None), ("left_at", None)),
                    _connector="OR",
                ),
                name="who_was_there_came_and_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="summons",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("came_at", None), ("left_at", None), ("left_at__gt", models.F("came_at")), _connector="OR"
                ),
                name="one_leaves_after_one_came",
            ),
        ),
    ]
