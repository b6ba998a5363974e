"""Mail addresses and telephones are stored encrypted."""

from django.db import migrations

import portal.personal_data.encryption
from portal.personal_data.encrypt_column import decrypt_columns, encrypt_columns

FIELDS = ("email", "phone")


class Migration(migrations.Migration):
    dependencies = [("events", "0003_plain_words")]
    operations = [
        migrations.AlterField(
            model_name="registration",
            name="email",
            field=portal.personal_data.encryption.EncryptedEmailField(
                blank=True, max_length=254, verbose_name="correo"
            ),
        ),
        migrations.AlterField(
            model_name="registration",
            name="phone",
            field=portal.personal_data.encryption.EncryptedCharField(
                blank=True, max_length=60, verbose_name="teléfono"
            ),
        ),
        migrations.RunPython(
            encrypt_columns("events", "Registration", FIELDS), decrypt_columns("events", "Registration", FIELDS)
        ),
    ]
