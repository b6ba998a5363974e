"""What is at a point is answered from an index of the boxes of today's boundaries."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territory', '0003_neighbourhood_kinds'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='boundary',
            index=models.Index(condition=models.Q(('valid_to__isnull', True)), fields=['west', 'east', 'south', 'north'], name='territory_boundary_box'),
        ),
    ]
