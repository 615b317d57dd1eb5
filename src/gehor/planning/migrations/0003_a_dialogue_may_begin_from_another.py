import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planning", "0002_a_dialogue_remembers_its_template"),
    ]

    operations = [
        migrations.AddField(
            model_name="dialogue",
            name="begun_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="planning.dialogue",
            ),
        ),
    ]
