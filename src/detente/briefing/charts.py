"""In: figures that a table beside the chart also holds. Out: SVG strings, drawn the same way every time.

Colours stand as presentation attributes, so that engines which ignore CSS inside an SVG still print
them; the class names let the page's stylesheet restyle them for dark and forced colours. Parties are
told apart by shape as well as by colour, and no colour is a national one.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from detente.briefing.words import MONTHS

INK, QUIET, RULE, TINT = "#1b2430", "#59636f", "#d5dae0", "#e9f1f0"
ACCENT = "#0f6660"
PARTY_COLOURS = ("#0f6660", "#8a5a00", "#5b4a8a", "#4a5560")
PARTY_SHAPES = ("circle", "square", "diamond", "triangle")
FONT = "font-family=\"'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif\""
TEXT = 13
"""Font size in a chart of 720 units: 11 px when the chart is at its least width of 620 px."""


@dataclass(frozen=True)
class Dot:
    """A package in the plane. `name` is its letter, or None for one of the many."""

    x: float
    y: float
    name: str | None = None
    frontier: bool = False


@dataclass(frozen=True)
class Mark:
    """Something on the timeline: its day, its lane, its id, and whether it was said rather than done."""

    date: dt.date
    lane: int
    id: str
    what: str
    said: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle that a label takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Scale:
    """Turns a figure into a place on the page: `low` lies at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def fmt(value: float) -> str:
    """A coordinate with one decimal at most, never "-0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def ticks(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """Round values between low and high, about so many (steps of 1, 2 or 5 times a power of ten)."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)
    first = math.ceil(round(low / step, 9))
    last = math.floor(round(high / step, 9))
    return tuple(round(step * i, 9) for i in range(first, last + 1))


def tick_text(value: float) -> str:
    """A tick as text, with a true minus."""
    text = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 else text


def shape(kind: str, x: float, y: float, size: float, attributes: str) -> str:
    """A mark of one of four shapes, centred at a place."""
    if kind == "circle":
        return f'<circle cx="{fmt(x)}" cy="{fmt(y)}" r="{fmt(size)}" {attributes}/>'
    corners = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        "triangle": ((0, -1.2), (1.1, 0.9), (-1.1, 0.9)),
    }[kind]
    points = " ".join(f"{fmt(x + dx * size)},{fmt(y + dy * size)}" for dx, dy in corners)
    return f'<polygon points="{points}" {attributes}/>'


def text(
    x: float, y: float, words: str, *, anchor: str = "start", cls: str = "t-quiet", bold: bool = False
) -> str:
    """A label. Its class is `t-ink` or `t-quiet`."""
    fill = INK if cls == "t-ink" else QUIET
    weight = ' font-weight="600"' if bold else ""
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text class="{cls}" x="{fmt(x)}" y="{fmt(y)}"{anchored} fill="{fill}"{weight}>'
        f"{escape(words)}</text>"
    )


def texts(labels: Sequence[tuple[float, float, str]], *, anchor: str) -> str:
    """Quiet labels that are anchored alike: x, y and words of each."""
    body = "".join(f'<text x="{fmt(x)}" y="{fmt(y)}">{escape(words)}</text>' for x, y, words in labels)
    return f'<g class="t-quiet" text-anchor="{anchor}" fill="{QUIET}">{body}</g>'


def lines(
    segments: Sequence[tuple[float, float, float, float]], *, cls: str = "rule", dash: str = ""
) -> str:
    """Straight lines that look alike: x and y of both ends of each. `rule` is quiet, `axis` strong."""
    stroke = RULE if cls == "rule" else QUIET
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    path = "".join(_stroke(*segment) for segment in segments)
    return f'<path class="{cls}" d="{path}" stroke="{stroke}"{dashed}/>' if path else ""


def _stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    start, across, down = f"M{fmt(x1)} {fmt(y1)}", fmt(x2), fmt(y2)
    if x1 == x2:
        return f"{start}V{down}"
    return f"{start}H{across}" if y1 == y2 else f"{start}L{across} {down}"


