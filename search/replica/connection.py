"""How the cluster is reached: everything comes from settings, nothing of it is ever logged."""

from functools import cache

from django.conf import settings
from elasticsearch import Elasticsearch

from search.replica.configuration import configured as configured
from search.replica.configuration import prefix as prefix


def client(*, patient: bool = False) -> Elasticsearch:
    """Return the client of this process: for readers with their short time-out, or a `patient` one for bulk work."""
    return _client(patient)


@cache
def _client(patient: bool) -> Elasticsearch:
    options = settings.ELASTICSEARCH
    more = {}
    if options.get("api_key"):
        more["api_key"] = options["api_key"]
    if options.get("ca"):
        more["ca_certs"] = str(options["ca"])
    if patient:
        return Elasticsearch(options["hosts"], request_timeout=60, max_retries=3, retry_on_timeout=True, **more)
    # Another host is tried when one refuses; none after a time-out: the reader waits, and the database answers as well.
    return Elasticsearch(
        options["hosts"], request_timeout=options.get("timeout") or 1.5, max_retries=1, retry_on_timeout=False, **more
    )


def close_clients() -> None:
    """Close the clients: settings changed, or a process was forked."""
    for patient in (False, True):
        if _client.cache_info().currsize:
            _client(patient).close()
    _client.cache_clear()
