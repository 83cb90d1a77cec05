"""Whoever ran a body before two had to vouch for it goes on running it: agreed to now, by nobody in particular."""

from django.db import migrations
from django.utils import timezone


def agree(apps, schema_editor):
    """All chairs and secretariats of today and of later."""
    seats = apps.get_model("meetings", "Appointment").objects.filter(role__in=("chair", "secretariat"))
    seats.filter(agreed_at=None).update(agreed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_two_let_a_third_run_a_body")]
    # going back takes the column away with what stands in it
    operations = [migrations.RunPython(agree, migrations.RunPython.noop, elidable=True)]
