"""No form takes a key that its chooser would not offer: all relations of all forms, for every role, in every place."""

import pytest
from django.forms.utils import ErrorDict
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import Translation, TranslationSource

from portal.access.page_forms import PageForm
from portal.access.roles import Subject
from portal.councils.models import CouncilPage, SessionPage
from portal.events.models import EventPage
from portal.home.models import ContentPage
from portal.practices.models import PracticePage
from portal.territory.models import District
from portal.vocabularies.models import Term

from . import oracle
from .dated import first
from .oracle import ACTORS, CITY, CLOSED
from .relations import forms, refused_paths, relations, sent, shown_again, text_with
from .requests import taken_back
from .test_pages import a_form
from .test_records import thumbnails

pytestmark = pytest.mark.django_db

#: models of which everybody may choose all, and why
EVERYBODYS = {Term: "the words of the vocabularies are public"}
REACHES = ("other_districts", "other_neighbourhoods")  # whom else a thing concerns: the names of places are public
NARROWER = ("neighbourhood", "record")  # the form of a page narrows these further
MISSING = 999_999
#: (place, turn): in turn 0 public pages are chosen, in turn 1 drafts, in turn 2 texts link documents
CASES = [("own", 1), ("other", 0), ("other", 1), ("other", 2), (CLOSED, 1), (CITY, 0), (CITY, 2)]


@pytest.fixture
def kinds():
    """Return every Form with its relations; forms without any are left out."""
    found = [(form, relations(form.kind)) for form in forms()]
    return [(form, pointing) for form, pointing in found if pointing]


def test_every_form_that_points_at_something_asks(kinds):
    assert [form.name for form, _pointing in kinds if not issubclass(form.kind, WagtailAdminModelForm)] == []
    assert len(kinds) > 15
    assert sum(len(pointing) for _form, pointing in kinds) > 100


def test_the_city_has_something_of_every_model_at_which_a_form_points(city, kinds):
    targets = {relation.model for _form, pointing in kinds for relation in pointing}
    assert targets - set(EVERYBODYS) <= {thing.model for thing in city.things} | {Page}


def test_rows_know_whose_form_it_is(city, kinds):
    editor = city.users["editor"]
    for form in forms():
        if form.rows or not getattr(form.kind, "formsets", None):
            continue
        made = form.kind(for_user=editor, **parent_of(city, form))
        told = {name: getattr(rows.empty_form, "for_user", None) for name, rows in made.formsets.items()}
        assert set(told.values()) == {editor}, form.name


def parent_of(city, form):
    """Return what the form of a page needs to know besides: in which folder it lies."""
    if not issubclass(form.kind, PageForm):
        return {}
    return {
        "parent_page": first(city, CouncilPage, "own", "hers") if form.owner is SessionPage else city.folders["own"]
    }


def things_of(city, model):
    """Return the things at which a relation may point."""
    return city.pages() if model is Page else city.of(model)


def chosen(city, model, place, turn):
    """Return the thing of a place that is sent in this turn: now a public one, now a draft, hers and others' in turn."""
    there = [thing for thing in things_of(city, model) if thing.place == place]
    there.sort(key=lambda thing: (thing.live, thing.neighbourhood != "theirs", thing.key), reverse=turn == 0)
    return there[turn % len(there)] if there else None


def is_offered(actor, name, thing):
    """Tell whether a chooser offers a thing to an account."""
    if thing.subject == Subject.PAGE:
        return oracle.names(actor, thing)
    if thing.subject == Subject.FILE:
        return oracle.may(actor, "choose", thing)
    if name in REACHES:
        return thing.place != CLOSED
    if name == "district" and oracle.reaches(actor, thing):
        return True  # where a record lies: an official's, too, though she changes nothing of the district itself
    return oracle.may(actor, "view", thing) and not (thing.model is District and thing.place == CLOSED)


def filled(city, form, actor, place, turn):
    """Return the form of an account, sent with the keys of a place, as far as its fields were read."""
    keys = {}

    def key_of(model):
        if model not in keys:
            thing = chosen(city, model, place, turn) if model not in EVERYBODYS else None
            keys[model] = str(thing.pk if thing else MISSING)
        return keys[model]

    prefix = "rows-0" if form.rows else None
    data = sent(form.kind, prefix, key_of, Page if turn < 2 else get_document_model())
    made = form.kind(data=data, prefix=prefix, for_user=city.users[actor.name], **parent_of(city, form))
    pointing = {relation.path[0] for relation in relations(form.kind) if relation.model not in EVERYBODYS}
    made.fields = {name: field for name, field in made.fields.items() if name in pointing}
    made._errors, made.cleaned_data = ErrorDict(), {}
    made._clean_fields()  # of the whole, only this: where a row may lie is asked by tests/office/records
    return made


@thumbnails
@pytest.mark.parametrize(
    "actor", [actor for actor in ACTORS if actor.role or actor.is_superuser], ids=lambda actor: actor.name
)
def test_what_the_chooser_does_not_offer_is_refused_beside_its_field(city, matrix, kinds, actor):
    for form, pointing in kinds:
        has_text = any(relation.is_text for relation in pointing)
        for place, turn in CASES:
            if turn < 2 or has_text:
                made = filled(city, form, actor, place, turn)
                check(city, matrix, actor, form, pointing, place, turn, made, refused_paths(made))
    matrix.check()


