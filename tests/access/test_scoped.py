"""Who may do what with a record, through every screen that the admin has for it."""

import pytest
from django.urls import reverse

from portal.territory.models import District, Neighbourhood, Organisation, Unit, Venue
from tests.sharing import made_once

from .small_city import City

NAMES = {District: "districts", Neighbourhood: "neighbourhoods", Venue: "venues", Unit: "units"}
NAMES[Organisation] = "organisations"
SEEN_BY_READERS = {
    District: {"west"},
    Neighbourhood: {"elm", "oak"},
    Venue: {"elm", "oak", "west"},
    Unit: {"west", "city"},
    Organisation: {"west", "city"},
}
SEARCHED = "u"
EVERYWHERE = {"elm", "oak", "west", "south", "closed", "city"}
NOWHERE = set()
#: who: (what she sees, where she changes, where she deletes); None: what SEEN_BY_READERS says
RIGHTS = {
    "west author": (None, NOWHERE, NOWHERE),
    "west translator": (None, NOWHERE, NOWHERE),
    "west statistics": (None, NOWHERE, NOWHERE),
    "west editor": (None, {"elm", "oak", "west"}, NOWHERE),
    "west reviewer": (None, {"elm", "oak", "west"}, {"elm", "oak", "west"}),
    "elm editor": ({"elm", "city"}, {"elm"}, NOWHERE),
    "south editor": ({"south", "city"}, {"south"}, NOWHERE),
    "closed reviewer": (NOWHERE, NOWHERE, NOWHERE),
    "nobody": (NOWHERE, NOWHERE, NOWHERE),
    "curator": (EVERYWHERE, EVERYWHERE, EVERYWHERE),
    "administrator": (EVERYWHERE, EVERYWHERE, EVERYWHERE),
}
CITY = {"curator", "administrator"}
MODELS = list(NAMES)
BUSY = {"west editor", "west reviewer", "elm editor"}
#: every account with venues, the teams' editors with everything: tests/rights goes through the rest
CASES = [(who, model) for who in RIGHTS for model in MODELS if model is Venue or who in BUSY]


@made_once
def city(db):
    return City()


def rights(who, model):
    """Return the places where somebody sees, changes and deletes rows of a model."""
    seen, changed, deleted = RIGHTS[who]
    seen = SEEN_BY_READERS[model] if seen is None else seen
    if model is District and who not in CITY:
        deleted = NOWHERE
    return seen, changed & seen, deleted & seen


def screen(model, name, *args):
    """Return the address of a screen."""
    return reverse(f"{NAMES[model]}:{name}", args=args)


@pytest.mark.parametrize(("who", "model"), CASES)
def test_every_screen_of_a_row_opens_for_whom_it_should(city, who, model):
    seen, changed, deleted = rights(who, model)
    client = city.browser(who)
    wrong = []
    for place, row in city.rows[model].items():
        expected = {
            "inspect": place in seen,
            "edit": place in changed,
            "usage": place in changed,
            "history": place in changed,
            "history_results": place in changed,
            "delete": place in deleted,
        }
        if model is Venue:
            expected["copy"] = place in changed
        for name, allowed in expected.items():
            status = client.get(screen(model, name, row.pk)).status_code
            if status != (200 if allowed else 403):
                wrong.append((name, place, status))
    assert wrong == []


@pytest.mark.parametrize(("who", "model"), CASES)
def test_a_forged_form_changes_and_deletes_nothing_of_others(city, who, model):
    _, changed, deleted = rights(who, model)
    client = city.browser(who)
    for place, row in city.rows[model].items():
        edited = client.post(screen(model, "edit", row.pk), {"name": "Cambiado"})
        assert (edited.status_code == 403) == (place not in changed), (place, edited.status_code)
        if place not in deleted:
            assert client.post(screen(model, "delete", row.pk)).status_code == 403
            assert model.objects.filter(pk=row.pk).exists()
        if place not in changed:
            assert model.objects.get(pk=row.pk).name == row.name


@pytest.mark.parametrize(("who", "model"), CASES)
def test_lists_searches_and_exports_hold_what_she_sees(city, who, model):
    seen, _, _ = rights(who, model)
    client = city.browser(who)
    rows = city.rows[model]
    answers = {
        "list": screen(model, "index"),
        "search": f"{screen(model, 'index_results')}?q={SEARCHED}&p=1",
        "table": f"{screen(model, 'index')}?export=csv",
    }
    if who in ("nobody", "closed reviewer"):
        assert {client.get(url).status_code for url in answers.values()} == {403}
        return
    for name, url in answers.items():
        response = client.get(url)
        text = response.getvalue().decode() if response.streaming else response.content.decode()
        shown = {place for place, row in rows.items() if row.name in text}
        found = {place for place, row in rows.items() if name != "search" or SEARCHED in row.name}
        assert shown == seen & found, name
    workbook = client.get(f"{screen(model, 'index')}?export=xlsx")
    assert workbook.status_code == 200


