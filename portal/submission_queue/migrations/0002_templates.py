"""The templates of answers that ship with the portal; a city changes them as it likes."""

import tomllib
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).parent / "data" / "answers.toml"
LANGUAGES = ("es", "en", "fr", "pt")


def write_templates(apps, schema_editor):
    """Store what is not there yet."""
    template_model = apps.get_model("submission_queue", "AnswerTemplate")
    text_model = apps.get_model("submission_queue", "AnswerText")
    for row in tomllib.loads(SOURCE.read_text("utf-8"))["answers"]:
        template, created = template_model.objects.get_or_create(name=row["name"], defaults={"state": row["state"]})
        if created:
            text_model.objects.bulk_create(
                text_model(template=template, language=code, text=row[code]) for code in LANGUAGES
            )


class Migration(migrations.Migration):
    dependencies = [("submission_queue", "0001_initial")]

    operations = [migrations.RunPython(write_templates, migrations.RunPython.noop)]
