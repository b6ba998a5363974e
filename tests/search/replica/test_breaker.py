"""After a failure nobody asks for a while, then one question tries; each pause is longer than the last."""

from search.replica.breaker import FIRST_PAUSE, LONGEST_PAUSE, Breaker


class Clock:
    """A clock that stands until told otherwise."""

    now = 100.0

    def __call__(self):
        return self.now


def broken():
    """Return a breaker that has just failed, and its clock."""
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed(TimeoutError())
    return breaker, clock


def test_a_new_one_asks():
    assert Breaker().may_ask()
    assert not Breaker().is_open


def test_nobody_asks_during_the_pause():
    breaker, clock = broken()
    clock.now += FIRST_PAUSE - 0.01
    assert breaker.is_open
    assert not breaker.may_ask()


def test_one_question_tries_after_the_pause():
    breaker, clock = broken()
    clock.now += FIRST_PAUSE
    assert breaker.may_ask()
    assert not breaker.may_ask()


def test_each_pause_is_longer_up_to_a_limit():
    breaker, clock = broken()
    for _ in range(20):
        breaker.failed(TimeoutError())
    clock.now += LONGEST_PAUSE - 0.01
    assert not breaker.may_ask()
    clock.now += 0.01
    assert breaker.may_ask()
    assert breaker.failures == 21


def test_an_answer_ends_the_pause():
    breaker, _clock = broken()
    breaker.worked()
    assert breaker.may_ask()
    assert breaker.may_ask()
    assert not breaker.is_open


def test_the_log_names_the_kind_and_no_address(caplog):
    breaker, _clock = broken()
    breaker.failed(ConnectionError("https://user:secret@host"))
    assert "TimeoutError" in caplog.text
    assert "secret" not in caplog.text
