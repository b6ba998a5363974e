"""The kind of a neighbourhood was free text; the words that were in use become codes, others become "other"."""

from django.db import migrations

CODES = {
    "": "barrio",
    "barrio": "barrio",
    "vecinal": "barrio",
    "colonia": "colonia",
    "pueblo": "village",
    "unidad habitacional": "housing-estate",
}
WORDS = {"barrio": "barrio", "colonia": "colonia", "village": "pueblo", "housing-estate": "unidad habitacional", "other": ""}


def to_codes(apps, schema_editor):
    for row in apps.get_model("territory", "Neighbourhood").objects.all():
        row.kind = CODES.get(row.kind.strip().lower(), "other")
        row.save(update_fields=["kind"])


def to_words(apps, schema_editor):
    for row in apps.get_model("territory", "Neighbourhood").objects.all():
        row.kind = WORDS[row.kind]
        row.save(update_fields=["kind"])


class Migration(migrations.Migration):
    dependencies = [("territory", "0002_territory_records")]
    operations = [migrations.RunPython(to_codes, to_words)]
