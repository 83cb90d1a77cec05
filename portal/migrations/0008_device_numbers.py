import uuid

from django.db import migrations, models


def give_numbers(apps, schema_editor):
    for device in apps.get_model("portal", "AppDevice").objects.filter(number=None):
        device.number = uuid.uuid4()
        device.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_changes_of_address")]

    operations = [
        migrations.AddField("appdevice", "number", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_numbers, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("appdevice", "number", models.UUIDField(unique=True, default=uuid.uuid4, editable=False)),
    ]