def frame(key: str, title: str, desc: str, width: int, height: int, body: Sequence[str]) -> str:
    """A whole SVG with its title and description for those who cannot see it."""
    return "\n".join(
        (
            f'<svg class="chart" role="img" aria-labelledby="{key}-t {key}-d" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-size="{TEXT}" {FONT}>',
            f'<title id="{key}-t">{escape(title)}</title>',
            f'<desc id="{key}-d">{escape(desc)}</desc>',
            *body,
            "</svg>",
        )
    )


def place_labels(
    spots: Sequence[tuple[float, float]], taken: Sequence[Box], within: Box
) -> tuple[tuple[float, float], ...]:
    """Centres for one-letter labels, near their spots, clear of each other and of what is taken.

    Greedy in the given order: nearest ring first, eight directions a ring. A label for which no
    place is free stands on the last ring, above its spot.
    """
    boxes = list(taken)
    centres: list[tuple[float, float]] = []
    for x, y in spots:
        centre = next((c for c in _around(x, y) if _free(_label_box(c), boxes, within)), (x, y - 70))
        boxes.append(_label_box(centre))
        centres.append(centre)
    return tuple(centres)


def _around(x: float, y: float) -> list[tuple[float, float]]:
    turns = [math.radians(a) for a in (-45, -135, 45, 135, -90, 0, 90, 180)]
    return [(x + r * math.cos(t), y + r * math.sin(t)) for r in (17, 28, 40, 54, 70) for t in turns]


def _label_box(centre: tuple[float, float]) -> Box:
    return Box(centre[0] - 8, centre[1] - 8, centre[0] + 8, centre[1] + 8)


def _free(box: Box, taken: Sequence[Box], within: Box) -> bool:
    inside = (
        box.left >= within.left
        and box.right <= within.right
        and box.top >= within.top
        and box.bottom <= within.bottom
    )
    return inside and not any(box.meets(other) for other in taken)


def plane(dots: Sequence[Dot], *, names: tuple[str, str], title: str, key: str = "plane") -> str:
    """Both sides' mean gains over no deal: a point a package, the frontier dashed, letters on the named.

    The shaded corner is where both gain. Points that fall on the same pixel are drawn once. `key`
    names the chart's parts: no two on a page may share it.
    """
    width, height = 720, 460
    area = Box(64, 16, 704, 404)
    x = Scale(*_reach([d.x for d in dots]), area.left, area.right)
    y = Scale(*_reach([d.y for d in dots]), area.bottom, area.top)
    body = (
        *_grid(area, x, y),
        _crowd([d for d in dots if not d.name], x, y),
        *_frontier([d for d in dots if d.frontier], x, y),
        *_letters([d for d in dots if d.name], area, x, y),
        *_axis_names(area, names),
    )
    return frame(key, title, _plane_words(dots, names), width, height, body)


def _reach(values: Sequence[float]) -> tuple[float, float]:
    low, high = min([0.0, *values]), max([0.0, *values])
    room = (high - low or 1.0) * 0.06
    return low - room, high + room


def _grid(area: Box, x: Scale, y: Scale) -> list[str]:
    body = [
        f'<rect class="both" x="{fmt(x(0))}" y="{fmt(area.top)}" width="{fmt(area.right - x(0))}" '
        f'height="{fmt(y(0) - area.top)}" fill="{TINT}"/>',
    ]
    across, up = ticks(x.low, x.high, 6), ticks(y.low, y.high, 6)
    for cls in ("rule", "axis"):
        upright = [(x(v), area.top, x(v), area.bottom) for v in across if bool(v) == (cls == "rule")]
        level = [(area.left, y(v), area.right, y(v)) for v in up if bool(v) == (cls == "rule")]
        body.append(lines([*upright, *level], cls=cls))
    body.append(texts([(x(v), area.bottom + 18, tick_text(v)) for v in across], anchor="middle"))
    body.append(texts([(area.left - 8, y(v) + 4, tick_text(v)) for v in up], anchor="end"))
    body.append(text(area.right - 8, area.top + 16, "more than no deal to both", anchor="end"))
    return body


def _crowd(dots: Sequence[Dot], x: Scale, y: Scale) -> str:
    spots = sorted({(round(x(d.x)), round(y(d.y))) for d in dots})
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in itertools.pairwise([(0, 0), *spots])]
    path = "".join(f"m{dx} {dy}h0" for dx, dy in steps).replace(" -", "-")
    return (
        f'<path class="crowd" d="{path}" stroke="#8b95a1" stroke-width="5" stroke-linecap="round" '
        'stroke-opacity="0.55" fill="none"/>'
    )