@pytest.mark.parametrize("who", RIGHTS)
def test_the_chooser_offers_and_gives_what_she_sees(city, who):
    seen, _, _ = rights(who, Organisation)
    client = city.browser(who)
    rows = city.rows[Organisation]
    for name in ("choose", "choose_results"):
        text = client.get(reverse(f"organisation_chooser:{name}")).content.decode()
        assert {place for place, row in rows.items() if row.name in text} == seen & set(rows)
    for place, row in rows.items():
        status = client.get(reverse("organisation_chooser:chosen", args=[row.pk]), follow=True).status_code
        assert status == (200 if place in seen else 404)
    several = "&".join(f"id={row.pk}" for row in rows.values())
    text = client.get(f"{reverse('organisation_chooser:chosen_multiple')}?{several}&id=x").content.decode()
    assert {place for place, row in rows.items() if row.name in text} == seen & set(rows)
    assert client.get(reverse("organisation_chooser:chosen", args=["x"]), follow=True).status_code == 404


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("west author", False), ("elm editor", False), ("nobody", False), ("west editor", True), ("curator", True)],
)
def test_a_new_organisation_from_the_chooser(city, who, allowed):
    client, url = city.browser(who), reverse("organisation_chooser:create")
    response = client.post(url, {"name": "Club nuevo", "kind": "", "district": city.west.pk})
    assert response.status_code == (200 if allowed else 403)
    assert Organisation.objects.filter(name="Club nuevo").exists() == allowed


def test_a_new_organisation_from_the_chooser_stays_in_the_district(city):
    client, url = city.browser("west editor"), reverse("organisation_chooser:create")
    for district in (city.south.pk, city.closed.pk, ""):
        client.post(url, {"name": "Club ajeno", "kind": "", "district": district})
    assert not Organisation.objects.filter(name="Club ajeno").exists()


def test_a_copy_sent_to_its_own_address_does_not_change_the_original(city):
    venue = city.rows[Venue]["west"]
    response = city.browser("west editor").post(screen(Venue, "copy", venue.pk), {"name": "Otra"})
    assert response.status_code == 405
    assert Venue.objects.get(pk=venue.pk).name == venue.name


def test_what_does_not_exist_is_not_found(city):
    client = city.browser("west editor")
    assert {
        client.get(screen(Venue, name, 99999), follow=True).status_code for name in ("edit", "delete", "inspect")
    } == {404}


@pytest.mark.parametrize("who", ["west author", "south editor", "elm editor", "nobody"])
def test_no_ping_of_an_editing_session_tells_of_others_rows(city, who):
    venue = city.rows[Venue]["oak"]
    url = reverse("wagtailadmin_editing_sessions:ping", args=["territory", "venue", venue.pk, 1])
    assert city.browser(who).post(url, follow=True).status_code in (403, 404)


@pytest.mark.parametrize("model", MODELS)
def test_no_group_can_be_given_djangos_permissions_on_records(model, db):
    from wagtail import hooks

    offered = [permission for hook in hooks.get_hooks("register_permissions") for permission in hook()]
    assert not [one for one in offered if one.content_type.model_class() is model]


def test_a_row_in_use_stays_and_says_so(city):
    client = city.browser("west reviewer")
    response = client.post(screen(Neighbourhood, "delete", city.elm.pk), follow=True)
    assert response.status_code == 200
    assert Neighbourhood.objects.filter(pk=city.elm.pk).exists()


@pytest.mark.parametrize("who", RIGHTS)
def test_the_menu_shows_the_territory_to_whoever_has_a_part_in_it(city, who):
    text = city.browser(who).get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("neighbourhoods:index") in text) == (who not in ("nobody", "closed reviewer"))


@pytest.mark.parametrize("model", [Neighbourhood, Venue, Organisation])
def test_a_list_of_many_asks_no_more_than_a_list_of_one(city, model, django_assert_max_num_queries):
    client = city.browser("west editor")
    client.get(screen(model, "index"))
    with django_assert_max_num_queries(40) as few:
        client.get(screen(model, "index"))
    for number in range(130):
        fields = {"district": city.west}
        fields |= {Neighbourhood: {"code": f"n-{number}"}, Venue: {"address": "Mitre 2"}}.get(model, {})
        model.objects.create(name=f"Uno más {number}", **fields)
    with django_assert_max_num_queries(len(few)):
        response = client.get(screen(model, "index"))
    assert response.content.decode().count("Uno más") >= 40


def test_an_export_runs_in_no_spreadsheet_and_breaks_in_none(city):
    Organisation.objects.create(name="=2+5 \x0b", district=city.west)
    client, url = city.browser("west editor"), screen(Organisation, "index")
    assert "'=2+5" in client.get(f"{url}?export=csv").getvalue().decode()
    assert client.get(f"{url}?export=xlsx").status_code == 200


def test_the_chooser_is_searched_by_part_of_the_name(city):
    url = reverse("organisation_chooser:choose_results")
    text = city.browser("curator").get(f"{url}?q=SOU").content.decode()
    assert {place for place, row in city.rows[Organisation].items() if row.name in text} == {"south"}
    text = city.browser("west editor").get(f"{url}?q=sou").content.decode()
    assert "Club south" not in text
