"""Servers on 127.0.0.1 for the time of a measurement."""

import socket
import time

PATIENCE = 60  # seconds


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    """Return when a server answers on the port; raise RuntimeError when none does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"no server answers on port {port}")
