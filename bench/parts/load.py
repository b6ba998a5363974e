"""One client of the mixed load: asks the door, one question after another, and prints each answer's milliseconds.

python -m bench.parts.load SECONDS QUESTIONS_AS_JSON SEED [anew]; the environment names the database and the cluster. With
"anew" the cluster finds each answer anew, also to a question that it has just answered.
"""

import json
import random
import sys
import time


def main() -> None:
    """Warm up for three seconds, then ask for so many seconds."""
    import django

    django.setup()
    from bench.parts.corpus import words_to_ask
    from bench.parts.generated import FACETS, RANDOM
    from search import engines, thesaurus
    from search.grammar import parse_query
    from search.query import SearchQuery
    from search.replica import engine as cluster
    from search.replica.breaker import breaker

    seconds, questions, seed = float(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3])
    cluster.REMEMBERED = "anew" not in sys.argv
    chance = random.Random(seed)  # noqa: S311 no secret
    engine, known = engines.answering(), thesaurus.current_thesaurus()
    words = words_to_ask(chance)

    def ask(question: dict) -> float:
        if question.get("text") == RANDOM:
            question = question | {"text": next(words)}
        query = SearchQuery(language=chance.choice(["es", "fr", "en", "pt"]), count_facets=FACETS, **question)
        started = time.perf_counter()
        engine.answer(query, parse_query(query.text, query.language, known))
        return (time.perf_counter() - started) * 1000

    end = time.monotonic() + 3
    while time.monotonic() < end:
        ask(chance.choice(questions))
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        times.append(ask(chance.choice(questions)))
    if breaker.failures:
        sys.exit("the cluster failed during the measurement")
    print(json.dumps(times))


if __name__ == "__main__":
    main()
