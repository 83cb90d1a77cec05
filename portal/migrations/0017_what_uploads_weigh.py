from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0016_two_people_publish_a_text")]

    operations = [
        migrations.AlterField(model_name="use", name="times", field=models.PositiveBigIntegerField()),
    ]
