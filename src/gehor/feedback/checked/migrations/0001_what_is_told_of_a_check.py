import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("checking", "0001_the_participants_check"),
        ("people", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('refused', models.CharField(blank=True, max_length=200)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checking.check')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
                ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checking.reply')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('reply__isnull', True)), fields=('participant', 'about'), name='told_once_that_a_check_is_open'), models.UniqueConstraint(condition=models.Q(('reply__isnull', False)), fields=('participant', 'reply'), name='told_once_of_an_answer')],
            },
        ),
    ]
