"""The admin leads to the portal's own guide, in the editor's language, and never to Wagtail's in English."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from portal.core.models import User

pytestmark = pytest.mark.django_db
ELSEWHERE = re.compile(r"https?://[\w.]*wagtail\.(?:org|io)")


def test_the_first_page_leads_to_our_guide():
    client = Client()
    client.force_login(User.objects.create_superuser("ana", "ana@example.org", "x"))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert f'href="{reverse("editor_guide")}">Guía</a>' in main
    assert f'href="{reverse("wagtailadmin_account")}">Cuenta</a>' in main
    assert ELSEWHERE.findall(page) == []


def test_the_checks_beside_a_page_explain_themselves():
    panel = render_to_string("wagtailadmin/shared/side_panels/checks.html", {})
    assert "Facilidad de lectura" in panel
    assert ELSEWHERE.findall(panel) == []
