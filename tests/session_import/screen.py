"""Somebody in front of the screen that imports meetings."""

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.core.models import User
from portal.districts.roles import ensure_district_team
from portal.session_import.models import SessionImport

TABLE = "Fecha,Tema,Hora,Lugar,Clave\n2027-03-02,La plaza,19:00,Club,a\n2027-03-09,El canal,18:00,Club,b\n"
NEW = reverse("session_imports:new")
INDEX = reverse("session_imports:index")


class Person:
    """Somebody in front of the screen; what the worker does is done at once."""

    def __init__(self, name, role, body, commit):
        self.user = User.objects.create_user(name, password="x")
        groups = ensure_district_team(body.district)
        self.user.groups.add(groups[role] if role in groups else Group.objects.get(team__role=role))
        self.client, self.commit = Client(), commit
        self.client.force_login(self.user)

    def send(self, body, content=TABLE, name="reuniones.csv", **data):
        """Send the first form; return the response."""
        file = {} if content is None else {"file": SimpleUploadedFile(name, content.encode())}
        with self.commit(execute=True):
            return self.client.post(NEW, {"council": body.pk if body else "", "publish": "no", **file, **data})

    def preview(self, body, content=TABLE, **data):
        """Send a file; return the import, whose preview is complete."""
        response = self.send(body, content, **data)
        assert response.status_code == 302, response.content.decode()
        return SessionImport.objects.first()

    def press(self, name, run):
        """Press a button of an import's page; return the response."""
        with self.commit(execute=True):
            return self.client.post(reverse(f"session_imports:{name}", args=[run.pk]))

    def bring_in(self, body, content=TABLE, **data):
        """Send a file and confirm; return the import, which is complete."""
        run = self.preview(body, content, **data)
        assert self.press("run", run).status_code == 302
        run.refresh_from_db()
        return run

    def see(self, run, name="run"):
        """Return the text of a page of an import."""
        response = self.client.get(reverse(f"session_imports:{name}", args=[run.pk]))
        assert response.status_code == 200
        return response.content.decode()


def actions(run):
    """Return what became of each meeting in the present step, in order."""
    return [line.action for line in run.lines.filter(step=run.step)]
