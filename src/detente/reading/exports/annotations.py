"""What was read in a document in, W3C annotations with their provenance out, as JSON-LD.

After the Web Annotation Data Model (W3C Recommendation, 23 February 2017) and PROV-O (W3C Recommendation,
30 April 2013).
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import uuid
from typing import Any

from detente.case.proposals import (
    Amount,
    Condition,
    Deed,
    Obligation,
    Proposal,
    ReadingFile,
    Span,
    Told,
    Voice,
    When,
)  # fmt: skip
from detente.reading.exports.plover import plover

ANNOTATIONS = "http://www.w3.org/ns/anno.jsonld"
PROVENANCE = "http://www.w3.org/ns/prov#"
DATE = "http://www.w3.org/2001/XMLSchema#date"
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
OWN = "urn:detente:reading:"
BY_HAND = "a person"
ON_THE_WEB = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, OWN)

OWN_KEYS = (
    "about", "act", "ambiguous", "anonymous", "approximator", "article", "attribution", "bound", "by",
    "caseId", "checks", "condition", "cue", "decision", "deed", "directedAt", "event", "exception",
    "figure", "force", "high", "issue", "kind", "low", "measure", "members", "modality", "mode", "obligation",
    "party", "place", "plover", "polarity", "precision", "proposal", "reciprocal", "role", "said", "meant", "says",
    "speaker", "stance", "unit", "words",
)  # fmt: skip
"""Keys of a statement that are this project's own."""
OWN_LISTS = ("chain", "quantities")
OWN_LINKS = ("contests", "supersedes", "refersTo")
OWN_DATES = ("date", "decided", "published")
PROV_LINKS = (
    "wasDerivedFrom", "wasGeneratedBy", "wasAssociatedWith", "wasInformedBy", "used", "hadPrimarySource",
)  # fmt: skip
CONTEXT: tuple[str | dict[str, Any], ...] = (
    ANNOTATIONS,
    {
        "prov": PROVENANCE,
        "own": OWN,
        "review": {"@reverse": "prov:used"},
        **{key: {"@id": f"prov:{key}", "@type": "@id"} for key in PROV_LINKS},
        **{key: f"own:{key}" for key in OWN_KEYS},
        **{key: {"@id": f"own:{key}", "@container": "@list"} for key in OWN_LISTS},
        **{key: {"@id": f"own:{key}", "@type": "@id"} for key in OWN_LINKS},
        **{key: {"@id": f"own:{key}", "@type": DATE} for key in OWN_DATES},
    },
)
"""What the keys mean: the context of Web Annotation by its address, and the rest written out."""


