from django.db import migrations


def forget_permission(apps, schema_editor):
    """Choosing is asked of Wagtail's own document permission, whatever model holds the files: this one meant nothing."""
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="documents", codename="choose_document").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="portaldocument",
            options={"verbose_name": "documento", "verbose_name_plural": "documentos"},
        ),
        migrations.RunPython(forget_permission, migrations.RunPython.noop),
    ]
