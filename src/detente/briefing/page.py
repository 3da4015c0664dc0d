"""In: a case and its signings, earliest first. Out: the brief as one HTML text that needs nothing else.

`render(case, signings, made_with=...)` is the only door. The page holds its style and its drawings,
runs no script and asks for nothing from outside; the last signing is the main one. No clock and no
randomness: the same inputs give the same bytes.

Paragraphs are numbered in the order in which the template meets them, but their anchors
(`#p-answer`, `#p-core`) do not change when a paragraph is added. Because a sentence may point
forward, the template runs twice: the second time every number is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from detente.briefing import charts, findings, passages, prose, rows, words
from detente.briefing.maps import MAP_CSS, area_map, map_note
from detente.case.case import Case
from detente.checking.detect import Detection
from detente.checking.results import Checking
from detente.signing.results import Signing

Words = Callable[..., object]


class Paragraphs:
    """Counts paragraphs while a page is rendered and remembers the number of each slug."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self.known = known
        self.met: dict[str, int] = {}

    def next(self, slug: str) -> int:
        """The number of the paragraph that begins here. ValueError if the slug was used before."""
        if slug in self.met:
            raise ValueError(f"paragraph '{slug}' stands twice on the page")
        self.met[slug] = len(self.met) + 1
        return self.met[slug]

    def ref(self, slug: str) -> Markup:
        """A link to a paragraph, by number."""
        number = self.known.get(slug, 0)
        return Markup('<a href="#p-{}">paragraph&nbsp;{}</a>').format(slug, number)


def render(
    case: Case,
    signings: Sequence[Signing],
    checkings: Sequence[Checking] = (),
    detections: Sequence[Detection] = (),
    *,
    made_with: str,
) -> str:
    """The whole page. `made_with` names the program and its version in the footer.

    Raises ValueError if there is no signing to write about.
    """
    if not signings:
        raise ValueError("a brief needs at least one signing")
    shown = rows.at(case, signings[-1])
    template = environment(shown).get_template("brief.html")
    context = _context(shown, case, signings, made_with) | {
        "checked": findings.checked(case, checkings),
        "detected": findings.detected(detections),
    }
    first = Paragraphs({})
    template.render(context, paragraphs=first)
    return _closed_up(template.render(context, paragraphs=Paragraphs(first.met)))


def _closed_up(html: str) -> str:
    """Without the empty lines that template tags leave: a tenth of the page.

    An apostrophe needs no escape, since every attribute stands in double quotes.
    """
    return re.sub(r"\n\s*\n", "\n", html).replace("&#39;", "'").rstrip() + "\n"


def packed(sheet: str) -> Markup:
    """A style sheet without the blanks that only help whoever edits it."""
    lines = (re.sub(r" *([{};]) *|(?<=[:,]) +", r"\1", line.strip()) for line in sheet.splitlines())
    return Markup("\n".join(lines))


