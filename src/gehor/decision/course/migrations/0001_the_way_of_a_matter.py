import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("analysis", "0001_the_river_begins"),
        ("decision", "0001_the_river_begins"),
        ("organisations", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('section', models.CharField(max_length=20)),
                ('came_to', models.CharField(choices=[('prepared', 'Prepared'), ('postponed', 'Postponed'), ('returned', 'Returned')], max_length=20)),
                ('says', models.JSONField(blank=True, default=dict)),
                ('minutes_url', models.URLField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='analysis.finding')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['held_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('finding', 'body', 'held_on'), name='a_meeting_takes_up_a_finding_once_and_for_all')],
            },
        ),
        migrations.CreateModel(
            name='Onward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receiver', models.CharField(max_length=200)),
                ('day', models.DateField()),
                ('reference_number', models.CharField(blank=True, max_length=60)),
                ('expected_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('met', 'met'), ('partly_met', 'partly_met'), ('not_met', 'not_met'), ('under_way', 'under_way'), ('referred', 'referred'), ('outside_mandate', 'outside_mandate')], max_length=20)),
                ('says', models.JSONField(blank=True, default=dict)),
                ('referred_to', models.CharField(blank=True, max_length=200)),
                ('minutes_url', models.URLField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='onward', to='decision.decision')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('expected_on', None), ('expected_on__gte', models.F('day')), _connector='OR'), name='nothing_is_expected_before_it_is_sent'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'referred'), _negated=True), models.Q(('referred_to', ''), _negated=True), _connector='OR'), name='what_is_sent_on_names_its_receiver')],
            },
        ),
    ]
