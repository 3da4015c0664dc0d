"""Other tools find the words again, see who made and decided what, and cannot be made to run anything."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.acts import ActKind
from detente.case.proposals import (
    About,
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
)
from detente.case.statements import Stance
from detente.reading.exports import COLUMNS, PLOVER, plover, to_csv, to_web_annotations

TEXT = (
    "Page one. Arden will not yield, said the envoy 😀.\n"
    "“We will not yield,” she said of Port Lisse, “unless the guns go.” About 40 guns stand there.\n"
)


def span(words: str, page: int | None = None) -> Span:
    start = TEXT.index(words)
    end = start + len(words)
    return Span(
        start=start,
        end=end,
        exact=words,
        prefix=TEXT[max(0, start - 32) : start],
        suffix=TEXT[end : end + 32],
        page=page,
    )


FIRST = Proposal(
    id="p01",
    stance="refuses",
    speaker=Voice(name="the envoy", id="arden", role="envoy", anonymous=True),
    chain=(Told(who=Voice(name="The Valley Post")), Told(who=Voice(name="the envoy"), cue="said")),
    attribution="indirect",
    says="will not yield",
    about=(About(issue="talks", text="yield"),),
    evidence=span("Arden will not yield", page=1),
    sentence=span("Arden will not yield, said the envoy 😀."),
    made_by="detente 0.2, rules 3f",
)
SECOND = replace(
    FIRST,
    id="p02",
    decision="edited",
    by="R. Analyst",
    decided=dt.date(2026, 3, 4),
    stance="conditional",
    condition=Condition(
        kind="trigger",
        text="unless the guns go",
        span=span("unless the guns go"),
        by=Voice(name="Belmark", id="belmark"),
    ),
    quantities=(
        Amount(
            text="About 40 guns", span=span("About 40 guns"), approximator="About", value=40.0, unit="guns"
        ),
    ),
    said=When(text="Tuesday", date=dt.date(2026, 3, 3)),
    target=Voice(name="Belmark", id="belmark"),
    contests=("p01",),
    evidence=span("We will not yield", page=2),
)
THIRD = replace(
    FIRST,
    id="p03",
    decision="accepted",
    by="R. Analyst",
    decided=dt.date(2026, 3, 4),
    as_="s12",
    stance="claims",
    act=Deed(kind="build-up", by=(Voice(name="Belmark", id="belmark"),), place="Port Lisse"),
    obligation=Obligation(
        article="Article 4",
        force="shall not",
        bound=("the Parties",),
        act="deploy guns",
        reciprocal=True,
        exception=Condition(kind="exception", text="unless the guns go", span=span("unless the guns go")),
    ),
    evidence=span("About 40 guns stand there"),
    checks=("is this a build-up?", "by whom?"),
)
FOURTH = replace(
    FIRST,
    id="p04",
    decision="rejected",
    by="R. Analyst",
    made_by="a person",
    evidence=span("said the envoy"),
)
READING = ReadingFile(
    document="valley.pdf",
    sha256=hashlib.sha256(b"the file").hexdigest(),
    text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    source="valley-post",
    outlet="The Valley Post",
    title="No yielding",
    published=dt.date(2026, 3, 3),
    address="https://valley.example/no-yielding",
    read_by="detente 0.2, rules 3f",
    proposals=(FIRST, SECOND, THIRD, FOURTH),
)
ANNOTATION_TERMS = {
    "@context",
    "id",
    "type",
    "label",
    "total",
    "first",
    "partOf",
    "startIndex",
    "items",
    "motivation",
    "creator",
    "generator",
    "body",
    "target",
    "source",
    "selector",
    "refinedBy",
    "conformsTo",
    "value",
    "exact",
    "prefix",
    "suffix",
    "start",
    "end",
    "name",
    "language",
}
"""The keys used here that the context of Web Annotation defines."""


def collection(reading: ReadingFile = READING) -> dict[str, Any]:
    made = json.loads(to_web_annotations(reading))
    assert isinstance(made, dict)
    return made


def annotations(reading: ReadingFile = READING) -> list[dict[str, Any]]:
    found = collection(reading)["first"]["items"]
    assert isinstance(found, list)
    return found


def nodes(tree: Any) -> list[dict[str, Any]]:
    """Every object in a JSON tree, the context left aside."""
    if isinstance(tree, list):
        return [node for one in tree for node in nodes(one)]
    if not isinstance(tree, dict):
        return []
    return [tree, *(node for key, one in tree.items() if key != "@context" for node in nodes(one))]


def find_quote(text: str, selector: dict[str, Any]) -> list[int]:
    """What a reader of the model does with a TextQuoteSelector: the words, with what is around them."""
    whole = selector.get("prefix", "") + selector["exact"] + selector.get("suffix", "")
    starts = [found.start() for found in re.finditer(re.escape(whole), text)]
    return [start + len(selector.get("prefix", "")) for start in starts]


def test_a_collection_has_what_the_model_requires():
    made = collection()
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert made["type"] == "AnnotationCollection"
    assert made["total"] == len(READING.proposals) == len(made["first"]["items"])
    assert made["first"]["type"] == "AnnotationPage"
    assert made["first"]["partOf"] == made["id"]
    for one in annotations():
        assert one["type"] == "Annotation"
        assert one["motivation"] == "describing"
        assert one["body"]["id"]
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        assert targets
        for target in targets:
            assert target["type"] == "SpecificResource"
            assert target["source"]
            assert target["selector"]


def test_every_identifier_is_an_iri_and_none_is_used_for_two_things():
    of_type: dict[str, set[str]] = {}
    for node in nodes(collection()):
        if "id" in node:
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}|ni:///sha-256;[\w-]{43}", node["id"]), node["id"]
            of_type.setdefault(node["id"], set()).add(str(node["type"]))
    assert all(len(types) == 1 for types in of_type.values())


def test_every_key_has_a_meaning_in_the_context():
    own = collection()["@context"][1]
    used = {key for node in nodes(collection()) for key in node}
    assert used - ANNOTATION_TERMS - set(own) == set()
    assert not ANNOTATION_TERMS & set(own), "a term of the model is not given another meaning"


def test_both_selectors_find_the_words_that_were_read():
    for one, proposal in zip(annotations(), READING.proposals, strict=True):
        target = one["target"][0] if isinstance(one["target"], list) else one["target"]
        position, quote = target["selector"]
        assert position["type"] == "TextPositionSelector"
        assert TEXT[position["start"] : position["end"]] == proposal.evidence.exact
        assert quote["type"] == "TextQuoteSelector"
        assert find_quote(TEXT, quote) == [position["start"]]


def test_the_quotation_finds_the_words_when_the_text_has_moved():
    moved = f"Correction, 5 March.\n{TEXT}"
    for one in annotations():
        target = one["target"][0] if isinstance(one["target"], list) else one["target"]
        position, quote = target["selector"]
        assert find_quote(moved, quote) == [position["start"] + 21]


def test_where_there_are_pages_the_place_in_the_file_is_a_page_refined_by_a_quotation():
    target = annotations()[1]["target"][1]
    digest = annotations()[1]["target"][0]["source"]
    assert target["source"] != digest
    page = target["selector"]
    assert page["type"] == "FragmentSelector"
    assert page["value"] == "page=2"
    assert page["conformsTo"] == "http://tools.ietf.org/rfc/rfc3778"
    assert page["refinedBy"]["exact"] == "We will not yield"


def test_the_text_is_named_by_its_digest():
    # RFC 6920, section 8.1: the digest of "Hello World!".
    hello = replace(READING, text_sha256=hashlib.sha256(b"Hello World!").hexdigest())
    assert (
        collection(hello)["wasDerivedFrom"]["id"]
        == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
    )


def test_a_statement_is_derived_from_the_document_and_generated_by_a_run_with_its_software_and_rules():
    made = collection()
    runs = {run["id"]: run for run in made["wasGeneratedBy"]}
    body = annotations()[0]["body"]
    assert body["wasDerivedFrom"] == made["wasDerivedFrom"]["id"]
    run = runs[body["wasGeneratedBy"]]
    assert run["type"] == "prov:Activity"
    assert run["used"][0] == body["wasDerivedFrom"]
    assert run["used"][1]["label"] == "detente 0.2, rules 3f"
    assert run["wasAssociatedWith"]["type"] == ["prov:SoftwareAgent", "Software"]
    assert (
        made["wasDerivedFrom"]["wasDerivedFrom"]["hadPrimarySource"] == "https://valley.example/no-yielding"
    )


def test_a_decision_is_an_activity_of_the_person_who_took_it():
    first, second, third, fourth = (one["body"] for one in annotations())
    assert "review" not in first
    assert second["wasGeneratedBy"]["label"] == "review: edited", (
        "an edited statement is made by its review"
    )
    assert second["wasGeneratedBy"]["wasInformedBy"] == first["wasGeneratedBy"]
    assert third["wasGeneratedBy"] == first["wasGeneratedBy"]
    for review in (second["wasGeneratedBy"], third["review"], fourth["review"]):
        assert review["wasAssociatedWith"]["name"] == "R. Analyst"
        assert review["wasAssociatedWith"]["type"] == ["prov:Person", "Person"]
    assert third["review"]["decided"] == "2026-03-04"
    assert "decided" not in fourth["review"]


def test_the_speaker_is_never_made_the_author():
    made = to_web_annotations(READING)
    assert "wasAttributedTo" not in made
    people = [node["name"] for node in nodes(json.loads(made)) if "prov:Person" in str(node.get("type"))]
    assert set(people) == {"R. Analyst", "a person"}
    assert [one.get("creator", {}).get("name") for one in annotations()] == [None, *["R. Analyst"] * 3]


def test_what_was_read_by_hand_has_no_software():
    run = next(
        run
        for run in collection()["wasGeneratedBy"]
        if run["id"] == annotations()[3]["body"]["wasGeneratedBy"]
    )
    assert run["wasAssociatedWith"]["type"] == ["prov:Person", "Person"]
    assert "generator" not in annotations()[3]


def test_the_body_says_what_was_read():
    _, second, third, _ = (one["body"] for one in annotations())
    assert second["condition"] == {
        "kind": "trigger",
        "words": "unless the guns go",
        "by": {"name": "Belmark", "party": "belmark"},
    }
    assert second["quantities"] == [
        {"words": "About 40 guns", "approximator": "About", "figure": 40.0, "unit": "guns"}
    ]
    assert second["said"] == {"words": "Tuesday", "date": "2026-03-03", "precision": "day"}
    assert second["contests"] == [annotations()[0]["body"]["id"]]
    assert [told["name"] for told in second["chain"]] == ["The Valley Post", "the envoy"]
    assert third["caseId"] == "s12"
    assert third["act"] == {
        "kind": "build-up",
        "by": [{"name": "Belmark", "party": "belmark"}],
        "place": "Port Lisse",
    }
    assert third["obligation"]["exception"]["words"] == "unless the guns go"
    assert third["plover"] == {"event": "MOBILIZE", "mode": "troops"}


@pytest.mark.parametrize(
    "address", ["not an address", "javascript:alert(1)", "https://a b", 'https://a/"x"', None]
)
def test_an_address_that_is_none_is_left_out(address: str | None):
    keys = {key for node in nodes(collection(replace(READING, address=address))) for key in node}
    assert "hadPrimarySource" not in keys


def test_a_plain_text_file_is_its_own_text():
    same = replace(READING, sha256=READING.text_sha256)
    assert "wasDerivedFrom" not in collection(same)["wasDerivedFrom"]


def test_the_same_reading_gives_the_same_bytes_and_another_text_other_identifiers():
    assert to_web_annotations(READING) == to_web_annotations(READING)
    other = replace(READING, text_sha256="0" * 64)
    assert annotations(other)[0]["id"] != annotations()[0]["id"]


def rows(*readings: ReadingFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(readings), newline="")))


def test_one_row_a_proposal_under_headings_that_stay():
    assert [row["proposal"] for row in rows(READING, READING)] == ["p01", "p02", "p03", "p04"] * 2
    assert list(COLUMNS)[:10] == [
        "document",
        "source",
        "outlet",
        "published",
        "proposal",
        "decision",
        "decided_by",
        "decided",
        "case_id",
        "stance",
    ]
    assert len(COLUMNS) == 49
    assert to_csv([]) == ",".join(COLUMNS) + "\r\n"


def test_a_row_holds_what_was_read():
    row = rows(READING)[1]
    expected = {
        "document": "valley.pdf",
        "published": "2026-03-03",
        "decision": "edited",
        "decided": "2026-03-04",
        "stance": "conditional",
        "speaker_id": "arden",
        "anonymous": "yes",
        "chain": "The Valley Post > the envoy",
        "issues": "talks",
        "target_id": "belmark",
        "condition": "unless the guns go",
        "quantities": "About 40 guns",
        "said": "2026-03-03",
        "page": "2",
        "start": str(TEXT.index("We will")),
        "plover_event": "",
        "contests": "p01",
    }
    assert {key: row[key] for key in expected} == expected
    third = rows(READING)[2]
    assert (third["act"], third["act_by"], third["force"]) == ("build-up", "belmark", "shall not")
    assert third["checks"] == "is this a build-up?; by whom?"


def test_rows_end_as_rfc_4180_has_it_and_quotes_are_doubled():
    said = replace(FIRST, says='he said "no",\nand left')
    text = to_csv([replace(READING, proposals=(said,))])
    assert text.endswith("\r\n")
    assert '"he said ""no"",\nand left"' in text
    assert rows(replace(READING, proposals=(said,)))[0]["says"] == said.says


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        '=HYPERLINK("http://192.0.2.1")',
        "＝1",
        "-2 brigades",
    ],
)
def test_a_cell_that_a_spreadsheet_would_compute_has_an_apostrophe(words: str):
    poisoned = replace(FIRST, says=words, speaker=Voice(name=words))
    row = rows(replace(READING, proposals=(poisoned,), title=words, outlet=words))[0]
    assert row["says"] == row["speaker"] == row["outlet"] == f"'{words}"


def test_words_that_are_no_formula_stay_as_they_are():
    fine = replace(FIRST, says="a = b, e-mail @ noon")
    assert rows(replace(READING, proposals=(fine,)))[0]["says"] == "a = b, e-mail @ noon"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_words_come_back_from_the_table_and_none_as_a_formula(words: str):
    row = rows(replace(READING, proposals=(replace(FIRST, says=words),)))[0]
    assert row["says"] in (words, f"'{words}")
    assert not row["says"].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_come_back_from_the_annotations(words: str):
    assert (
        annotations(replace(READING, proposals=(replace(FIRST, says=words),)))[0]["body"]["says"] == words
    )


EVENTS = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "ACCUSE",
    "REQUEST",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "COERCE",
    "ASSAULT",
}
"""The sixteen event types of PLOVER's conversion table of September 2021."""


