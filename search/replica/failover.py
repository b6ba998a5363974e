"""The cluster first, the database when it fails: within the same question, and nobody notices but the metric."""

import logging

from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError

from search.engines.base import Answer, Engine
from search.engines.database import DatabaseEngine
from search.replica.breaker import breaker
from search.replica.engine import ElasticsearchEngine

logger = logging.getLogger(__name__)
OTHER_VERSION = "media_type_header_exception"  # an older server does not know the client's media type


class FailoverEngine(Engine):
    """Asks the replica while it works."""

    name = "elasticsearch, else the database"

    def __init__(self, database: DatabaseEngine) -> None:
        self.database = database
        self.replica = ElasticsearchEngine()

    def answer(self, query, parsed, *, whole: bool = False) -> Answer:
        """Return the answer of the cluster, or of the database when the cluster failed or is not asked now."""
        if breaker.may_ask():
            try:
                answer = self.replica.answer(query, parsed, whole=whole)
            except (TransportError, ApiError) as error:
                if isinstance(error, BadRequestError) and error.error != OTHER_VERSION:
                    # This question only: one that the cluster refuses must not switch it off for all others.
                    logger.error("search: the cluster refused a question (%s)", error.error)
                else:
                    breaker.failed(error)
            else:
                breaker.worked()
                return answer
        return self.database.answer(query, parsed, whole=whole)
