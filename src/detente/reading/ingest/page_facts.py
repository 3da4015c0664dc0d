"""In: the tree of a web page. Out: what it says of its outlet, title, author, date, address and language.

A date of change, a date in a footer and a year of copyright are never a date of publication.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from detente.reading.document import Published
from detente.reading.ingest.dates import dates_in, is_outlet
from detente.reading.ingest.metadata import author_of
from detente.reading.ingest.parsed import Facts
from detente.reading.ingest.tree import Element

PUBLISHED_META = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date",
    "citation_date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "published_at", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
"""The meta elements that give a date of publication, the surest first."""
AUTHOR_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "citation_author",
    "byl",
)
OUTLET_META = ("og:site_name", "citation_journal_title", "dc.publisher", "publisher", "application-name")
TITLE_META = ("og:title", "dc.title", "citation_title", "twitter:title")
_PAPERS = re.compile(r"(?:Article|Posting|Report|WebPage|PressRelease|Newsarticle)$")
_ISO = re.compile(r"\s*(\d{4})[-/]?(\d\d)[-/]?(\d\d)(?!\d)")
_NOT_PUBLISHED = re.compile(r"(?i)updat|modif|edit|comment|copyright|relat|expire")
_OUTER = frozenset({"footer", "aside", "nav"})
_TITLE_TAIL = re.compile(r"\s+[|–—·-]\s+([^|–—·]+)$")
_BYLINES = "//*[contains(@class, 'byline') or contains(@class, 'author')]"
_DEEPEST_JSON = 20


def facts_of_page(tree: Element) -> Facts:
    """What a page says of itself, in its data for machines first and then in its elements."""
    metas, papers = _metas(tree), _papers(tree)
    whole_title = _text(tree.xpath("//title"))
    tail = _TITLE_TAIL.search(whole_title or "")
    tail_outlet = tail[1].strip() if tail and is_outlet(tail[1].strip()) else None
    return Facts(
        outlet=_of_papers(papers, "publisher") or _first(metas, OUTLET_META) or tail_outlet,
        title=_title(tree, metas, papers, whole_title),
        author=_of_papers(papers, "author") or _author(tree, metas),
        published=published_of_page(tree, metas, papers),
        address=_address(tree, metas),
        lang=_lang(tree, metas),
    )


def published_of_page(
    tree: Element, metas: dict[str, str], papers: list[dict[str, Any]]
) -> Published | None:
    """The day of publication: from linked data, a meta element, a marked one, or the first time element."""
    for paper in papers:
        if date := _date(paper.get("datePublished")):
            return Published(date, "datePublished in the page's linked data (JSON-LD)")
    for name in PUBLISHED_META:
        if date := _date(metas.get(name)):
            return Published(date, f"meta {name}")
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        if date := _date(element.get("datetime") or element.get("content") or element.text_content()):
            return Published(date, "the element marked datePublished")
    for element in tree.xpath("//time[@datetime]"):
        if _may_be_published(element) and (date := _date(element.get("datetime"))):
            return Published(date, f"the time element '{' '.join(element.text_content().split())[:60]}'")
    return None


def _may_be_published(time: Element) -> bool:
    """Whether a time element stands in the page's own part, and nothing around it speaks of a change."""
    for at, element in enumerate((time, *time.iterancestors())):
        if element.tag in _OUTER:
            return False
        marks = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"))))
        words = element.text_content() if at < 2 and len(element.text_content()) < 100 else ""
        if at < 3 and _NOT_PUBLISHED.search(f"{marks} {words}"):
            return False
    return True


def _date(value: object) -> dt.date | None:
    """The calendar date that a value begins with or holds, in the time zone it is written in."""
    if not isinstance(value, str):
        return None
    if found := _ISO.match(value):
        try:
            return dt.date(*map(int, found.groups()))
        except ValueError:
            return None
    dates = dates_in(value[:100])
    return dates[0].date if len(dates) == 1 else None


def _metas(tree: Element) -> dict[str, str]:
    """Content of the first meta element of each name, in lower case."""
    found: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for key in ("name", "property", "itemprop", "http-equiv"):
            if name := meta.get(key):
                found.setdefault(name.strip().lower(), " ".join(meta.get("content").split()))
    return found


def _papers(tree: Element) -> list[dict[str, Any]]:
    """The articles and pages in the linked data, in order, articles before pages."""
    nodes: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            nodes += _nodes(json.loads(script.text_content(), strict=False), 0)
        except (ValueError, RecursionError):
            continue
    return sorted(nodes, key=lambda node: "WebPage" in str(node.get("@type")))


def _nodes(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST_JSON:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        if any(_PAPERS.search(str(kind)) for kind in (types if isinstance(types, list) else [types])):
            yield value
        yield from _nodes(value.get("@graph"), depth + 1)
        yield from _nodes(value.get("mainEntity"), depth + 1)


def _of_papers(papers: list[dict[str, Any]], key: str) -> str | None:
    return next((names for paper in papers if (names := _names(paper.get(key)))), None)


def _names(value: object) -> str | None:
    """The names in a value of linked data: a text, an object with a name, or a list of either."""
    found = [_name(one) for one in (value if isinstance(value, list) else [value])]
    names = list(dict.fromkeys(filter(None, found)))
    return ", ".join(names) or None


def _name(value: object) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    if not isinstance(name, str) or name.startswith("http") or len(name) > 200:
        return None
    return " ".join(name.split()) or None


def _title(
    tree: Element, metas: dict[str, str], papers: list[dict[str, Any]], whole: str | None
) -> str | None:
    headings = [text for h1 in tree.xpath("//h1") if (text := " ".join(h1.text_content().split()))]
    if headline := next((_name(paper["headline"]) for paper in papers if paper.get("headline")), None):
        return headline
    if len(headings) == 1:
        return headings[0]
    return _first(metas, TITLE_META) or (_TITLE_TAIL.sub("", whole) if whole else None)


def _author(tree: Element, metas: dict[str, str]) -> str | None:
    named = _first(metas, AUTHOR_META) or _text(tree.xpath("//*[@rel='author' or @itemprop='author']"))
    named = named or author_of([" ".join(line.text_content().split()) for line in tree.xpath(_BYLINES)])
    if not named or named.startswith("http") or len(named) > 200:
        return None
    return re.sub(r"^(?i:by)\s+", "", named)


def _address(tree: Element, metas: dict[str, str]) -> str | None:
    links = [*tree.xpath("//link[@rel='canonical']/@href"), metas.get("og:url", "")]
    return next((link.strip() for link in links if re.match(r"https?://\S+$", link.strip())), None)


def _lang(tree: Element, metas: dict[str, str]) -> str | None:
    named = tree.get("lang") or metas.get("content-language") or metas.get("og:locale") or ""
    found = re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", named.strip())
    return found.group().lower() if found else None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if metas.get(name)), None)


def _text(elements: list[Element]) -> str | None:
    return " ".join(elements[0].text_content().split()) or None if elements else None
