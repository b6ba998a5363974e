"""What waits for an editor: hers, of her district, her neighbourhoods and her languages; nobody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.home.models import ContentPage
from portal.office.dashboard import hooks
from portal.office.dashboard.panel import what_waits
from tests.factories import publish

from .office import (
    Role,
    again,
    backdate,
    browser,
    content,
    counted,
    counts,
    draft_of,
    in_all_languages,
    member,
    neighbourhood,
    picture,
    practice,
    translate,
    waits,
)

pytestmark = pytest.mark.both_databases("what waits is gathered by subqueries and unions")

MOST_QUERIES = 25
HOME = reverse("wagtailadmin_home")


def test_a_page_sent_to_review_waits_for_the_reviewers_of_its_district(teams):
    teams.write("west_editor", teams.pages["west"], title="Huerta de la esquina")
    assert waits(teams.people["west_reviewer"])["to-review"] == {"Huerta de la esquina"}
    assert "to-review" not in waits(teams.people["south_reviewer"])
    assert "to-review" not in waits(teams.people["west_editor"])
    assert waits(teams.people["west_editor"])["in-review"] == {"Huerta de la esquina"}


def test_a_page_sent_back_waits_for_its_author_with_the_comment(teams):
    _response, page = teams.write("west_editor", teams.pages["west"], title="Huerta de la esquina")
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.pk])
    teams.browsers["west_reviewer"].post(url, {"comment": "Falta decir\n cuándo fue."})
    sorts = {sort["name"]: sort for sort in what_waits(again(teams.people["west_editor"]))}
    [line] = sorts["sent-back"]["lines"]
    assert (line.title, line.url) == ("Huerta de la esquina", reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "«Falta decir cuándo fue.»" in line.detail
    assert "in-review" not in sorts
    assert "sent-back" not in waits(teams.people["west_reviewer"])


def test_drafts_wait_for_who_wrote_them_only(teams):
    editor, reviewer = teams.people["west_editor"], teams.people["west_reviewer"]
    draft_of(editor, teams.pages["west"], "Horario de verano")
    assert waits(editor)["my-drafts"] == {"Horario de verano"}
    assert "my-drafts" not in waits(reviewer)


def test_what_will_be_published_by_itself_is_shown_with_its_moment(teams):
    page = draft_of(teams.people["west_editor"], teams.pages["west"], "Feria del libro")
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save_revision(user=teams.people["west_editor"]).publish()
    assert waits(teams.people["west_editor"])["scheduled"] == {"Feria del libro"}
    assert "scheduled" not in waits(teams.people["south_editor"])
    assert "my-drafts" not in waits(teams.people["west_editor"])


def test_pages_untouched_for_a_year_wait_and_practices_by_their_own_rule(teams):
    west = teams.pages["west"]
    backdate(content("Cómo llegar", parent=west), 400)
    backdate(content("Cómo llamar", parent=west), 300)
    backdate(practice("Canteros con padrinos", parent=west), 400)
    found = waits(teams.people["west_editor"])
    assert found["untouched"] == {"Cómo llegar"}
    assert found["practices-to-review"] == {"Canteros con padrinos"}
    assert not {"untouched", "practices-to-review"} & set(waits(teams.people["south_editor"]))


def test_pictures_without_a_description_wait_where_their_collection_is(teams):
    picture(teams.pages["west"], "Ronda en la plaza")
    picture(teams.pages["west"], "Con texto", description="Doce vecinas en ronda.")
    picture(teams.pages["south"], "Del sur")
    assert waits(teams.people["west_editor"])["pictures"] == {"Ronda en la plaza"}
    assert waits(teams.people["south_editor"])["pictures"] == {"Del sur"}


def test_neighbourhoods_wait_with_old_counters_and_missing_facts(teams):
    facts = {"population": 900, "responsible_role": "Referente", "responsible_phone": "0800"}
    counted(neighbourhood(teams.pages["west"], "Echesortu", **facts), days=400)
    counted(neighbourhood(teams.pages["west"], "El Molino"), days=20)
    neighbourhood(teams.pages["south"], "Las Flores")
    found = waits(teams.people["west_editor"])
    assert found["counters"] == {"Echesortu"}
    assert found["facts"] == {"El Molino"}
    assert waits(teams.people["south_editor"])["facts"] == {"Las Flores"}


def test_an_official_of_one_neighbourhood_sees_only_what_is_of_it(teams):
    west = teams.pages["west"]
    hers, other = neighbourhood(west, "Echesortu"), neighbourhood(west, "El Molino")
    official = member(Role.EDITOR, west, neighbourhoods=[hers])
    backdate(practice("De Echesortu", parent=west, neighbourhood=hers), 400)
    backdate(practice("Del Molino", parent=west, neighbourhood=other), 400)
    backdate(content("De todo el distrito", parent=west), 400)
    found = waits(official)
    assert found["practices-to-review"] == {"De Echesortu"}
    assert found["facts"] == {"Echesortu"}
    assert "untouched" not in found


def test_pages_without_a_translation_are_counted_by_language(teams):
    west = in_all_languages(teams.pages["west"])
    translate(content("Cómo llegar", parent=west), "fr")
    [sort] = [sort for sort in what_waits(again(teams.people["west_editor"])) if sort["name"] == "untranslated"]
    assert {part.label: part.count for part in sort["parts"]} == {"English": 1, "Português": 1}
    [line] = sort["lines"]
    assert line.detail == "Español · falta en: English, Português"


def test_a_translator_is_told_of_her_own_languages(teams):
    west = in_all_languages(teams.pages["west"])
    content("Cómo llegar", parent=west)
    content("Del sur", parent=teams.pages["south"])
    translator = member(Role.TRANSLATOR, west, languages=["fr"])
    [sort] = [sort for sort in what_waits(translator) if sort["name"] == "untranslated"]
    assert {part.label: part.count for part in sort["parts"]} == {"Français": 1}
    assert {line.title for line in sort["lines"]} == {"Cómo llegar"}


def test_a_translation_left_behind_waits_for_editors_and_its_translators(teams):
    west = in_all_languages(teams.pages["west"])
    source = content("Cómo llegar", parent=west)
    translate(source, "fr", title="Comment venir")
    source.lead = "En colectivo o en bicicleta."
    publish(source)
    assert waits(teams.people["west_editor"])["outdated"] == {"Comment venir"}
    assert waits(member(Role.TRANSLATOR, west, languages=["fr"]))["outdated"] == {"Comment venir"}
    assert "outdated" not in waits(member(Role.TRANSLATOR, west, languages=["pt"]))
    assert "outdated" not in waits(teams.people["south_editor"])


def test_curators_see_the_city_by_district(teams):
    for place, titles in (("west", ("A", "B")), ("south", ("C",))):
        for title in titles:
            backdate(content(title, parent=teams.pages[place]), 400)
            picture(teams.pages[place], title)
    backdate(content("De la ciudad"), 400)
    sorts = {sort["name"]: sort for sort in what_waits(again(teams.people["curator"]))}
    parts = [(part.label, part.count) for part in sorts["untouched"]["parts"]]
    assert parts[:2] == [("Oeste", 2), ("Sur", 1)]
    narrowed = teams.browsers["curator"].get(sorts["untouched"]["parts"][1].url)
    assert [page.title for page in narrowed.context["object_list"]] == ["C"]
    assert parts[-1][0] == ""
    assert [(part.label, part.count) for part in sorts["pictures"]["parts"]] == [("Oeste", 2), ("Sur", 1)]


def test_nothing_waits_in_a_closed_district(teams):
    west = teams.pages["west"]
    backdate(content("Cómo llegar", parent=west), 400)
    neighbourhood(west)
    west.record.active = False
    west.record.save()
    assert waits(teams.people["west_editor"]) == {}
    found = waits(teams.people["curator"])
    assert "Cómo llegar" not in found.get("untouched", ())
    assert "facts" not in found


def test_the_first_page_shows_what_waits_and_the_ways(teams):
    draft_of(teams.people["west_editor"], teams.pages["west"], "Horario de verano")
    html = teams.browsers["west_editor"].get(HOME).content.decode()
    assert "Esta semana en tu distrito: Oeste" in html
    assert "Horario de verano" in html
    for url in (
        reverse("wagtailadmin_pages:add_subpage", args=[teams.pages["west"].pk]),
        reverse("wagtailimages:add_multiple"),
        reverse("districts:edit", args=[teams.pages["west"].record_id]),
        f"{reverse('district_pages:index')}?waiting=my-drafts",
    ):
        assert url in html


def test_ways_that_a_role_may_not_take_are_not_offered(teams):
    html = browser(member(Role.STATISTICS, teams.pages["west"])).get(HOME).content.decode()
    assert "Esta semana en tu distrito: Oeste" in html
    assert "Nueva página" not in html
    assert reverse("wagtailimages:add_multiple") not in html


def test_an_empty_day_says_so(teams):
    html = browser(member(Role.AUTHOR, teams.pages["west"])).get(HOME).content.decode()
    assert "Nada te espera" in html


def fill(teams, number):
    """Let `number` things of every sort wait in the west."""
    west, editor = teams.pages["west"], teams.people["west_editor"]
    for _index in range(number):
        source = backdate(content("Vieja", parent=west), 400)
        translate(source, "fr", title="Vieille")
        source.lead = "Otra cosa."
        publish(source)
        draft_of(editor, west, "Borrador")
        backdate(practice("Sin revisar", parent=west), 400)
        picture(west)
        neighbourhood(west)
        old_page(west)


def old_page(parent):
    """Put a page that nobody touched for a year below `parent`, the short way."""
    moment = timezone.now() - timedelta(days=400)
    page = ContentPage(title="Sin tocar", locale=parent.locale, first_published_at=moment, last_published_at=moment)
    parent.add_child(instance=page)


def queries(user, url=HOME):
    """Return how many queries a screen asks, its caches warm."""
    client = browser(user)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_first_page_asks_as_much_for_five_pages_as_for_two_hundred(teams, monkeypatch):
    in_all_languages(teams.pages["west"])
    teams.write("west_editor", teams.pages["west"], title="Por revisar")
    people = [teams.people[name] for name in ("west_editor", "west_reviewer", "curator")]
    fill(teams, 1)
    few = [queries(user) for user in people]
    fill(teams, 6)
    for _index in range(170):
        old_page(teams.pages["west"])
    many = [queries(user) for user in people]
    assert min(counts(user)["untouched"] for user in people) >= 175
    monkeypatch.setattr(hooks, "has_a_day", lambda user: False)
    plain = [queries(user) for user in people]
    assert [count - bare for count, bare in zip(many, plain, strict=True) if count > bare + MOST_QUERIES] == []
    # Wagtail's own latest changes may ask of one more page type
    assert [count - before for count, before in zip(many, few, strict=True) if count > before + 1] == []


def test_an_official_of_one_neighbourhood_reads_its_name_first_and_is_led_to_its_facts(teams):
    hers = neighbourhood(teams.pages["west"], "Los Aromos")
    official = member(Role.EDITOR, teams.pages["west"], neighbourhoods=[hers])
    html = browser(official).get(HOME).content.decode()
    assert "Esta semana en tu barrio: Los Aromos" in html
    assert "Datos de Los Aromos" in html
    assert "Datos del distrito" not in html
