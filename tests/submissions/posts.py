"""Posts that no browser sends, drawn by hypothesis: which address, which fields with which texts, or a broken body."""

import re
import secrets
from dataclasses import dataclass, field
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

from tests.rights.crawl import Screen

#: never stands so in an HTML page: quotes and signs become entities there
MARKER = "zq\"'<x-marker>"
RAW = re.compile(r"zq\"|<x-marker")
NAME = re.compile(r'name="([^"]+)"')
NAUGHTY = [
    MARKER, "", " ", "\x00", "a\x00b", "\ud800", "\u202e", "' OR 1=1 --", "{{ 7*7 }}", "{% load x %}", "%s%n%(x)s",
    "../../etc", "NaN", "1e999", "-1", "9" * 21, "9" * 5000, "٣", "²", "\r\nSet-Cookie: a=b", "🙂" * 300, "a" * 30_000,
    "palabra " * 3000, "javascript:alert(1)", "0000-00-00", "9999-99-99", "2026-02-30", "[]", "null", "true", "n0", "d0",
    "n9999999", "on",
    "a@b", f"{MARKER}@example.org", "x@" + "y" * 300 + ".org", "ana@example.org\nBcc: eva@example.org", "//evil.example/",
    str(uuid4()), secrets.token_hex(16), "7K2M-0QXR", "1-abc:def", "eyJhIjoxfQ:1abc:def", "\ufffe\uffff", "\u2028",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=60), st.integers().map(str))
KNOWN = (
    "later", "complete", "may_publish", "reply", "confirm", "withdraw", "again", "leave", "email", "text", "website",
    "removed", "page", "q", "seen", "draft", "fill", "template", "m", "what", "target", "assignee", "place", "whom", "note",
)  # fmt: skip
MULTIPART = "multipart/form-data; boundary=b"
TYPED = "application/x-www-form-urlencoded"
PART = b'--b\r\nContent-Disposition: form-data; name="text"\r\n'
#: (type, body) that are no form, or one in parts
BODIES = [
    (MULTIPART, PART + b"\r\nx"),
    (MULTIPART, b'--b\r\nContent-Disposition: form-data; name="f"; filename="a\x00.png"\r\n'),
    (MULTIPART, b'--b\r\nContent-Disposition: form-data; name="pictures"; filename=".."\r\n\r\nx\r\n--b--\r\n'),
    (MULTIPART, PART + b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n"),
    (MULTIPART, b"--b\r\nContent-Disposition: form-data; name*=utf-8''%FF; name=text\r\n\r\n\xff\xfe\r\n--b--\r\n"),
    (MULTIPART, b"--b\r\n" * 5000 + b"--b--\r\n"),
    ("multipart/form-data", b"--b--"),
    ("multipart/form-data; boundary=" + "b" * 500, b"x"),
    (f"{MULTIPART}; charset=utf-16", PART + b"\r\nx\r\n--b--"),
    (TYPED, b"text=%FF%FE&%ED%A0%80=%ED%A0%80&text=%00&=&&;%"),
    (TYPED, b"&".join(b"f%d=1" % number for number in range(5000))),
    (TYPED, b"text=" + b"a" * 3_000_000),
    (f"{TYPED}; charset=utf-16", b"text=a"),
    (f"{TYPED}; charset=nowhere", b"text=\xe9"),
    ("application/json", b'{"text": ["a", {}]}'),
    ("text/plain\xff", b"text=a"),
    ("", b"\x00\xff"),
]
FILES = [
    ("foto.png", b"\x89PNG\r\n\x1a\n"), (MARKER + ".jpg", b"\xff\xd8\xff"), ("a\x00/../b.svg", b"<svg onload='x'/>"),
    ("x" * 300 + ".pdf", b"%PDF-1.7"), (" .", b""), ("nota.docx", b"PK\x03\x04"),
]  # fmt: skip


@dataclass
class Target:
    """An address with what its page sends: names of fields, and the fields [(name, value)] as it stands."""

    address: str
    names: list[str] = field(default_factory=list)
    fields: list = field(default_factory=list)


def target_of(client, address: str, names=()) -> Target:
    """Return the target of an address, read from its page; of a page of several forms, all their fields."""
    answer = client.get(address)
    assert answer.status_code < 500, address
    html = answer.content.decode() if not answer.streaming and "html" in answer.get("Content-Type", "") else ""
    fields = [row for form in Screen(html, address).forms for row in form.fields if form.method == "post"]
    return Target(address, sorted({*names, *NAME.findall(html)}), fields)


@dataclass
class Post:
    """What is sent where."""

    address: str
    method: str
    data: dict | bytes
    kind: str | None = None

    def send(self, client):
        """Send it, and return the answer."""
        if self.kind is not None:
            return client.generic("POST", self.address, self.data, content_type=self.kind)
        if self.method == "get":
            return client.get(self.address, self.data)
        return client.post(self.address, self.data)


@st.composite
def posts(draw, targets):
    """Draw a Post to one of several targets; half of them go on from the form as its page has it."""
    target = draw(st.sampled_from(targets))
    way = draw(st.sampled_from(("post", "post", "post", "post", "get", "body")))
    if way == "body":
        kind, body = draw(st.sampled_from(BODIES))
        return Post(target.address, "post", body, kind)
    sent = {}
    if draw(st.booleans()):
        for name, value in target.fields:
            sent.setdefault(name, []).append(value)
    names = st.sampled_from([*target.names, *KNOWN]) | st.sampled_from(NAUGHTY[:12])
    own = st.sampled_from([value for _name, value in target.fields] or [""])
    for name in draw(st.lists(names, max_size=4)):
        values = draw(st.lists(TEXTS | own, max_size=3))
        if way == "post" and draw(st.integers(0, 9)) == 0:
            name_of_file, content = draw(st.sampled_from(FILES))
            values = [SimpleUploadedFile(name_of_file, content)]
        sent[name] = values
    return Post(target.address, way, storable(sent))


def storable(sent: dict) -> dict:
    """Return fields as bytes on the wire: a lone surrogate goes as the three bytes that a careless client sends."""

    def wire(text):
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if isinstance(text, str) else text

    return {wire(name): [wire(value) for value in values] for name, values in sent.items()}
