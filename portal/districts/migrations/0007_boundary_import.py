"""Imports of boundaries in the admin: the file until it is done, what was chosen, the report."""

import django.db.models.deletion
import django.utils.timezone
import portal.core.storage
import portal.districts.boundaries.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('districts', '0006_curators_step_in_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BoundaryImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created', models.DateTimeField(default=django.utils.timezone.now, verbose_name='cuándo')),
                ('name', models.CharField(max_length=255, verbose_name='archivo')),
                ('file', models.FileField(blank=True, storage=portal.core.storage.PrivateStorage(), upload_to=portal.districts.boundaries.models.stored_name)),
                ('choices', models.JSONField(default=dict)),
                ('imported', models.DateTimeField(null=True, verbose_name='importado')),
                ('lines', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict, verbose_name='resultado')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='quién')),
            ],
            options={
                'verbose_name': 'importación de límites',
                'verbose_name_plural': 'importaciones de límites',
                'ordering': ['-created', '-pk'],
                'default_permissions': [],
            },
        ),
    ]
