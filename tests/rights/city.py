"""A small city with one of everything in the account's own district, in another, in a closed one and in none.

Every kind of page and every model with a ScopedPolicy has a maker here; test_matrix.py fails for one that has none.
"""

from dataclasses import replace
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, get_page_models
from wagtail.permissions import policy_registry

from portal.access.policy import ScopedPolicy
from portal.access.roles import Subject
from portal.agendas.models import CalendarPage, Recipient, WeeklyIssue
from portal.core.models import BasePage, Role, User
from portal.districts.files import district_collection
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.districts.opening.closing import close_district
from portal.districts.roles import ensure_district_team, ensure_review_workflow
from portal.home.models import ContentPage, HomePage
from portal.practices.models import DossierPage, PracticeContact, PracticeIndexPage, PracticePage
from portal.territory.models import District, Neighbourhood, Organisation, Unit, Venue
from tests.factories import bank, content, district_page, home, locale, practice, publish, translate

from . import dated
from .oracle import ACTORS, CITY, CLOSED, Thing

PLACES = {"own": "Oeste", "other": "Sur", CLOSED: "Viejo"}
WORD = "Ficha"  # every title begins with it


def page_types():
    """Return the page types (set) of the portal."""
    return {model for model in get_page_models() if issubclass(model, BasePage)}


def scoped_models():
    """Return the models (set) with a ScopedPolicy."""
    policies = policy_registry.values_by_class
    return {model for model, policy in policies.items() if isinstance(policy, ScopedPolicy)}


def _png():
    """Return a small picture (bytes)."""
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return drawn.getvalue()


