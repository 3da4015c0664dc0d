"""In: a web page as text. Out: its tree, within bounds, and the blocks of text in a tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from detente.errors import MissingExtra
from detente.reading.document import BlockKind
from detente.reading.ingest.parsed import Refused

Element = Any
Part = tuple[str, BlockKind | None]
PAGE_KINDS: dict[str, BlockKind | None] = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "item", "dt": "item", "dd": "item",
    "p": None, "div": None, "section": None, "article": None, "main": None, "body": None, "center": None,
    "header": None, "footer": None, "aside": None, "nav": None, "blockquote": None, "pre": None, "hr": None,
    "table": None, "caption": None, "tr": None, "th": None, "td": None, "ul": None, "ol": None, "dl": None,
    "figure": None, "figcaption": None, "form": None, "fieldset": None, "address": None, "details": None,
    "summary": None,
}  # fmt: skip
"""The elements of a page that stand apart from what is around them, and the kind of block they make."""
MAIN_KINDS: dict[str, BlockKind | None] = {
    "head": "heading", "item": "item", "p": None, "quote": None, "list": None, "table": None, "row": None,
    "cell": None, "code": None, "body": None, "div": None, "fw": None,
}  # fmt: skip
"""The same for the tree that trafilatura gives."""
NO_TEXT = (
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed",
    "audio", "video", "select", "textarea", "button", "input", "head", "title",
)  # fmt: skip
"""Elements whose content is no text of the page."""
_HIDDEN = (
    "//*[@hidden or contains(translate(@style, 'DISPLAYNOE ', 'displaynoe'), 'display:none')"
    " or contains(translate(@style, 'VISBLTYHDEN ', 'visbltyhden'), 'visibility:hidden')]"
)
_SUBSET = re.compile(r"(?:\s|<\?[^<>]*>)*<!DOCTYPE[^\[\]>]{0,300}\[[^\]]*\]\s*>", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")
_BRACKETED = re.compile(r"\[\w{1,3}\]|[*†‡]+")
_BREAK = "\u2028"
_SPACE = re.compile(rf"[^\S{_BREAK}]+")


def parse(page: str, depth: int) -> Element:
    """The tree of a page. Entities that a page declares itself are never expanded, and nothing is fetched.

    Raises `Refused` if its elements are nested deeper than `depth`.
    """
    lxml_html = _lxml("html")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    page = page.removeprefix("\ufeff").replace("\x00", "\ufffd")
    if declared := _SUBSET.match(page):
        page = page[declared.end() :]
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except _lxml("etree").ParserError:
        raise Refused("is a web page without any text: save it again when it has loaded") from None
    if deepest(tree) >= min(depth, 2000):
        raise Refused(
            f"nests its elements more than {depth:,} deep, which no page for people does: "
            "copy its text into a plain text file"
        )
    return tree


def deepest(tree: Element) -> int:
    """Levels of nesting."""
    level = most = 0
    for event, _ in _lxml("etree").iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        most = max(most, level)
    return most


def remove_what_is_no_text(tree: Element) -> None:
    """Take out of a tree scripts, styles, controls and the like, and keep the text after each."""
    for element in tree.xpath("|".join(f"//{tag}" for tag in NO_TEXT)):
        _remove(element)


def remove_hidden(tree: Element) -> int:
    """Take out of a tree what its own marks keep out of sight; returns its number of words."""
    hidden = tree.xpath(_HIDDEN)
    count = sum(len(element.text_content().split()) for element in hidden)
    for element in hidden:
        _remove(element)
    return count


def remove_struck_out(tree: Element) -> int:
    """Take out of a tree what is struck out in it; returns its number of words."""
    struck = tree.xpath("//del|//s|//strike")
    count = sum(len(element.text_content().split()) for element in struck)
    for element in struck:
        _remove(element)
    return count


def remove_note_marks(tree: Element) -> None:
    """Take out the raised marks that lead to notes: linked or bracketed. A raised figure stays."""
    for element in tree.xpath("//sup[.//a]|//a[sup]/sup"):
        _remove(element)
    for element in tree.xpath("//sup"):
        if _BRACKETED.fullmatch(element.text_content().strip()):
            _remove(element)


def lay_out_preformatted(tree: Element) -> None:
    """Make of each preformatted part paragraphs with line breaks, since white space is not kept."""
    make = _lxml("etree").SubElement
    for element in tree.xpath("//pre"):
        groups = _EMPTY_LINE.split(element.text_content())
        tail = element.tail
        element.clear()
        element.tag, element.tail = "div", tail
        for lines in (group.splitlines() for group in groups if group.strip()):
            paragraph = make(element, "p")
            paragraph.text = lines[0]
            for line in lines[1:]:
                make(paragraph, "br").tail = line


def _remove(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def parts(tree: Element, kinds: Mapping[str, BlockKind | None]) -> list[Part]:
    """The blocks of text in a tree, in order, each with the kind that its element gives.

    White space is one space; a line break in the page stays a line break, and two are the end of a block.
    """
    found: list[Part] = []
    buffer: list[str] = []
    stack: list[BlockKind | None] = [None]
    for event, element in _lxml("etree").iterwalk(tree, events=("start", "end")):
        if element.tag in kinds:
            found += _flush(buffer, stack[-1])
            if event == "start":
                stack.append(kinds[element.tag] or stack[-1])
            else:
                stack.pop()
        elif event == "start" and element.tag in {"br", "lb"}:
            buffer.append(_BREAK)
        buffer.append((element.text if event == "start" else element.tail) or "")
    return found + _flush(buffer, None)


def _flush(buffer: list[str], kind: BlockKind | None) -> list[Part]:
    """The blocks in what was gathered, which is emptied."""
    text = _SPACE.sub(" ", "".join(buffer))
    buffer.clear()
    blocks = (
        "\n".join(filter(None, map(str.strip, block.split(_BREAK))))
        for block in re.split(rf" ?{_BREAK} ?{_BREAK}[ {_BREAK}]*", text)
    )
    return [(block, kind) for block in blocks if block]


def _lxml(name: str) -> Any:
    try:
        from lxml import etree, html  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise MissingExtra("Reading web pages", "read") from None
    return {"etree": etree, "html": html}[name]
