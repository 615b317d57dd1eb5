import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('language', models.CharField(default='sv', max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('region', 'Region'), ('authority', 'Authority'), ('association', 'Association')], default='municipality', max_length=20)),
                ('colour', models.CharField(default='#1d5c63', max_length=7)),
                ('logo', models.ImageField(blank=True, upload_to='logos/')),
                ('identity_version', models.PositiveIntegerField(default=1)),
                ('introduction', models.JSONField(blank=True, default=dict)),
                ('source_language', models.CharField(default='sv', max_length=10)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('postal_address', models.TextField(blank=True)),
                ('requires_second_factor', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('colour__regex', '^#[0-9a-fA-F]{6}$')), name='colour_is_six_hex_digits')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'lead'), ('communicator', 'communicator'), ('analyst', 'analyst'), ('facilitator', 'facilitator'), ('board', 'board'), ('registrar', 'registrar'), ('administrator', 'administrator'), ('network_host', 'network_host'), ('auditor', 'auditor')], max_length=20)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'organisation', 'role'), name='a_role_is_given_once')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('council', 'Council'), ('board', 'Board'), ('committee', 'Committee'), ('drafting_committee', 'Drafting Committee')], default='committee', max_length=20)),
                ('dissolved_on', models.DateField(blank=True, null=True)),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='organisations.organisation')),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='a_body_is_named_once'), models.CheckConstraint(condition=models.Q(('successor', None), ('dissolved_on__isnull', False), _connector='OR'), name='only_a_dissolved_body_has_a_successor'), models.CheckConstraint(condition=models.Q(('successor', models.F('pk')), _negated=True), name='no_body_succeeds_itself')],
            },
        ),
    ]