def test_codes_are_plovers_and_stand_for_stances_and_acts_that_exist():
    assert {event for event, _ in PLOVER.values()} <= EVENTS
    assert set(PLOVER) <= {*get_args(Stance), *get_args(ActKind)}


def test_what_plover_has_no_word_for_has_none():
    without = {kind for kind in (*get_args(Stance), *get_args(ActKind)) if kind not in PLOVER}
    assert without == {
        "conditional",
        "claims",
        "denies",
        "doubts",
        "answer",
        "no-answer",
        "inspection",
        "suspension",
        "resumption",
        "termination",
        "evacuation",
        "document",
        "other",
    }
    for stance in ("conditional", "claims", "denies", "doubts"):
        assert plover(replace(FIRST, stance=stance)) == (None, None)  # type: ignore[arg-type]


def test_the_page_on_exports_has_every_stance_and_act_with_its_code():
    page = (Path(__file__).parents[2] / "docs/methods/reading-exports.md").read_text("utf-8")
    shown = dict(re.findall(r"^\| ([a-z-]+) \| ([A-Z]* ?\| [a-z]* ?)\|$", page, re.MULTILINE))
    codes = {kind: PLOVER.get(kind, ("", None)) for kind in (*get_args(Stance), *get_args(ActKind))}
    assert {kind: tuple(cell.strip() for cell in cells.split("|")) for kind, cells in shown.items()} == {
        kind: (event, mode or "") for kind, (event, mode) in codes.items()
    }


def test_an_act_goes_before_the_stance_and_one_that_was_not_done_has_no_code():
    told = replace(FIRST, stance="accuses", act=Deed(kind="withdrawal"))
    assert plover(told) == ("RETREAT", "withdraw")
    assert plover(replace(told, polarity="negative")) == (None, None)
    assert plover(replace(told, act=None)) == ("ACCUSE", "allege")
