"""A small mail server for tests: it keeps what it is given, refuses some, and dies or falls silent where a test wants it.

It refuses addresses that begin with "broken" for good and those that begin with "busy" for now. `dies_at` and `holds_at` are
steps of `STEPS`, one for each conversation to come.
"""

import socketserver
import threading
from contextlib import contextmanager, suppress

#: the steps of a conversation at which the line may break, in their order
STEPS = ("connect", "ehlo", "mail", "rcpt", "data", "body", "end", "yes", "said", "quit")
#: the mail was kept, and the "yes" got lost: nobody can know, so it comes twice
TWICE = {"yes"}
ANSWERS = {"EHLO": "250 mail.test", "MAIL": "250 ok", "RSET": "250 ok", "NOOP": "250 ok"}
LONG = 60  # seconds: whoever waits so long waits for nothing


class LineBroke(Exception):
    """The server dies here."""


class Server(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; `letters` are the texts it was given."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters, self.dies_at, self.holds_at, self.conversations = [], [], [], 0
        self.holds, self.go_on = threading.Event(), threading.Event()


class Conversation(socketserver.StreamRequestHandler):
    """One conversation, as far as Django speaks."""

    def say(self, line):
        """Send one line."""
        self.wfile.write(f"{line}\r\n".encode())

    def reach(self, step):
        """Die or fall silent, if this conversation is to do so at this step."""
        if step == self.holds_at:
            self.server.holds.set()
            self.server.go_on.wait(LONG)
            raise LineBroke
        if step == self.dies_at:
            raise LineBroke

    def handle(self):
        """Answer until the other side says goodbye."""
        server = self.server
        server.conversations += 1
        self.dies_at = server.dies_at.pop(0) if server.dies_at else ""
        self.holds_at = server.holds_at.pop(0) if server.holds_at else ""
        with suppress(LineBroke, ConnectionError):
            self.talk()

    def talk(self):
        """Answer line after line."""
        self.reach("connect")
        self.say("220 mail.test")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            self.reach(word.lower())
            if word == "QUIT":
                return self.say("221 bye")
            if word == "RCPT":
                self.say(self.answer_of(line))
            elif word == "DATA":
                self.say("354 go on")
                self.keep(self.body())
            else:
                self.say(ANSWERS.get(word, "502 not known"))
        return None

    def answer_of(self, line):
        """Return whether the server takes mail for somebody; a refusal names the address, as servers do."""
        if "<broken" in line:
            return f"550 5.1.1 {line} nobody of this name"
        return f"450 4.2.1 {line} later" if "<busy" in line else "250 ok"

    def body(self):
        """Return the letter (bytes) that follows."""
        lines = [self.rfile.readline()]
        self.reach("body")
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def keep(self, letter):
        """Keep a letter and say so."""
        self.reach("end")
        if b"content-policy" in letter:
            return self.say("554 5.7.1 not this one")
        self.server.letters.append(letter)
        self.reach("yes")
        self.say("250 kept")
        return self.reach("said")


@contextmanager
def mail_server(settings):
    """Have Django send its mail to a server of our own while this lasts; gives the Server."""
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server
        server.go_on.set()
        server.shutdown()
