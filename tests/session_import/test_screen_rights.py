"""Who may bring meetings in is asked on offering, on sending, and when the import runs; others' imports are refused."""

import pytest
from django.urls import reverse

from portal.core.models import Role
from portal.councils.models import SessionPage
from portal.districts.opening.closing import close_district
from portal.districts.roles import ensure_district_team
from portal.session_import.models import SessionImport
from portal.session_import.screen import steps

from .screen import INDEX, NEW, TABLE, actions

pytestmark = pytest.mark.django_db


def test_another_districts_council_is_neither_offered_nor_taken(ana, canada, south):
    offered = ana.client.get(NEW).content.decode()
    assert canada.title in offered
    assert south.title not in offered
    response = ana.send(south)
    assert response.status_code == 422
    assert "En ese consejo no puedes agregar sesiones" in response.content.decode()


def test_somebody_elses_import_is_refused(ana, canada, south, person):
    run = ana.preview(canada)
    other = person("sol", Role.EDITOR, south)
    for name in ("run", "report"):
        assert other.client.get(reverse(f"session_imports:{name}", args=[run.pk])).status_code == 403
    for name in ("run", "resume", "discard"):
        assert other.press(name, run).status_code == 403
    assert canada.title not in other.client.get(INDEX).content.decode()
    assert SessionImport.objects.filter(pk=run.pk, step="preview").exists()


def test_an_author_makes_drafts_and_leaves_other_peoples_sessions_alone(ana, canada, person):
    eva = person("eva", Role.AUTHOR, canada)
    assert 'name="publish"' not in eva.client.get(NEW).content.decode()
    assert actions(eva.bring_in(canada, publish="yes")) == ["created", "created"]
    assert not SessionPage.objects.filter(live=True).exists()
    changed = TABLE.replace("La plaza", "La plaza nueva")
    assert actions(eva.bring_in(canada, changed)) == ["updated", "unchanged"]
    for page in SessionPage.objects.all():
        page.delete()
    ana.bring_in(canada, publish="yes")
    run = eva.bring_in(canada, changed)
    assert actions(run) == ["left alone", "left alone"]
    assert "no puedes cambiar esta sesión" in eva.see(run)


@pytest.mark.parametrize("way", ["deleted", "closed", "dismissed", "withdrawn"])
def test_what_she_may_is_asked_again_when_the_import_runs(ana, canada, way):
    run = ana.preview(canada, publish="yes")
    if way == "deleted":
        canada.delete()
    elif way == "closed":
        close_district(canada.district)
    elif way == "dismissed":
        ana.user.groups.set(ensure_district_team(canada.district)[role] for role in [Role.TRANSLATOR])
    else:
        canada.unpublish()
    with ana.commit(execute=True):
        assert steps.confirm_session_import(run, "es")
    run.refresh_from_db()
    assert run.is_imported
    assert actions(run) == ["failed"]
    assert not SessionPage.objects.exists()
    assert "consejo" in run.lines.get(step="import").reason
