"""The text of a form's answer as clean HTML: paragraphs that page breaks cut are joined, lists and marks kept."""

import re
from html import escape
from re import Match

from .clean import clean_html

BULLET = re.compile(r"^\s*[-–•*]\s+")
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")
SENTENCE_END = (".", "!", "?", "…", ":", ";")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]*)\)")
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
TAG = re.compile(r"</?(?:i|em|b|strong)>", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def answer_html(lines: list[str]) -> str:
    """Return the answer written in `lines` (list of str, without the heading) as clean HTML, "" for none."""
    html, in_list = [], False
    for kind, text in blocks(lines):
        if in_list and kind != "item":
            html.append("</ul>")
        if kind == "item" and not in_list:
            html.append("<ul>")
        in_list = kind == "item"
        html.append(f"<li>{inline(text)}</li>" if in_list else f"<p>{inline(text)}</p>")
    return clean_html("".join(html) + ("</ul>" if in_list else ""))


def blocks(lines: list[str]) -> list[tuple[str, str]]:
    """Return [("paragraph" or "item", text)]: what belongs together although lines and pages end in between."""
    found, fresh = [], True
    for line in lines:
        text = line.strip()
        if not text:
            fresh = True
        elif BULLET.match(line):
            found.append(("item", BULLET.sub("", line).strip()))
            fresh = False
        elif found and not NUMBERED.match(line) and (not fresh or goes_on(found[-1][1], text)):
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
            fresh = False
        else:
            found.append(("paragraph", text))
            fresh = False
    return found


def goes_on(before: str, text: str) -> bool:
    """Tell whether `text` continues the sentence of `before`: that one has not ended and this one starts small."""
    ended = TAG.sub("", before).rstrip(" *»”\"')]’").endswith(SENTENCE_END)
    start = TAG.sub("", text).lstrip(" *«“\"'([¿¡")
    return not ended and start[:1].islower()


def inline(text: str) -> str:
    """Return one block's text as HTML: **bold**, *italic*, <i>, <b> and [words](address) become what they mean."""
    html = re.sub(r"&lt;(/?)(i|em|b|strong)&gt;", r"<\1\2>", escape(text, quote=False), flags=re.IGNORECASE)
    html = LINK.sub(link_html, html)
    html = BOLD.sub(r"<b>\1</b>", html)
    return ITALIC.sub(r"<i>\1</i>", html)


def link_html(found: Match) -> str:
    """Return a link's HTML, or its words alone where the form lost the address: "[the video](#)"."""
    words, address = found.groups()
    if ADDRESS.fullmatch(address):
        return f'<a href="{escape(address)}">{words}</a>'
    return words if address in ("", "#") else f"{words} ({address})"


def form_line_text(text: str) -> str:
    """Return one line of a form (str) without marks: the words of a short field."""
    text = LINK.sub(lambda found: linked_plain(*found.groups()), TAG.sub("", text))
    return " ".join(ITALIC.sub(r"\1", BOLD.sub(r"\1", text)).split())


def linked_plain(words: str, address: str) -> str:
    """Return the words of a link and its address, where it has one that says something."""
    return words if address in ("", "#") else f"{words} ({address})"


def annex(line: str) -> tuple[str, str]:
    """Return (title, address or "") of one line under "Annexes": "[title](address)", "title: https://…" or a title."""
    text = BULLET.sub("", line).strip()
    if (link := LINK.fullmatch(text)) and (link[2] in ("", "#") or ADDRESS.fullmatch(link[2])):
        return form_line_text(link[1]), link[2] if ADDRESS.fullmatch(link[2]) else ""
    found = ADDRESS.findall(text)
    if len(found) != 1 or not text.endswith(found[0]):
        return form_line_text(text), ""
    title = form_line_text(text[: -len(found[0])]).rstrip(" :–-")
    return title or found[0], found[0]
