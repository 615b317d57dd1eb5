import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("analysis", "0001_the_river_begins"),
        ("organisations", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_because', models.JSONField(blank=True, default=dict)),
                ('outcome', models.CharField(choices=[('met', 'met'), ('partly_met', 'partly_met'), ('not_met', 'not_met'), ('under_way', 'under_way'), ('referred', 'referred'), ('outside_mandate', 'outside_mandate')], max_length=20)),
                ('reason', models.JSONField()),
                ('decided_on', models.DateField()),
                ('section', models.CharField(max_length=20)),
                ('case_number', models.CharField(max_length=40)),
                ('minutes_url', models.URLField(blank=True)),
                ('referred_to', models.CharField(blank=True, max_length=200)),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('votes_abstained', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('reservation', models.JSONField(blank=True, default=dict)),
                ('recorded_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='decision.decision')),
                ('weighs', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='analysis.finding')),
            ],
            options={
                'ordering': ['weighs__number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('weighs',), name='a_finding_is_decided_for_the_first_time_once'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'referred'), _negated=True), models.Q(('referred_to', ''), _negated=True), _connector='OR'), name='a_referred_finding_names_its_receiver'), models.CheckConstraint(condition=models.Q(models.Q(('votes_abstained', None), ('votes_against', None), ('votes_for', None)), models.Q(('votes_abstained__isnull', False), ('votes_against__isnull', False), ('votes_for__isnull', False)), _connector='OR'), name='a_vote_is_whole_or_there_was_none')],
            },
        ),
    ]
