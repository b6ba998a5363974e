from django.db import migrations


def forget_permission(apps, schema_editor):
    """Choosing is asked of Wagtail's own image permission, whatever model holds the files: this one meant nothing."""
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="core", codename="choose_image").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_attempts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="portalimage",
            options={"verbose_name": "imagen", "verbose_name_plural": "imágenes"},
        ),
        migrations.RunPython(forget_permission, migrations.RunPython.noop),
    ]