def _frontier(dots: Sequence[Dot], x: Scale, y: Scale) -> list[str]:
    spots = [(x(d.x), y(d.y)) for d in sorted(dots, key=lambda d: (d.x, -d.y))]
    if len(spots) < 2:
        return []
    path = " ".join(f"{fmt(px)},{fmt(py)}" for px, py in spots)
    return [
        f'<polyline class="frontier" points="{path}" fill="none" stroke="{INK}" stroke-dasharray="4 4"/>'
    ]


def _letters(dots: Sequence[Dot], area: Box, x: Scale, y: Scale) -> list[str]:
    spots = [(x(d.x), y(d.y)) for d in dots]
    marks = [Box(px - 6, py - 6, px + 6, py + 6) for px, py in spots]
    corner = Box(area.right - 190, area.top, area.right, area.top + 24)
    body = []
    for dot, spot, centre in zip(dots, spots, place_labels(spots, [*marks, corner], area), strict=True):
        if math.dist(spot, centre) > 20:
            body.append(lines([(*spot, *centre)], cls="axis"))
        body.append(shape("diamond", *spot, 5, f'class="named" fill="{ACCENT}"'))
        body.append(_letter(centre, dot.name or ""))
    return body


def _letter(centre: tuple[float, float], name: str) -> str:
    back = f'<circle class="halo" cx="{fmt(centre[0])}" cy="{fmt(centre[1])}" r="8" fill="#ffffff"/>'
    return back + text(centre[0], centre[1] + 4.5, name, anchor="middle", cls="t-ink", bold=True)


def _axis_names(area: Box, names: tuple[str, str]) -> list[str]:
    middle = (area.top + area.bottom) / 2
    return [
        text(
            (area.left + area.right) / 2,
            area.bottom + 44,
            f"mean gain over no deal: {names[0]}",
            anchor="middle",
        ),
        f'<g transform="rotate(-90 16 {fmt(middle)})">'
        + text(16, middle + 4, f"mean gain over no deal: {names[1]}", anchor="middle")
        + "</g>",
    ]


def _plane_words(dots: Sequence[Dot], names: tuple[str, str]) -> str:
    both = len([d for d in dots if d.x > 0 and d.y > 0])
    return (
        f"{len(dots)} packages by mean gain over no deal for {names[0]} (across) and {names[1]} (up); "
        f"{both} of them gain for both."
    )


def share_bar(value: float) -> str:
    """A share from 0 to 1 as a small bar; the figure stands beside it in the table."""
    return _bar(value, 1.0, None)


def value_bar(value: float, top: float, floor: float) -> str:
    """The value of a question beside the greatest one, with a tick where the noise ends."""
    return _bar(max(value, 0.0), max(top, floor) or 1.0, floor)


def _bar(value: float, top: float, floor: float | None) -> str:
    width = 96.0
    filled = fmt(min(value / top, 1) * width)
    tick = ""
    if floor is not None:
        at = fmt(min(floor / top, 1) * width)
        tick = f'<path class="tick" d="M{at} 0V12" stroke="{INK}" stroke-width="1.5"/>'
    return (
        '<svg class="bar" aria-hidden="true" viewBox="0 0 96 12"><use href="#bar"/>'
        f'<rect class="bar-fill" y="3" width="{filled}" height="6" fill="{ACCENT}"/>'
        f"{tick}</svg>"
    )


def badges() -> str:
    """What is drawn once, out of sight: the marks of the parties and the back of a bar.

    `badge`, `share_bar` and `value_bar` point to them, and leave their size to the page's style.
    """
    symbols = "".join(
        f'<symbol id="badge-{i}" viewBox="0 0 12 12">'
        + shape(kind, 6, 6, 4.2, f'class="party-{i}" fill="{PARTY_COLOURS[i]}"')
        + "</symbol>"
        for i, kind in enumerate(PARTY_SHAPES)
    )
    back = f'<defs><rect class="bar-back" id="bar" y="3" width="96" height="6" fill="{RULE}"/></defs>'
    return f'<svg class="sr" aria-hidden="true" width="0" height="0">{symbols}{back}</svg>'


