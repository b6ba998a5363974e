"""The terms of the data file; a city's later edits are kept by every further load."""

from django.db import migrations

from portal.vocabularies.loader import load


def load_terms(apps, schema_editor):
    load(apps.get_model("vocabularies", "Term"), using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("vocabularies", "0001_initial")]

    operations = [migrations.RunPython(load_terms, migrations.RunPython.noop)]