def check(city, matrix, actor, form, pointing, place, turn, made, refused):
    """Note each relation of a form that was sent."""
    shown = shown_again(made) if refused else ""
    for relation in pointing:
        thing = chosen(city, relation.model, place, turn) if relation.model not in EVERYBODYS else None
        linked = relation.model is (Page if turn < 2 else get_document_model())
        if thing is None or (relation.is_text and not linked) or relation.path[0] not in made.fields:
            continue
        what = f"{form.name}.{'.'.join(relation.path)} → {thing.key}"
        offered = is_offered(actor, relation.path[0], thing)
        if not offered:
            matrix.cell(actor, what, "relation", False, relation.path not in refused)
            matrix.cell(actor, what, "title", False, thing.title in shown and is_hidden(actor, thing))
        elif (issubclass(form.kind, PageForm) or form.rows) and relation.path[0] not in NARROWER:
            matrix.cell(actor, what, "relation", True, relation.path not in refused)


def is_hidden(actor, thing):
    """Tell whether the title of a thing is nothing for an account to read."""
    return thing.subject in (Subject.PAGE, Subject.FILE)


# Through the screens -------------------------------------------------------------------------------------------------


def body_with(city, picture, link):
    """Return the body of a page as a browser sends it: a picture and a text with a link to a page, by their keys."""
    blocks = [("picture", {"image": {"image": picture, "alt_text": "Una plaza"}, "caption": "La plaza"})]
    return nested_form_data({"body": streamfield([*blocks, ("paragraph", text_with("LINK", link))])})


def hidden_from(city, actor_name):
    """Return (a picture of another district, a draft of another district)."""
    picture = next(thing for thing in city.of(get_image_model()) if thing.place == "other")
    draft = next(thing for thing in city.of(PracticePage) if thing.place == "other" and not thing.live)
    return picture, draft


@thumbnails
def test_a_page_says_it_beside_the_block_and_keeps_what_was_typed(city):
    page = next(
        thing for thing in city.of(ContentPage) if (thing.place, thing.language, thing.live) == ("own", "es", True)
    )
    picture, draft = hidden_from(city, "editor")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent_form = {**a_form(city, page).dict(), "title": "Lo que escribí", **body_with(city, picture.pk, draft.pk)}
    with taken_back():
        answer = city.browsers["editor"].post(url, sent_form)
        text = answer.content.decode()
        assert answer.status_code == 200
        (error,) = answer.context["form"].errors.as_data()["body"]
        assert list(error.block_errors) == [0, 1]
        assert list(error.block_errors[0].block_errors["image"].block_errors) == ["image"]
        assert "Lo que escribí" in text
        assert "La plaza" in text
        assert "Mira " in text
        assert picture.title not in text
        assert draft.title not in text
        assert city.browsers["curator"].post(url, sent_form).status_code == 302
        # what the curator chose may stay
        assert city.browsers["editor"].post(url, sent_form | {"title": "Otra vez"}).status_code == 302


def test_a_row_says_it_beside_its_field(city):
    event = next(thing for thing in city.of(EventPage) if (thing.place, thing.language) == ("own", "es"))
    _picture, draft = hidden_from(city, "editor")
    form = a_form(city, event)
    rows = {"practice_links-TOTAL_FORMS": "1", "practice_links-0-practice": draft.pk, "practice_links-0-ORDER": "1"}
    with taken_back():
        answer = city.browsers["editor"].post(
            reverse("wagtailadmin_pages:edit", args=[event.pk]), {**form.dict(), **rows, "practice_links-0-id": ""}
        )
        row = answer.context["form"].formsets["practice_links"].forms[0]
        assert refused_paths(row) == {("practice",)}
        assert draft.title not in answer.content.decode()


def test_a_record_says_it_beside_its_field(city):
    _picture, draft = hidden_from(city, "editor")
    answer = city.browsers["editor"].post(reverse("practice_contacts:add"), {"practice": draft.pk, "name": "Ana"})
    assert refused_paths(answer.context["form"]) == {("practice",)}
    assert draft.title not in answer.content.decode()
    assert "Ana" in answer.content.decode()


@pytest.mark.parametrize("key", ["x", "-1", "999999999999999999999", "1 or 1", ""])
def test_a_key_that_is_none_is_refused_and_breaks_nothing(city, key):
    page = next(
        thing for thing in city.of(ContentPage) if (thing.place, thing.language, thing.live) == ("own", "es", True)
    )
    form = a_form(city, page)
    answer = city.browsers["editor"].post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form.dict(), **body_with(city, key, key)}
    )
    assert answer.status_code == 200


@thumbnails
def test_a_translation_shows_no_picture_of_others(city):
    page = next(
        thing for thing in city.of(ContentPage) if (thing.place, thing.language, thing.live) == ("own", "es", True)
    )
    ours = next(thing for thing in city.of(get_image_model()) if thing.place == "own")
    theirs, _draft = hidden_from(city, "translator")
    with taken_back():
        row = ContentPage.objects.get(pk=page.pk)
        image = get_image_model().objects.get(pk=ours.pk)
        image.contextual_alt_text, image.decorative = "Una plaza", False
        row.body = [("picture", {"image": image, "caption": ""})]
        row.save_revision().publish()
        source, _made = TranslationSource.update_or_create_from_instance(row)
        segment = source.overridablesegment_set.get(context__path__endswith="image")
        target = row.get_translation(city.locales["fr"])
        translation = Translation.objects.create(source=source, target_locale=target.locale)
        url = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
        for key, expected in ((theirs.pk, 403), ("x", 403), (ours.pk, 201)):
            answer = city.browsers["translator"].put(url, f"value={key}", "application/x-www-form-urlencoded")
            assert answer.status_code == expected, key
