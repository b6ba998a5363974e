"""The terms of the new vocabulary, for portals that loaded the data file before it had them."""

from django.db import migrations

from portal.vocabularies.loader import load


def load_terms(apps, schema_editor):
    load(apps.get_model("vocabularies", "Term"), using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("vocabularies", "0003_service_vocabulary")]

    operations = [migrations.RunPython(load_terms, migrations.RunPython.noop)]
