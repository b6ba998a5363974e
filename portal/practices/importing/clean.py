"""Foreign HTML becomes what an editor could have written: paragraphs, lists, bold, italic, links, line breaks.

nh3 decides what is safe; a small writer then brings it into the one form that Wagtail stores (b, i, br/, text in blocks),
so that the same words always compare equal. Words survive even where their tag does not.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _

from portal.core.import_report import Refusal

SCHEMES = {"http", "https", "mailto"}
INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "a": "a"}
LISTS = {"ul", "ol"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend", "summary"}
# Blocks that have no counterpart: their text becomes a paragraph, so that no two words run together.
BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "aside", "main", "nav", "blockquote", "pre", "figure",
    "figcaption", "address", "details", "dl", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "fieldset", "center",
}  # fmt: skip
KEPT = {*INLINE, *LISTS, *HEADINGS, *BLOCKS, "li", "br", "hr"}
ACTIVE = re.compile(
    r"<\s*/?\s*(script|style|iframe|frame|frameset|object|embed|applet|svg|math|form|input|button|textarea|select|link|"
    r"meta|base|template|noscript|xmp|plaintext|portal)\b"
    r"|<[^>]*\son[a-z]+\s*="
    r"|(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|vbscript|data)\s*:"
    r"|\]\(\s*(?:javascript|vbscript|data)\s*:",
    re.IGNORECASE,
)
# XML 1.0 and PostgreSQL take no control characters but these three; lone surrogates are no text at all.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def refuse_hostile(text: str, line: int = 0) -> None:
    """Raise Refusal when `text` (str) carries active content or characters that no text has; `line` says where."""
    if found := UNPRINTABLE.search(text):
        raise Refusal(
            _("hay un carácter que no es texto (código %d); guarda el archivo de nuevo") % ord(found[0]), line
        )
    if found := ACTIVE.search(text):
        shown = found[0].strip()[:40]
        raise Refusal(_("hay código que podría ejecutarse («%s»); quítalo y vuelve a importar") % shown, line)


def clean_html(html: str) -> str:
    """Return `html` (str, anybody's) as safe HTML in the portal's one form. The result is its own result."""
    safe = nh3.clean(html, tags=KEPT, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    writer = Writer()
    writer.feed(safe)
    writer.close()
    return writer.result()


MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\w+|[a-zA-Z]\w*);")
BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(LISTS | HEADINGS | BLOCKS | {'li', 'br', 'hr'}))})\b", re.IGNORECASE)
ITEM = re.compile(r"^\s*[-•*–]\s+")


def answer_of_text(text: str) -> str:
    """Return the HTML of an answer that somebody typed: lines, empty lines and lists are kept where no tag says them.

    Text in which a tag makes blocks or breaks comes back as it is: there a line end says nothing.
    """
    if BLOCK_TAG.search(text) or "\n" not in text.strip().replace("\r", "\n"):
        return text
    written = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    written = written if MARKUP.search(written) else escape(written, quote=False)
    html = []
    for paragraph in re.split(r"\n\s*\n", written):
        run, items = [], []
        for line in [*paragraph.split("\n"), None]:
            if line is not None and ITEM.match(line):
                items.append(f"<li>{ITEM.sub('', line)}</li>")
                line = None
            elif items:
                html.append(f"<ul>{''.join(items)}</ul>")
                items = []
            if line is None and run:
                html.append(f"<p>{'<br>'.join(run)}</p>")
                run = []
            elif line is not None:
                run.append(line.strip())
    return "".join(html)


def plain_words(html: str) -> str:
    """Return the text of clean HTML (str), its blocks divided by spaces."""
    return " ".join(unescape(nh3.clean(html.replace("<", " <"), tags=set())).split())


class Writer(HTMLParser):
    """Writes what nh3 let through as paragraphs and lists of inline text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out = []
        self.run = []  # the inline text of the block that is being written
        self.open = []  # inline tags open in it
        self.lists = []
        self.items = []  # one per open list: whether an item of it is open
        self.heading = 0

    def handle_starttag(self, tag, attributes):
        if tag in INLINE:
            self.open_inline(INLINE[tag], dict(attributes).get("href"))
        elif tag == "br":
            self.run.append("<br/>")
        elif tag in LISTS:
            self.flush()
            if self.lists and not self.items[-1]:
                self.out.append("<li>")
                self.items[-1] = True
            self.out.append(f"<{tag}>")
            self.lists.append(tag)
            self.items.append(False)
        elif tag == "li":
            self.flush()
            self.end_item()
        else:
            self.flush()
            self.heading += tag in HEADINGS

    def handle_endtag(self, tag):
        if tag in INLINE:
            self.close_inline(INLINE[tag])
        elif tag in LISTS and self.lists:
            self.flush()
            self.end_item()
            self.out.append(f"</{self.lists.pop()}>")
            self.items.pop()
        elif tag == "li":
            self.flush()
            self.end_item()
        elif tag != "br":
            self.flush()
            self.heading -= tag in HEADINGS

    def handle_data(self, data):
        self.run.append(escape(data, quote=False))

    def open_inline(self, tag, href):
        """Open bold, italic or a link; a link without an address, and one tag inside its like, are only their words."""
        written = f'<a href="{escape(href or "")}">' if tag == "a" else f"<{tag}>"
        if (tag == "a" and not href) or any(known == tag and open_ for known, open_ in self.open):
            written = ""
        self.open.append((tag, written))
        self.run.append(written)

    def close_inline(self, tag):
        """Close the innermost such tag; nh3 has balanced them."""
        for position in reversed(range(len(self.open))):
            if self.open[position][0] == tag:
                _tag, written = self.open.pop(position)
                self.run.append(f"</{tag}>" if written else "")
                return

    def end_item(self):
        """Close the item that is open in the innermost list."""
        if self.items and self.items[-1]:
            self.out.append("</li>")
            self.items[-1] = False

    def flush(self):
        """Write the block that ends here, unless it is empty, and open its inline tags again for the next."""
        reopened = [written for _tag, written in self.open]
        text = "".join([*self.run, *(f"</{tag}>" for tag, written in reversed(self.open) if written)])
        self.run = reopened
        text = clean_inline_text(text)
        if not text:
            return
        text = f"<b>{text}</b>" if self.heading > 0 and "<b>" not in text else text
        if not self.lists:
            self.out.append(f"<p>{text}</p>")
        elif self.items[-1]:
            self.out.append(f"<br/>{text}")
        else:
            self.out.append(f"<li>{text}")
            self.items[-1] = True

    def result(self):
        """Return all that was written."""
        self.flush()
        html, before = "".join(self.out), None
        while before != html:
            before, html = html, re.sub(r"<(ul|ol|li)></\1>|(?<=<li>)<br/>", "", html)
        return html


EMPTY_INLINE = re.compile(r"<(b|i)>(\s*)</\1>|<a [^>]*>(\s*)</a>")
EDGES = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")


def clean_inline_text(text: str) -> str:
    """Return the inline text of a block without empty tags, and without spaces and breaks at its edges."""
    before = None
    while before != text:
        before = text
        text = EMPTY_INLINE.sub(lambda found: found[2] or found[3] or "", text)
        text = EDGES.sub("", text)
    return re.sub(r"[ \t\r\n]+", " ", text)