def environment(case: Case) -> Environment:
    """The templates, escaping everything, with the words of the brief at hand."""
    made = Environment(
        loader=PackageLoader("detente.briefing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(_filters(case))
    made.globals.update(_globals(case))
    return made


def _filters(case: Case) -> dict[str, Words]:
    return {
        "brackets": brackets,
        "capital": words.capital,
        "count": words.count,
        "day": words.day,
        "linked": linker(case),
        "listed": words.listed,
        "name_of": case.name_of,
        "number": words.number,
        "packed": packed,
        "party_label": partial(words.party_label, case),
        "share": words.share,
        "signed": words.signed,
        "stop": words.stop,
    }


def _globals(case: Case) -> dict[str, Words]:
    plain: dict[str, Words] = {
        "days": words.days,
        "direction": words.direction,
        "grade_words": words.grade_words,
        "language": words.language,
        "counting_words": words.counting_words,
        "figure_words": words.quantity_words,
        "level": words.level_text,
        "site": words.site,
        "web_address": words.web_address,
        "words_address": passages.words_address,
        "passage_words": prose.passage_words,
        "used_words": prose.used_words,
        "scenario_words": prose.scenario_words,
        "briefly": prose.measures_of,
        "prior_share": rows.prior_share,
        "letter_of": rows.letter_of,
        "share_bar": drawn(charts.share_bar),
        "value_bar": drawn(charts.value_bar),
        "badge": drawn(charts.badge),
        "badges": drawn(charts.badges),
    }
    of_case: dict[str, Words] = {
        "line_words": prose.line_words,
        "party_label": words.party_label,
        "difference": words.difference,
        "lines": words.lines,
        "speaker_words": words.speaker_words,
        "blocking_words": prose.blocking_words,
        "conditions": prose.conditions,
        "faith_words": prose.faith_words,
        "link_words": prose.link_words,
    }
    return plain | {name: partial(function, case) for name, function in of_case.items()}


def drawn(chart: Callable[..., str]) -> Callable[..., Markup]:
    """A chart as markup that the template does not escape; charts escape their own text."""
    return lambda *figures: Markup(chart(*figures))


def linker(case: Case) -> Callable[[str], Markup]:
    """A filter that escapes a text and turns the ids of statements, acts and observations in it into links.

    Only ids with a digit in them count: a statement called `ban` would turn words into links.
    """
    anchors = {s.id: f"s-{s.id}" for s in case.statements} | {a.id: f"a-{a.id}" for a in case.acts}
    anchors |= {o.id: f"o-{o.id}" for o in case.observations}
    ids = sorted((i for i in anchors if any(c.isdigit() for c in i)), key=lambda i: (-len(i), i))
    pattern = re.compile(rf"(?<![\w&#-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])") if ids else None

    def link(found: re.Match[str]) -> str:
        return f'<a href="#{escape(anchors[found[0]])}">{found[0]}</a>'

    def linked(text: str) -> Markup:
        safe = str(escape(text))
        return Markup(pattern.sub(link, safe) if pattern else safe)

    return linked


def brackets(text: str) -> Markup:
    """Treaty text with its square brackets made visible: what stands in them is not agreed."""
    return Markup(re.sub(r"[\[\]]", r'<b class="open">\g<0></b>', str(escape(text))))


def _context(shown: Case, whole: Case, signings: Sequence[Signing], made_with: str) -> dict[str, object]:
    main = signings[-1]
    return {
        "case": shown,
        "main": main,
        "made_with": made_with,
        "digest": words.short_digest(whole),
        "moment": words.moment_name(whole, main.as_of),
        "sources": {source.id: source for source in whole.sources},
        "superseded": {old: s.id for s in shown.statements for old in s.supersedes},
        "parties": {party.id: index for index, party in enumerate(whole.parties)},
        "unsaid": prose.NO_EVIDENCE,
        "rests_on": prose.SIGN_RESTS_ON,
        "not_yet": prose.NOT_YET,
        "nothing": prose.NOTHING,
        **_sentences(shown, main),
        **_tables(whole, shown, signings),
        **_pictures(shown, main, signings),
    }


def _sentences(case: Case, main: Signing) -> dict[str, object]:
    return {
        "answer": prose.answer(case, main),
        "ways_start": prose.ways_start(main),
        "ways": prose.ways(case, main),
        "core_sentence": prose.core_sentence(case, main),
        "common": prose.common(case, main),
        "more_sentences": prose.more_sentences(case, main),
        "basis": prose.basis(case),
        "room": prose.room(main),
        "assumption": prose.assumption(main),
        "blocking_start": prose.blocking_start(main),
    }


def _tables(whole: Case, shown: Case, signings: Sequence[Signing]) -> dict[str, object]:
    main = signings[-1]
    return {
        "dates": rows.dates(whole, signings),
        "scenarios": prose.scenarios(shown, main),
        "letters": rows.letters(main),
        "options": rows.options(shown, main.ranked),
        "open_values": rows.open_values(shown, main),
        "prior_core": rows.prior_core(shown, main),
        "blocked": prose.blocked(shown, main),
        "untouched": rows.untouched(shown, main.ranked),
        "topics": rows.topics(shown),
        "contested": rows.contested(shown),
        "happenings": rows.happenings(shown),
        "kept": passages.kept(shown),
        "questions": main.questions[: rows.MOST_QUESTIONS],
        "means": rows.means(shown),
        "without_means": rows.without_means(shown),
        "top_value": max((q.value for q in main.questions), default=0.0),
    }


def _pictures(case: Case, main: Signing, signings: Sequence[Signing]) -> dict[str, object]:
    return {
        "planes": _planes(case, main),
        "timeline": _timeline(case, signings),
        "map": Markup(area_map(case.zones, title=f"{case.title}: the areas named")) if case.zones else "",
        "map_css": Markup(MAP_CSS) if case.zones else "",
        "map_note": map_note(case.zones) if case.zones else "",
    }


def _planes(case: Case, main: Signing) -> tuple[tuple[str, Markup], ...]:
    """For two parties: a chart of gains for every way to open the zone that holds a package."""
    if len(case.parties) != 2:
        return ()
    names = (case.parties[0].label, case.parties[1].label)
    found = []
    for place in dict.fromkeys(point.scenario for point in main.plane):
        given = prose.scenario_words(main, place)
        key = "plane" if place is None else f"plane-{place + 1}"
        title = f"Packages by what each side gains{', ' + given if given else ''}"
        svg = charts.plane(rows.dots(main, place), names=names, title=title, key=key)
        found.append((given, Markup(svg)))
    return tuple(found)


def _timeline(case: Case, signings: Sequence[Signing]) -> Markup:
    marks = rows.marks(case)
    if not marks:
        return Markup("")
    since = min(mark.date for mark in marks)
    dates = [(s.as_of, words.day(s.as_of)[:-5]) for s in signings if s.as_of and s.as_of >= since]
    return Markup(
        charts.timeline(marks, lanes=rows.lanes(case), dates=dates, title="Threats and acts by date")
    )
