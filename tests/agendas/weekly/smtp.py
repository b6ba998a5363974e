"""A small mail server for tests: it keeps what it is given, and refuses the addresses that begin with "broken"."""

import socketserver
import threading
from contextlib import contextmanager

ANSWERS = {"EHLO": "250 mail.test", "MAIL": "250 ok", "RSET": "250 ok", "NOOP": "250 ok"}


class Server(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; `letters` are the texts it was given."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters = []


class Conversation(socketserver.StreamRequestHandler):
    """One conversation, as far as Django speaks."""

    def say(self, line):
        """Send one line."""
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        """Answer until the other side says goodbye."""
        self.say("220 mail.test")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                return self.say("221 bye")
            if word == "RCPT":
                self.say("550 nobody of this name" if "<broken" in line else "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                self.server.letters.append(self.body())
                self.say("250 kept")
            else:
                self.say(ANSWERS.get(word, "502 not known"))
        return None

    def body(self):
        """Return the letter (bytes) that follows."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)


@contextmanager
def mail_server(settings):
    """Have Django send its mail to a server of our own while this lasts; gives the Server."""
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server
        server.shutdown()
