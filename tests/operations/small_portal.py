"""A small portal with a folder of its own, in a process of its own, because a backup wants a real database file.

`python -m tests.operations.small_portal make FOLDER` builds it and backs it up into FOLDER while somebody publishes;
`… restore FOLDER` makes it from there; `… backup FOLDER` backs it up at rest. Each prints what visitors get as JSON.
"""

import json
import os
import re
import sys
import threading
from uuid import uuid4

TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')
ROUNDS = 200


def start():
    """Make Django ready; static files need no manifest."""
    import django
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    django.setup()


def build():
    """Make a city with a district, practices in two languages, a picture, a document, an account with a second factor."""
    from django.core.files.base import ContentFile
    from django.core.files.uploadedfile import SimpleUploadedFile
    from wagtail.images.tests.utils import get_test_image_file

    from portal.core.models import PortalImage
    from portal.documents.models import PortalDocument
    from portal.uploads.intake import PICTURES_AND_DOCUMENTS, receive
    from tests.access.accounts import account, enrolled
    from tests.factories import boundary, content, counter, district_page, neighbourhood, practice, translate
    from tests.uploads.samples import pdf

    district = district_page()
    place = neighbourhood(district, code="echesortu")
    boundary(place)
    boundary(district.record)
    counter(place)
    picture = PortalImage.objects.create(title="Plaza", file=get_test_image_file())
    picture.get_rendition("width-100")
    PortalDocument.objects.create(title="Acta", file=ContentFile(b"Lo que se habl\xc3\xb3", name="acta.txt"))
    receive(uuid4(), "files", SimpleUploadedFile("aviso.pdf", pdf()), PICTURES_AND_DOCUMENTS)
    told = practice("Canteros con padrinos", summary="Vecinas que riegan")
    translate(told, "fr", title="Bacs à parrains")
    translate(told, "en", title="Planters with godparents")
    content("Tus datos")
    enrolled(account("ana"))
    content("Cambia 0")


def edit(over):
    """Publish one page again and again, each time with another title and one more picture, until told to stop."""
    from wagtail.images.tests.utils import get_test_image_file

    from portal.core.models import PortalImage
    from portal.home.models import ContentPage

    for number in range(1, ROUNDS):
        if over.is_set():
            return
        PortalImage.objects.create(title=f"Foto {number}", file=get_test_image_file(filename=f"foto-{number}.png"))
        page = ContentPage.objects.get(title__startswith="Cambia")
        page.title = f"Cambia {number}"
        page.save_revision().publish()


def make(folder):
    """Build the city and back it up while somebody publishes."""
    from django.core.management import call_command

    from portal.operations.schema.migrating import bring_up_to_date

    bring_up_to_date()
    build()
    over = threading.Event()
    editor = threading.Thread(target=edit, args=(over,))
    editor.start()
    call_command("backup", folder)
    over.set()
    editor.join()
    return facts()


def restore(folder):
    """Make the portal from a backup."""
    from django.core.management import call_command

    call_command("restore", folder)
    return facts()


def backup(folder):
    """Back it up at rest."""
    from django.core.management import call_command

    call_command("backup", folder)
    return facts()


def facts():
    """Return what visitors get, and what they do not see but must find again."""
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from portal.core.models import PortalImage
    from portal.documents.models import PortalDocument
    from portal.uploads.models import ReceivedFile

    client = Client(SERVER_NAME="localhost")
    listed = client.get("/sitemap.xml").content.decode()
    pages = sorted(set(re.findall(r"<loc>https?://[^/<]+([^<]*)", listed)))
    pages += ["/districts.geojson", "/neighbourhoods.geojson", "/es/search/?q=canteros", "/fr/search/?q=parrains"]
    answers = {page: client.get(page) for page in pages}
    texts = {page: b"".join(answer).decode() for page, answer in answers.items()}
    files = [row.file for model in (PortalImage, PortalDocument, ReceivedFile) for row in model.objects.all()]
    seed = Authenticator.objects.get(type="totp").data["secret"]
    return {
        "pages": {page: TOKEN.sub("", text) for page, text in texts.items()},
        "codes": sorted({answer.status_code for answer in answers.values()}),
        "files": {file.name: file.read().decode("latin-1") for file in files},
        "seed": get_adapter().decrypt(seed),
    }


if __name__ == "__main__":
    start()
    what, where = sys.argv[1:]
    output, sys.stdout = sys.stdout, sys.stderr
    answer = {"make": make, "restore": restore, "backup": backup}[what](where)
    json.dump(answer, output)
