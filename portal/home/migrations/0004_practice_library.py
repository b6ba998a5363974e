"""In English the bank of experiences is the practice library: beside a river, "bank" is something else."""

from django.db import migrations

BEFORE, AFTER = "Experience bank", "Practice library"


def rename(apps, schema_editor):
    """Rename the English page where nobody gave it another title."""
    index = apps.get_model("practices", "PracticeIndexPage")
    for page in index.objects.filter(locale__language_code="en", title=BEFORE):
        page.title = page.draft_title = AFTER
        page.save(update_fields=["title", "draft_title"])


class Migration(migrations.Migration):
    dependencies = [("home", "0003_facts_of_the_portal"), ("practices", "0001_initial")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
