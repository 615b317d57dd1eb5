import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("organisations", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pseudonym', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('receipt', models.CharField(max_length=10, unique=True)),
                ('created_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('people', models.PositiveSmallIntegerField(default=1)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('voices', models.ManyToManyField(blank=True, related_name='speakers', to='people.participant')),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'Email'), ('letter', 'Letter'), ('sms', 'Sms')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('address', models.TextField()),
                ('language', models.CharField(default='sv', max_length=10)),
                ('given_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='people.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('participant', 'kind'), name='one_contact_of_each_kind')],
            },
        ),
    ]
