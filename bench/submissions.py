"""Is a submission that got a code there exactly once, with its files and its mail, whatever dies?

`python bench/submissions.py --var FOLDER [--rounds 100] [--clients 20]` takes a copy of a demonstration (VAR_DIR), serves
it, lets clients send proposals with a picture over loopback without a pause, and kills (SIGKILL) a random process of the
portal in each round: a web worker, the web server, the worker of tasks, the clock. A client sends again what got no answer,
as a person does. Then it counts. With DATABASE_URL (postgres://…, filled by the same demonstration) it does so on
PostgreSQL. Ends with status 1 when something is lost or there twice.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from io import BytesIO
from pathlib import Path

import requests
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PORT = 8765
HIDDEN = re.compile(r'<input\s[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'\b(name|value)="([^"]*)"')
CODE = re.compile(r'class="submission-code">([0-9A-Z-]{9})<')
PATIENCE = 120  # seconds after which a client gives up a page: then something is wrong with more than one process


def carried_along(page: str) -> dict[str, str]:
    """Return {name: value} of the hidden fields of a page."""
    fields = [dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page)]
    return {field["name"]: field.get("value", "") for field in fields}


def picture(number: int) -> bytes:
    """Return a small PNG that no other client sends."""
    image = Image.new("RGB", (32, 32), (number % 256, number // 256 % 256, 77))
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


class Client(threading.Thread):
    """Somebody who sends one matter after the other, each with words of its own."""

    def __init__(self, number: int, place: str, ended: threading.Event):
        super().__init__(daemon=True)
        self.number, self.place, self.ended = number, place, ended
        self.codes, self.faults = {}, []
        self.session = requests.Session()
        self.session.headers["X-Forwarded-For"] = f"10.{number}.0.1"

    def ask(self, method: str, path: str, **more) -> requests.Response:
        """Ask until there is an answer of the portal."""
        begun = time.monotonic()
        while True:
            try:
                answer = self.session.request(method, f"http://127.0.0.1:{PORT}{path}", timeout=30, **more)
                if answer.status_code < 500:
                    return answer
                self.faults.append(f"{answer.status_code} {path}")
            except requests.RequestException:
                pass
            if time.monotonic() - begun > PATIENCE:
                raise TimeoutError(path)
            time.sleep(0.2)

    def send_page(self, path: str, files=None, **values) -> requests.Response:
        """Open a page of a form and send it back; again, when nobody answers."""
        shown = self.ask("GET", path)
        return self.ask("POST", path, data=carried_along(shown.text) | values, files=files)

    def send_matter(self, number: int) -> None:
        """Send one matter and note its code."""
        words = f"Asunto {self.number}-{number}: la luz de la esquina no anda."
        self.session.headers["X-Forwarded-For"] = f"10.{self.number}.{number % 250}.{number // 250 + 1}"
        files = {"pictures": ("a.png", picture(self.number * 1000 + number), "image/png")}
        first = self.send_page("/es/submissions/proposal/", files=files)
        draft = re.search(r"/draft/([0-9a-f-]{36})/", first.url)
        if draft is None:
            self.faults.append(f"no draft: {first.status_code} {first.url}")
            return
        base = f"/es/submissions/draft/{draft.group(1)}/"
        for _ in range(8):
            page = self.ask("GET", base)
            step = page.url.rstrip("/").rpartition("/")[2]
            if step == "check":
                break
            self.fill(base, step, number, words)
        sent = self.send_page(f"{base}check/", may_publish="no")
        found = CODE.search(sent.text) or CODE.search(self.ask("GET", f"{base}sent/").text)
        if found:
            self.codes[words] = found.group(1)

    def fill(self, base: str, step: str, number: int, words: str) -> None:
        """Fill in one step; a draft whose picture was lost with its answer gets it again."""
        if step == "where":
            self.send_page(f"{base}where/", where=self.place, spot="Mitre y Córdoba")
        elif step == "contact":
            address = f"c{self.number}-{number}@example.org"
            self.send_page(f"{base}contact/", answer_by="mail", email=address, name="", consent="on")
        elif step == "what":
            self.send_page(f"{base}what/", what_kind="complaint", text=words, headline=words[:60])
        else:
            files = {"pictures": ("a.png", picture(self.number * 1000 + number), "image/png")}
            self.send_page(f"{base}{step}/", files=files)

    def run(self) -> None:
        """Send until told to stop."""
        number = 0
        while not self.ended.is_set():
            number += 1
            try:
                self.send_matter(number)
            except (TimeoutError, requests.RequestException) as fault:
                self.faults.append(f"{type(fault).__name__} {fault}")


def descendants(pid: int) -> list[int]:
    """Return the ids of all processes below one (Linux)."""
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *descendants(int(child))]
    return found


def main() -> None:
    """Read the arguments, kill, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--var", type=Path, required=True, help="VAR_DIR of a demonstration; it is copied")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two kills")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        shutil.copytree(options.var, folder, symlinks=True)
        environment = os.environ | {
            "VAR_DIR": str(folder),
            "DEMONSTRATION": "1",
            "PORT": str(PORT),
            "TRUST_PROXY": "1",
            "PYTHONPATH": str(ROOT),
        }
        lost = measure(options, environment)
    sys.exit(1 if lost else 0)


def measure(options: argparse.Namespace, environment: dict[str, str]) -> int:
    """Serve, send, kill and count; return how much was lost or doubled."""
    count = [sys.executable, "bench/parts/submitted.py"]
    place = subprocess.check_output([*count, "place"], cwd=ROOT, env=environment, text=True).strip()
    portal = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment)
    ended = threading.Event()
    clients = [Client(number, place, ended) for number in range(options.clients)]
    try:
        clients[0].ask("GET", "/es/")
        for client in clients:
            client.start()
        for _ in range(options.rounds):
            time.sleep(options.pause)
            victims = descendants(portal.pid)
            if victims:
                os.kill(random.choice(victims), signal.SIGKILL)  # noqa: S311 - no secret
        time.sleep(10)
        ended.set()
        for client in clients:
            client.join(PATIENCE)
    finally:
        portal.terminate()
        portal.wait(60)
    codes = {words: code for client in clients for words, code in client.codes.items()}
    faults = [fault for client in clients for fault in client.faults]
    told = subprocess.check_output([*count, "count"], cwd=ROOT, env=environment, text=True, input=json.dumps(codes))
    print(f"{options.rounds} kills, {len(codes)} codes given, {len(faults)} answers of 500 or none: {faults[:3]}")
    print(told)
    return json.loads(told.splitlines()[-1])["wrong"]


if __name__ == "__main__":
    main()
