"""A form without its key is answered with a page in the reader's language, in the admin and on public pages."""

import pytest
from django.test import Client

from tests.factories import home

pytestmark = pytest.mark.django_db

WORDS = {
    "es": "El formulario venció",
    "en": "The form has expired",
    "fr": "Le formulaire a expiré",
    "pt": "O formulário expirou",
}


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("path", ["/admin/login/", "/{code}/search/"])
def test_a_form_without_its_key_is_answered_in_words(code, path):
    home()
    client = Client(enforce_csrf_checks=True, headers={"accept-language": code})
    response = client.post(path.format(code=code), {"username": "x"})
    html = response.content.decode()
    assert response.status_code == 403
    assert WORDS[code] in html
    assert f'<html lang="{code}' in html
    assert "DEBUG" not in html
    assert "CSRF" not in html