class City:
    """The things, and a browser for each account."""

    def __init__(self):
        ensure_review_workflow()
        self.things, self._count = [], 0
        self.folders = {place: district_page(name, name.lower()) for place, name in PLACES.items()}
        self.districts = {place: page.record for place, page in self.folders.items()}
        self.neighbourhoods = self._neighbourhoods()
        self.users = {actor.name: self._account(actor) for actor in ACTORS if not actor.is_visitor}
        self.locales = {code: locale(code).pk for code in ("es", "fr", "pt")}
        self._pages()
        self._records()
        self._files()
        close_district(self.districts[CLOSED])
        call_command("update_index", verbosity=0)  # Wagtail fills its own index from a task
        self.browsers = {actor.name: self._browser(actor) for actor in ACTORS}

    def __deepcopy__(self, memo):
        """Tests only read it."""
        return self

    # Accounts --------------------------------------------------------------------------------------------------------

    def _neighbourhoods(self):
        """Make two neighbourhoods in one's own district and one in each other; return {(place, whose): Neighbourhood}."""
        wanted = [("own", "hers"), ("own", "theirs"), ("other", "theirs"), (CLOSED, "theirs")]
        return {
            (place, whose): Neighbourhood.objects.create(
                district=self.districts[place], code=f"{place}-{whose}", name=self.title("barrio")
            )
            for place, whose in wanted
        }

    def _account(self, actor):
        """Make the account of an actor; in its district and, where it has that role, in the closed one as well."""
        user = User.objects.create_user(actor.name, f"{actor.name}@example.org", "secret")
        user.is_superuser = actor.is_superuser
        user.save()
        if actor.role == Role.CURATOR:
            user.groups.add(Group.objects.get(team__role=Role.CURATOR))
        elif actor.role:
            for place in ("own", CLOSED):
                user.groups.add(ensure_district_team(self.districts[place])[actor.role])
        user.neighbourhoods.set([self.neighbourhoods["own", whose] for whose in actor.neighbourhoods])
        user.languages.set([locale(code) for code in actor.languages])
        return user

    def _browser(self, actor):
        """Return a Client in which the account is logged in; nobody for a visitor."""
        client = Client()
        if not actor.is_visitor:
            client.force_login(self.users[actor.name])
        return client

    # Things ----------------------------------------------------------------------------------------------------------

    def title(self, kind):
        """Return a title that no other thing has, nor contains."""
        self._count += 1
        return f"{WORD} {kind} k{self._count:03d}z"

    def _keep(self, thing):
        self.things.append(thing)
        return thing

    def of(self, *models):
        """Return the things of these models."""
        return [thing for thing in self.things if thing.model in models]

    def pages(self):
        """Return the things that are pages."""
        return [thing for thing in self.things if thing.subject == Subject.PAGE]

    def page(self, page, place, neighbourhood="", owner="", **more):
        """Note a page that was made."""
        language = page.locale.language_code
        is_public = page.live and place != CLOSED
        title = page.title
        if not title.startswith(WORD):  # made by a migration or a factory
            title = page.title = page.draft_title = self.title(type(page).__name__.lower())
            page.save()
        return self._keep(
            Thing(
                key=f"{type(page).__name__} {place} {language}{' ' + neighbourhood if neighbourhood else ''}"
                f"{'' if page.live else ' draft'}{' of ' + owner if owner else ''}",
                model=type(page),
                pk=page.pk,
                title=title,
                subject=Subject.PAGE,
                place=place,
                neighbourhood=neighbourhood,
                language=language,
                live=page.live,
                owner=owner,
                by_review=type(page).published_by_review,
                has_children=page.numchild > 0,
                folder=page.get_parent().pk,
                is_public=is_public,
                **more,
            )
        )

    def _draft(self, page, place, neighbourhood="", owner=""):
        """Note a page that nobody published yet, with its draft."""
        page.save_revision()
        self.page(page, place, neighbourhood, owner)

    def with_translation(self, page, place, neighbourhood=""):
        """Note a published page and its published French version."""
        french = translate(page, "fr", title=self.title("trad"))
        self.page(page, place, neighbourhood)
        self.page(french, place, neighbourhood, is_translation=True)

    def _pages(self):
        """Make the pages of all places."""
        for place in PLACES:
            folder = self.folders[place]
            french = translate(folder, "fr", title=self.title("district"))
            translate(folder, "pt", title=f"{PLACES[place]} em português")
            self.with_translation(content(self.title("content"), folder), place)
            theirs = self.neighbourhoods[place, "theirs"]
            self.with_translation(practice(self.title("practice"), folder, neighbourhood=theirs), place, "theirs")
            self._draft(practice(self.title("practice"), folder, live=False, neighbourhood=theirs), place, "theirs")
            dated.pages(self, folder, place, "theirs")
            if place == "own":
                self._own_pages(folder)
            ensure_district_team(folder.record)
            for version in (folder, french):
                stored = DistrictPage.objects.get(pk=version.pk)
                is_translation = version is french
                self.page(stored, place, is_folder=True, is_translation=is_translation)
        self._city_pages()

    def _own_pages(self, folder):
        """Make what only the account's own district has: pages of her neighbourhood, drafts of several owners."""
        hers = self.neighbourhoods["own", "hers"]
        self.with_translation(practice(self.title("practice"), folder, neighbourhood=hers), "own", "hers")
        self._draft(practice(self.title("practice"), folder, live=False, neighbourhood=hers), "own", "hers")
        dated.pages(self, folder, "own", "hers")
        for owner in ("author", "official"):
            draft = ContentPage(
                title=self.title("draft"),
                slug=f"de-{owner}",
                live=False,
                locale=folder.locale,
                owner=self.users[owner],
            )
            self._draft(folder.add_child(instance=draft), "own", owner=owner)

    def _city_pages(self):
        """Make what belongs to no district."""
        self.page(practice(self.title("practice"), bank()), CITY)
        self.page(content(self.title("content")), CITY)
        dossier = DossierPage(title=self.title("dossier"), slug="dosier", locale=home().locale)
        self.page(publish(bank().add_child(instance=dossier)), CITY)
        for model in (HomePage, DistrictIndexPage, PracticeIndexPage, CalendarPage):
            page = model.objects.get(locale__language_code="es")
            self.page(page, CITY, is_way=model in (HomePage, DistrictIndexPage))

    def _records(self):
        """Make the records of all places: the model's maker says which fields they need."""
        for place, district in self.districts.items():
            self.record(district, place)
            for whose in ("hers", "theirs") if place == "own" else ("theirs",):
                there = self.neighbourhoods[place, whose]
                self.record(there, place, whose)
                title = self.title("venue")
                venue = Venue.objects.create(district=district, neighbourhood=there, name=title, address="Calle 1")
                self.record(venue, place, whose)
                page = next(
                    thing
                    for thing in self.of(PracticePage)
                    if (thing.place, thing.neighbourhood, thing.live) == (place, whose, True)
                )
                contact = PracticeContact.objects.create(
                    practice_id=page.pk, name=self.title("contact"), email="a@example.org"
                )
                self.record(contact, place, whose)
                dated.records(self, place, whose)
        for place in (*PLACES, CITY):
            district = self.districts.get(place)
            self.record(Unit.objects.create(name=self.title("unit"), code=f"unit-{place}", district=district), place)
            self.record(Organisation.objects.create(name=self.title("organisation"), district=district), place)
            self.record(WeeklyIssue.objects.create(week="2026-W47", district=district), place)
            office = Recipient.objects.create(name=self.title("office"), email="o@example.org", district=district)
            self.record(office, place)

    def record(self, row, place, neighbourhood="", title=""):
        """Note a record that was made, under another title where it does not say its own."""
        if isinstance(row, District):
            District.objects.filter(pk=row.pk).update(name=self.title("district"))
            row.refresh_from_db()
        policy = policy_registry.get_by_type(type(row))
        return self._keep(
            Thing(
                key=f"{type(row).__name__} {place}{' ' + neighbourhood if neighbourhood else ''}",
                model=type(row),
                pk=row.pk,
                title=title or str(row),
                subject=policy.subject,
                place=place,
                neighbourhood=neighbourhood,
                city_only=policy.city_only,
            )
        )

    def _files(self):
        """Make a picture and a document in each collection, and a picture that the author brought."""
        for place in (*PLACES, CITY):
            root = Collection.get_first_root_node()
            collection = district_collection(self.districts[place]) if place in PLACES else root
            for model in (get_image_model(), get_document_model()):
                file = ContentFile(_png(), name="one.png")
                row = model.objects.create(title=self.title("file"), file=file, collection=collection)
                thing = Thing(f"{model.__name__} {place}", model, row.pk, row.title, Subject.FILE, place)
                self._keep(thing)
                if place == "own":
                    row.pk, row.title, row.uploaded_by_user = None, self.title("file"), self.users["author"]
                    row.save()
                    self._keep(replace(thing, key=f"{thing.key} of author", pk=row.pk, title=row.title, owner="author"))
