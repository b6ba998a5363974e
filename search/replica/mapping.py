"""What the cluster keeps of a group: its codes and dates to filter, count and sort by, and each version's tokens.

One Elasticsearch document is one group, so that totals and counts are exact. The only version of a group stands in it;
several are nested, so that all words of a question must stand in one of them. A change of this mapping is a new VERSION
and so a new index, never an edit.
"""

import hashlib
import json

from elasticsearch import dsl

from search.replica.connection import prefix

VERSION = 4
TOKENS = {"analyzer": "whitespace"}
SETTINGS = {
    "max_result_window": 21_000,  # pages end at 20,000 hits
    "number_of_replicas": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
}


class Version(dsl.InnerDoc):
    """One document of a group: a language of it, or a part of one."""

    tokens = dsl.Text(**TOKENS)


class Group(dsl.Document):
    """One published object whatever its languages."""

    number = dsl.Long()  # the group's id in the database: breaks ties as the database does
    date = dsl.Keyword()
    date_start = dsl.Keyword()
    date_end = dsl.Keyword()
    titles = dsl.Object(dynamic=True)  # by language of the reader: what the version shown to her is sorted by
    #: those of all versions, each with its facet, "theme:health": one field is counted in one go whatever the facets
    codes = dsl.Keyword(eager_global_ordinals=True)
    #: kinds and languages in the same way: mostly asked for and not counted, and each code counted takes time
    marks = dsl.Keyword(eager_global_ordinals=True)
    checksum = dsl.Keyword(index=False)
    #: title eight times, summary three times, body once: a single field that weighs as BM25F does
    tokens = dsl.Text(**TOKENS)
    versions = dsl.Nested(Version)

    class Meta:
        dynamic = dsl.MetaField("strict")
        source = dsl.MetaField(
            enabled=False
        )  # the database has it: nobody reads it here, and it would be half the index
        dynamic_templates = dsl.MetaField(
            [{"titles": {"path_match": "titles.*", "mapping": {"type": "keyword", "index": False}}}]
        )


def body() -> dict:
    """Return the settings and mapping of a new index."""
    index = dsl.Index("any")
    index.document(Group)
    return {"settings": dict(SETTINGS), "mappings": index.to_dict()["mappings"]}


def mapping_fingerprint() -> str:
    """Return what tells one mapping from another: eight letters, part of each index's name."""
    return hashlib.sha256(json.dumps([VERSION, body()], sort_keys=True).encode()).hexdigest()[:8]


def alias() -> str:
    """Return the name under which readers ask and changes are written."""
    return f"{prefix()}-search"


def is_current(index: str) -> bool:
    """Tell whether an index (its name) was made with today's mapping."""
    return f"-{mapping_fingerprint()}-" in index
