"""Whether this process asks the cluster at all: after a failure not for a while, then one question tries again."""

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds


class Breaker:
    """Closed: ask. Open: do not ask until the pause is over; then one question tries, the others still go elsewhere."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pause = 0.0
        self._until = 0.0
        self.failures = 0  # since the process began: for the metric

    @property
    def is_open(self) -> bool:
        """Tell whether the cluster counts as failed."""
        return self._pause > 0

    def may_ask(self) -> bool:
        """Tell whether to ask now; whoever is told yes after a pause tries for all."""
        with self._lock:
            if not self._pause:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._pause
            return True

    def failed(self, reason: BaseException) -> None:
        """Note a failure: the pause begins, twice as long as the last one. The reason is logged by its kind only."""
        with self._lock:
            first = not self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE) or FIRST_PAUSE
            self._until = self._clock() + self._pause
            self.failures += 1
        if first:
            logger.warning("search: the cluster failed (%s); the database answers", type(reason).__name__)

    def worked(self) -> None:
        """Note an answer: the pauses are over."""
        with self._lock:
            was_open, self._pause = bool(self._pause), 0.0
        if was_open:
            logger.warning("search: the cluster answers again")


breaker = Breaker()
