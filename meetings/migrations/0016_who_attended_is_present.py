from typing import Any

from django.db import migrations


def to_presence(apps: Any, _editor: Any) -> None:
    """What was recorded at freezing, in the new words."""
    rows = apps.get_model("meetings", "Summons").objects
    rows.filter(attended=True).update(presence="present")
    rows.filter(attended=False).update(presence="absent")


def to_attended(apps: Any, _editor: Any) -> None:
    """And back; for whom a proxy came was not there."""
    rows = apps.get_model("meetings", "Summons").objects
    rows.filter(presence="present").update(attended=True)
    rows.filter(presence__in=("absent", "proxy")).update(attended=False)


class Migration(migrations.Migration):
    """Data only; the next one takes the old column away."""

    dependencies = [
        ("meetings", "0015_attendance_of_the_day"),
    ]

    operations = [
        migrations.RunPython(to_presence, to_attended),
    ]
