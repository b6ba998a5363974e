"""What is encrypted comes back, stands nowhere in clear, and is asked for by nothing but its row."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldError, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, models

from portal.events.models import Registration
from portal.personal_data.encrypt_column import decrypt_columns, encrypt_columns
from portal.personal_data.encryption import (
    UNREADABLE,
    EncryptedEmailField,
    EncryptedJSONField,
    EncryptedTextField,
    decrypt,
    encrypt,
)
from portal.personal_data.rotation import RotationReport, rotate_value, stored_tokens
from tests.events.test_registrations import event_with

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("encrypted columns are read in SQL and in a cast of the database"),
]
EMAIL, PHONE = "zorzal-marca@example.org", "+54 341 5550148"
OLD, NEW = "a former secret of tests, long enough", "a newer secret of tests, long enough"


@pytest.fixture
def marta():
    return Registration.objects.create(event=event_with(None), name="Marta", email=EMAIL, phone=PHONE)


def tokens(name="email"):
    """Return what the database holds in a column of the registrations, as text."""
    return list(stored_tokens(Registration, name).order_by("pk").values_list("token", flat=True))


def whole_database():
    """Return every value of every table as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            found += [str(bytes(value) if isinstance(value, memoryview) else value) for row in cursor for value in row]
    return "\n".join(found)


@pytest.mark.parametrize("text", ["", "a", "Ñandú 🌻 «hola»", "x" * 20_000, "gAAAAA", "\n\t"])
def test_a_text_comes_back(text):
    assert decrypt(encrypt(text)) == text


def test_the_same_text_is_never_the_same_token():
    assert encrypt(EMAIL) != encrypt(EMAIL)


def test_a_broken_letter_is_no_fault():
    assert decrypt(encrypt("a\ud800b")) == "a?b"


@pytest.mark.parametrize("change", [lambda token: token[:-4] + "AAAA", lambda token: token[:40], lambda token: "clear"])
def test_a_token_that_somebody_changed_is_not_read(change):
    assert decrypt(change(encrypt(EMAIL))) == UNREADABLE


def test_a_row_comes_back(marta):
    row = Registration.objects.get(pk=marta.pk)
    assert (row.email, row.phone) == (EMAIL, PHONE)


def test_nothing_stands_clear_in_the_database(marta):
    found = whole_database()
    assert "Marta" in found  # so the search looks where it should
    assert EMAIL not in found
    assert PHONE not in found


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a file of SQLite")
def test_nothing_stands_clear_in_the_file(marta, tmp_path):
    with connection.cursor() as cursor:
        content = cursor.connection.serialize()
    assert b"Marta" in content
    assert EMAIL.encode() not in content
    assert PHONE.encode() not in content


@pytest.mark.parametrize("lookup", ["email", "email__icontains", "email__in", "phone__startswith", "phone__gt"])
def test_no_query_asks_for_an_encrypted_value(lookup):
    with pytest.raises(FieldError):
        Registration.objects.filter(**{lookup: [EMAIL] if lookup.endswith("__in") else EMAIL}).exists()


def test_whether_there_is_a_value_may_be_asked(marta):
    assert Registration.objects.filter(email__isnull=False).exists()


def test_a_mail_address_is_checked_as_before(marta):
    marta.email = "no address"
    with pytest.raises(ValidationError) as caught:
        marta.full_clean()
    assert list(caught.value.message_dict) == ["email"]
    marta.email, marta.phone = EMAIL, "5" * 61
    with pytest.raises(ValidationError) as caught:
        marta.full_clean()
    assert list(caught.value.message_dict) == ["phone"]


def test_the_form_has_a_line_for_each():
    email, phone = (Registration._meta.get_field(name).formfield() for name in ("email", "phone"))
    assert (email.widget.input_type, phone.widget.input_type, phone.max_length) == ("email", "text", 60)
    assert isinstance(Registration._meta.get_field("email"), EncryptedEmailField)


def test_json_comes_back():
    field = EncryptedJSONField()
    value = {"nombre": "Ñ", "list": [1, None]}
    assert field.from_db_value(field.get_prep_value(value), None, connection) == value
    assert field.from_db_value("broken", None, connection) == {}
    assert field.from_db_value(None, None, connection) is None
    assert EncryptedTextField().get_prep_value(None) is None


def test_a_former_secret_still_opens(marta, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = NEW
    assert Registration.objects.get(pk=marta.pk).email == EMAIL


def test_without_its_secret_the_page_still_shows(marta, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []
    assert Registration.objects.get(pk=marta.pk).email == UNREADABLE


def test_all_is_written_anew_with_the_newest_secret(settings, capsys):
    settings.SECRET_KEY = OLD
    event = event_with(None)
    for number in range(5):
        Registration.objects.create(event=event, name=str(number), email=f"{number}@example.org", phone="555 0148")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    Registration.objects.create(event=event, name="new", email="new@example.org")
    call_command("rotate_encryption", batch=2)
    told = capsys.readouterr().out
    assert "events.Registration.email: 5 written anew, 1 were new already, 0 cannot be opened" in told
    assert "events.Registration.phone: 5 written anew, 0 were new already" in told
    assert "10 values written anew." in told
    settings.SECRET_KEY_FALLBACKS = []
    assert sorted(Registration.objects.values_list("email", flat=True))[0] == "0@example.org"
    before = tokens()
    call_command("rotate_encryption")
    assert "\n0 values written anew." in capsys.readouterr().out
    assert tokens() == before


def test_what_no_secret_opens_stays_as_it_is_and_is_told(marta, settings):
    before = tokens()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    with pytest.raises(CommandError, match="2 values were encrypted with a secret that is not known"):
        call_command("rotate_encryption", verbosity=0)
    assert tokens() == before


def test_a_change_in_the_middle_of_the_rotation_is_kept(settings):
    settings.SECRET_KEY = OLD
    row = Registration.objects.create(event=event_with(None), name="A", email="old@example.org")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    (read,), report = tokens(), RotationReport("email")
    Registration.objects.filter(pk=row.pk).update(email="changed@example.org")
    rotate_value(Registration, "email", row.pk, read, report)
    assert report.written == 0
    assert Registration.objects.get(pk=row.pk).email == "changed@example.org"


def test_a_column_that_was_clear_is_encrypted_and_back(marta):
    clear = models.Value(EMAIL, output_field=models.TextField())
    Registration.objects.filter(pk=marta.pk).update(email=clear, phone="")
    assert tokens() == [EMAIL]
    fields = ("email", "phone")
    encrypt_columns("events", "Registration", fields)(apps, None)
    assert Registration.objects.get(pk=marta.pk).email == EMAIL
    assert tokens() != [EMAIL]
    decrypt_columns("events", "Registration", fields)(apps, None)
    assert (tokens(), tokens("phone")) == ([EMAIL], [""])


def test_what_cannot_be_opened_is_not_taken_back(marta, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []
    with pytest.raises(ValueError, match="a secret that is not known"):
        decrypt_columns("events", "Registration", ("email",))(apps, None)