def badge(index: int) -> str:
    """The mark of a party by its place in the case: the same shape and colour everywhere."""
    use = f'<use href="#badge-{index % 4}"/>'
    return f'<svg class="badge" aria-hidden="true">{use}</svg>'


def timeline(
    marks: Sequence[Mark], *, lanes: Sequence[str], dates: Sequence[tuple[dt.date, str]], title: str
) -> str:
    """What was done (filled) and threatened (hollow), a lane a party; the brief's dates are lines.

    Marks of one lane that would touch are stacked, so none hides another.
    """
    first = min(m.date for m in marks)
    last = max([*(m.date for m in marks), *(d for d, _ in dates)])
    x = Scale(first.toordinal() - 2, last.toordinal() + 2, 150, 704)
    heights, placed = _stack(marks, len(lanes), x)
    tops = [40 + sum(heights[:i]) for i in range(len(lanes) + 1)]
    height = round(tops[-1] + 34)
    body = (
        *_months(first, last, x, tops[-1]),
        *_dates(dates, x, tops[-1]),
        *_lanes(lanes, tops),
        *(_timeline_mark(m, x(m.date.toordinal()), tops[m.lane] + 16 + row * 14) for m, row in placed),
    )
    words = (
        f"{len(marks)} acts and threats, {first.isoformat()} to {last.isoformat()}; the table holds each."
    )
    return frame("timeline", title, words, 720, height, body)


def _stack(marks: Sequence[Mark], lanes: int, x: Scale) -> tuple[list[float], list[tuple[Mark, int]]]:
    ends: list[list[float]] = [[] for _ in range(lanes)]
    placed = []
    for mark in sorted(marks, key=lambda m: (m.date, m.id)):
        at = x(mark.date.toordinal())
        rows = ends[mark.lane]
        row = next((i for i, end in enumerate(rows) if at - end >= 12), len(rows))
        rows[row : row + 1] = [at]
        placed.append((mark, row))
    return [max(len(rows), 1) * 14 + 18.0 for rows in ends], placed


def _months(first: dt.date, last: dt.date, x: Scale, bottom: float) -> list[str]:
    starts = [
        dt.date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1)
        for i in range(1, (last.year - first.year) * 12 + last.month - first.month + 1)
    ]
    every = max(1, math.ceil(len(starts) / 9))
    shown = [(x(start.toordinal()), start) for start in starts[::every]]
    names = [(at, bottom + 18, f"{MONTHS[start.month - 1][:3]} {start.year}") for at, start in shown]
    return [lines([(at, 30, at, bottom) for at, _ in shown]), texts(names, anchor="middle")]


def _dates(dates: Sequence[tuple[dt.date, str]], x: Scale, bottom: float) -> list[str]:
    places = [(x(date.toordinal()), words) for date, words in dates]
    body = [lines([(at, 24, at, bottom) for at, _ in places], cls="axis", dash="3 3")]
    free = -math.inf
    for at, words in places:
        anchor = "end" if at > 660 else "middle"
        left = at - len(words) * (7.0 if anchor == "end" else 3.5)
        if left > free:
            body.append(text(at, 16, words, anchor=anchor, cls="t-ink"))
            free = left + len(words) * 7.0 + 6
    return body


def _lanes(lanes: Sequence[str], tops: Sequence[float]) -> list[str]:
    names = [text(8, tops[index] + 20, name, cls="t-ink") for index, name in enumerate(lanes)]
    return [lines([(8, top, 704, top) for top in tops]), *names]


def _timeline_mark(mark: Mark, x: float, y: float) -> str:
    colour = PARTY_COLOURS[mark.lane % 4]
    paint = f'fill="#ffffff" stroke="{colour}" stroke-width="2"' if mark.said else f'fill="{colour}"'
    kind = "said" if mark.said else "done"
    drawn = shape(PARTY_SHAPES[mark.lane % 4], x, y, 4.5, f'class="party-{mark.lane % 4} {kind}" {paint}')
    return f"<g><title>{escape(f'{mark.id}, {mark.date.isoformat()}: {mark.what}')}</title>{drawn}</g>"
