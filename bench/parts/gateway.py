"""A door in front of one node of a cluster: it can be shut, want a key, speak TLS, or answer like another version."""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HOP = {"connection", "transfer-encoding", "content-length", "host", "keep-alive"}
# What Elasticsearch 7 answers to a client of version 8: it does not know the media type.
_OLD = (
    b'{"error":{"root_cause":[{"type":"media_type_header_exception","reason":"Invalid media-type value on headers '
    b'[Accept, Content-Type]"}],"type":"media_type_header_exception","reason":"Invalid media-type value on headers"},'
    b'"status":400}'
)


class Gateway:
    """Forwards to `target` (http://host:port). `authorization` is the header it asks for; `context` makes it speak TLS."""

    def __init__(self, target: str, *, context: ssl.SSLContext | None = None, authorization: str = "", port: int = 0):
        self.target, self.context, self.authorization = urlsplit(target), context, authorization
        self.port, self.old, self.requests = port, False, 0
        self._server: ThreadingHTTPServer | None = None
        self.open()

    @property
    def address(self) -> str:
        """Return where it answers."""
        return f"http{'s' if self.context else ''}://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Answer, on the same port as before."""
        handler = type("Handler", (_Handler,), {"gateway": self})
        self._server = _Server(("127.0.0.1", self.port), handler)
        self.port = self._server.server_address[1]
        if self.context:
            self._server.socket = self.context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def shut(self) -> None:
        """Refuse every connection, those that stand as well."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server.drop()
            self._server = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, *args):
        self.connections: set = set()
        super().__init__(*args)

    def process_request(self, request, client_address):
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.connections.discard(request)
        super().shutdown_request(request)

    def drop(self) -> None:
        for connection in list(self.connections):
            with suppress(OSError):  # gone by itself
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request, client_address):
        """A connection that was dropped is no news."""


class _Handler(BaseHTTPRequestHandler):
    gateway: Gateway
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        gateway = self.gateway
        gateway.requests += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if gateway.authorization and self.headers.get("Authorization") != gateway.authorization:
            self.reply(401, {"Content-Type": "application/json"}, b'{"error":"unauthorised","status":401}')
        elif gateway.old:
            headers = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"}
            self.reply(400, headers, _OLD)
        else:
            self.forward(body)

    def forward(self, body: bytes) -> None:
        upstream = http.client.HTTPConnection(self.gateway.target.hostname, self.gateway.target.port, timeout=60)
        try:
            kept = {name: value for name, value in self.headers.items() if name.lower() not in {*_HOP, "authorization"}}
            upstream.request(self.command, self.path, body or None, kept)
            answer = upstream.getresponse()
            self.reply(answer.status, dict(answer.getheaders()), answer.read())
        except OSError:
            self.close_connection = True  # as a node that died would
        finally:
            upstream.close()

    def reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if self.command != "HEAD" else b"")

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer

    def log_message(self, *args) -> None:
        """Say nothing."""