def to_web_annotations(reading: ReadingFile) -> str:
    """JSON-LD: a collection with one annotation a proposal, and how each came about.

    The words are found again by position and by quotation in the canonical text, and by page and
    quotation in the file where it has pages. Same input, same text.
    """
    collection = {
        "@context": list(CONTEXT),
        "id": _id(reading, "collection"),
        "type": "AnnotationCollection",
        "label": reading.title or reading.document,
        "total": len(reading.proposals),
        "wasDerivedFrom": _text(reading),
        "wasGeneratedBy": [_run(reading, made_by) for made_by in _makers(reading)],
        "first": {
            "id": _id(reading, "page"),
            "type": "AnnotationPage",
            "partOf": _id(reading, "collection"),
            "startIndex": 0,
            "items": [_annotation(reading, one) for one in reading.proposals],
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _id(reading: ReadingFile, *parts: str) -> str:
    """An IRI that is the same whenever it is made, and that leads nowhere on the web."""
    return uuid.uuid5(NAMESPACE, "\0".join((reading.document, reading.text_sha256, *parts))).urn


def _digest(sha256: str) -> str:
    """The name of some bytes by their digest (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _text(reading: ReadingFile) -> dict[str, Any]:
    """The canonical text as an entity, derived from the file that was kept."""
    file = {
        "id": _digest(reading.sha256),
        "type": "prov:Entity",
        "label": reading.document,
        "published": _iso(reading.published),
        "hadPrimarySource": _address(reading),
    }
    return _full({
        "id": _digest(reading.text_sha256),
        "type": ["prov:Entity", "Text"],
        "label": f"canonical text of {reading.document}",
        "language": reading.lang,
        # A plain text is its own canonical text.
        "wasDerivedFrom": _full(file) if reading.sha256 != reading.text_sha256 else None,
        "hadPrimarySource": _address(reading),
    })  # fmt: skip


def _address(reading: ReadingFile) -> str | None:
    """The address on the web, if it is one: what is not an IRI would spoil the whole file."""
    return reading.address if reading.address and ON_THE_WEB.fullmatch(reading.address) else None


def _makers(reading: ReadingFile) -> list[str]:
    return list(dict.fromkeys([reading.read_by, *(one.made_by for one in reading.proposals)]))


def _run(reading: ReadingFile, made_by: str) -> dict[str, Any]:
    """The activity that made proposals: what it used, and who or what did it."""
    by_hand = made_by == BY_HAND
    rules = {"id": _id(reading, "rules", made_by), "type": ["prov:Entity", "prov:Plan"], "label": made_by}
    return {
        "id": _id(reading, "run", made_by),
        "type": "prov:Activity",
        "used": [_digest(reading.text_sha256)] if by_hand else [_digest(reading.text_sha256), rules],
        "wasAssociatedWith": _maker(reading, made_by),
    }


def _maker(reading: ReadingFile, made_by: str) -> dict[str, Any]:
    by_hand = made_by == BY_HAND
    return {
        "id": _id(reading, "agent", made_by),
        "type": ["prov:Person", "Person"] if by_hand else ["prov:SoftwareAgent", "Software"],
        "name": made_by,
    }


def _annotation(reading: ReadingFile, proposal: Proposal) -> dict[str, Any]:
    return _full({
        "id": _id(reading, "annotation", proposal.id),
        "type": "Annotation",
        "motivation": "describing",
        "creator": _person(reading, proposal),
        "generator": _maker(reading, proposal.made_by) if proposal.made_by != BY_HAND else None,
        "body": _statement(reading, proposal),
        "target": _targets(reading, proposal.evidence),
    })  # fmt: skip


def _person(reading: ReadingFile, proposal: Proposal) -> dict[str, Any] | None:
    """Who decided about the proposal; nobody as long as it is only proposed."""
    if proposal.decision == "proposed" or not proposal.by:
        return None
    name = proposal.by
    return {"id": _id(reading, "person", name), "type": ["prov:Person", "Person"], "name": name}


def _targets(reading: ReadingFile, span: Span) -> dict[str, Any] | list[dict[str, Any]]:
    """The place in the canonical text, and the place on the page where there are pages."""
    quote = _full({
        "type": "TextQuoteSelector",
        "exact": span.exact,
        "prefix": span.prefix or None,
        "suffix": span.suffix or None,
    })  # fmt: skip
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    text = _segment(_digest(reading.text_sha256), [position, quote])
    if span.page is None:
        return text
    page = {
        "type": "FragmentSelector",
        "conformsTo": PDF_FRAGMENTS,
        "value": f"page={span.page}",
        "refinedBy": quote,
    }
    return [text, _segment(_digest(reading.sha256), page)]


def _segment(source: str, selector: Any) -> dict[str, Any]:
    return {"type": "SpecificResource", "source": source, "selector": selector}


def _statement(reading: ReadingFile, one: Proposal) -> dict[str, Any]:
    """The body: what was read, and where it comes from. The speaker is data, never its author."""
    event, mode = plover(one)
    body = {
        "id": _id(reading, "statement", one.id),
        "type": ["prov:Entity", "own:Statement"],
        "proposal": one.id,
        "decision": one.decision,
        "caseId": one.as_,
        "stance": one.stance,
        "speaker": _voice(one.speaker),
        "chain": [_told(told) for told in one.chain],
        "attribution": one.attribution,
        "says": one.says,
        "about": [
            _full({"issue": about.issue, "measure": about.measure, "words": about.text})
            for about in one.about
        ],
        "directedAt": _voice(one.target),
        "condition": _condition(one.condition),
        "polarity": one.polarity,
        "modality": one.modality,
        "quantities": [_amount(amount) for amount in one.quantities],
        "said": _when(one.said),
        "meant": _when(one.meant),
        "contests": [_id(reading, "statement", other) for other in one.contests],
        "supersedes": [_id(reading, "statement", other) for other in one.supersedes],
        "refersTo": [_id(reading, "statement", other) for other in one.refers_to],
        "ambiguous": list(one.ambiguous),
        "act": _deed(one.act),
        "obligation": _obligation(one.obligation),
        "checks": list(one.checks),
        "plover": _full({"event": event, "mode": mode}),
    }
    return _full({**body, **_origin(reading, one)})


def _origin(reading: ReadingFile, one: Proposal) -> dict[str, Any]:
    """From which text, by which run, and through whose review.

    An accepted or rejected statement is what the run made, and the review used it. An edited one is
    what the review made of what the run had made.
    """
    run = _id(reading, "run", one.made_by)
    text = _digest(reading.text_sha256)
    if one.decision == "proposed":
        return {"wasDerivedFrom": text, "wasGeneratedBy": run}
    review = _full({
        "id": _id(reading, "review", one.id),
        "type": "prov:Activity",
        "label": f"review: {one.decision}",
        "decided": _iso(one.decided),
        "wasInformedBy": run,
        "wasAssociatedWith": _person(reading, one),
    })  # fmt: skip
    if one.decision == "edited":
        return {"wasDerivedFrom": text, "wasGeneratedBy": review}
    return {"wasDerivedFrom": text, "wasGeneratedBy": run, "review": review}


def _told(told: Told) -> dict[str, Any]:
    return _full({**(_voice(told.who) or {}), "cue": told.cue})


def _voice(voice: Voice | None) -> dict[str, Any] | None:
    if voice is None:
        return None
    anonymous = True if voice.anonymous else None
    return _full({
        "name": voice.name, "party": voice.id, "members": list(voice.members), "role": voice.role,
        "anonymous": anonymous,
    })  # fmt: skip


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    return _full({"kind": condition.kind, "words": condition.text, "by": _voice(condition.by)})


def _amount(amount: Amount) -> dict[str, Any]:
    return _full({
        "words": amount.text, "approximator": amount.approximator, "figure": amount.value,
        "low": amount.low, "high": amount.high, "unit": amount.unit, "place": amount.place,
    })  # fmt: skip


def _when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return _full({"words": when.text, "date": _iso(when.date), "precision": when.precision})


def _deed(deed: Deed | None) -> dict[str, Any] | None:
    if deed is None:
        return None
    return _full({"kind": deed.kind, "by": [_voice(one) for one in deed.by], "place": deed.place})


def _obligation(obligation: Obligation | None) -> dict[str, Any] | None:
    if obligation is None:
        return None
    return _full({
        "article": obligation.article, "force": obligation.force, "bound": list(obligation.bound),
        "deed": obligation.act, "reciprocal": obligation.reciprocal,
        "exception": _condition(obligation.exception),
    })  # fmt: skip


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _full(pairs: dict[str, Any]) -> dict[str, Any]:
    """Without what is not there."""
    return {key: value for key, value in pairs.items() if value is not None and value != [] and value != {}}
