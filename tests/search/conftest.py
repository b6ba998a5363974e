"""A small corpus in four languages, indexed in the engine under test."""

import os
from itertools import count

import pytest
from django.db import connection

from search import engines, thesaurus, visibility
from search.models import SearchOutbox
from search.query import DocumentData
from search.rebuild import rebuild_documents
from search.replica.connection import client, close_clients
from search.replica.engine import ElasticsearchEngine
from search.replica.following import step
from search.replica.mapping import alias
from search.thesaurus import Concept

numbers = count(1)
ENGINES = [
    pytest.param("sqlite"),
    pytest.param("postgresql", marks=pytest.mark.postgres),
    pytest.param("elasticsearch", marks=pytest.mark.elasticsearch),
]
CONCEPTS = [
    Concept(
        "participatory-budgeting",
        {
            "es": ["presupuesto participativo"],
            "fr": ["budget participatif"],
            "en": ["participatory budgeting", "participatory budget"],
            "pt": ["orçamento participativo"],
        },
    ),
    Concept("waste", {"es": ["residuos", "basura"], "fr": ["déchets"], "en": ["waste"], "pt": ["resíduos", "lixo"]}),
    Concept("right-to-city", {"es": ["derecho a la ciudad"], "fr": ["droit à la ville"], "en": ["right to the city"]}),
]


def document(key: str, group: str, language: str, title: str, **rest) -> DocumentData:
    """A practice with the defaults of this corpus."""
    return DocumentData(**{"key": key, "group": group, "kind": "practice", "language": language, "title": title} | rest)


def corpus() -> list[DocumentData]:
    """Six objects: one in two languages, one of each language alone, one event."""
    return [
        document(
            "1",
            "rosario",
            "es",
            "Consejos barriales en línea",
            summary="Los vecinos de Rosario se reúnen por videollamada.",
            body="Durante la pandemia los consejos barriales siguieron deliberando. " * 3
            + "Se decidió reparar plazas.",
            published="2021-05",
            date_start="2020-03",
            date_end="2021-12-31",
            url="/es/consejos/",
            facets={"theme": ("deliberation", "digital"), "country": ("AR",)},
        ),
        document(
            "2",
            "rosario",
            "fr",
            "Conseils de quartier en ligne",
            is_source=False,
            summary="Les habitants de Rosario se réunissent en visioconférence.",
            body="Pendant la pandémie, les conseils ont continué à délibérer.",
            published="2021-05",
            date_start="2020-03",
            date_end="2021-12-31",
            url="/fr/conseils/",
            facets={"theme": ("deliberation", "digital"), "country": ("AR",)},
        ),
        document(
            "3",
            "iztapalapa",
            "es",
            "Presupuesto participativo en Iztapalapa",
            summary="Cada colonia decide obras.",
            body="El presupuesto participativo reparte fondos entre colonias y pueblos. Residuos y plazas <b>limpias</b>.",
            published="2023-01-10",
            date_start="2019",
            facets={"theme": ("budget",), "country": ("MX",)},
        ),
        document(
            "4",
            "paris",
            "fr",
            "Trier ensemble",
            body="Un budget participatif pour les déchets des écoles. Les élues et les citoyennes y participent.",
            published="2022-06-01",
            date_start="2022-01-01",
            date_end="2022-02-01",
            facets={"theme": ("budget", "environment"), "country": ("FR",)},
        ),
        document(
            "5",
            "leeds",
            "en",
            "Neighbourhood councils plant trees",
            body="Children and older people planned the parks. Right to the city for everybody.",
            published="2024-02-02",
            facets={"theme": ("environment", "deliberation"), "country": ("GB",)},
        ),
        document(
            "6",
            "recife",
            "pt",
            "Orçamento participativo infantil",
            body="As crianças votaram nas praças. Avaliação com moradoras do bairro.",
            published="2020-10-10",
            facets={"theme": ("budget",), "country": ("BR",)},
        ),
        document("7", "assembly", "es", "Asamblea del barrio", kind="event", published="2024-05-05"),
    ]


@pytest.fixture(params=ENGINES)
def engine(request, db) -> str:
    """The engine of the database in use; the other one is run by a session on the other database."""
    if request.param == "elasticsearch":
        request.getfixturevalue("cluster")
    elif connection.vendor != request.param:
        pytest.skip(f"this run's database is {connection.vendor}")
    return request.param


class Prompt(ElasticsearchEngine):
    """The cluster asked after everything has arrived there: what the contract says of an engine, not of its delay."""

    def answer(self, query, parsed, *, whole=False):
        """Bring the outbox over, then answer."""
        if SearchOutbox.objects.exists():
            step()
            client().indices.refresh(index=alias())
        return super().answer(query, parsed, whole=whole)


@pytest.fixture
def cluster(settings, db, monkeypatch):
    """A real cluster (TEST_ELASTICSEARCH_URL) with indexes of this test's own, taken away afterwards."""
    if "TEST_ELASTICSEARCH_URL" not in os.environ:
        pytest.fail("TEST_ELASTICSEARCH_URL names no cluster; see CONTRIBUTING.md")
    hosts = os.environ["TEST_ELASTICSEARCH_URL"].split(",")
    prefix = f"test{os.getpid()}-{next(numbers)}"
    settings.ELASTICSEARCH = {"hosts": hosts, "prefix": prefix, "timeout": 10}
    close_clients()
    monkeypatch.setattr(engines, "answering", Prompt)
    yield client(patient=True)
    names = list(client(patient=True).indices.get(index=f"{prefix}-*", features="settings"))
    for name in names:
        client(patient=True).indices.delete(index=name)
    close_clients()


@pytest.fixture
def alone(monkeypatch):
    """The thesaurus of this corpus; what the portal registered is put aside."""
    monkeypatch.setattr(visibility, "_checkers", {})
    monkeypatch.setattr(thesaurus, "_provider", lambda: CONCEPTS)
    thesaurus.invalidate()
    yield
    thesaurus.invalidate()


@pytest.fixture
def indexed(engine, alone):
    """The corpus and its thesaurus, indexed."""
    rebuild_documents(corpus())
    return engine
