"""What a person decided outlives the text it was decided on, and a second reading of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.proposals import Condition, Decision, Proposal, ReadingFile, Span, Told, Voice
from detente.case.statements import Stance
from detente.reading.anchors import LOST, merge, overlap, reanchor

TEXT = "The envoy said yes. The envoy said no. “We shall wait,” the envoy said, and left at noon."
AROUND = 32
SPACED, HYPHENATED = "The envoy\n  said\u00a0no.", "The en\u00advoy said no."


def at(words: str, nth: int = 0, text: str = TEXT) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    end = start + len(words)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Span(start=start, end=end, exact=words, prefix=before, suffix=after)


def proposal(
    name: str,
    span: Span,
    stance: Stance = "claims",
    decision: Decision = "proposed",
    who: str = "envoy",
) -> Proposal:
    done = decision != "proposed"
    return Proposal(
        id=name,
        decision=decision,
        by="Ann" if done else None,
        decided=dt.date(2031, 3, 2) if done else None,
        as_=f"s{name[1:]}" if decision in ("accepted", "edited") else None,
        stance=stance,
        speaker=Voice(name=who),
        attribution="indirect",
        says=span.exact,
        evidence=span,
        sentence=span,
    )


def reading(*proposals: Proposal, sha: str = "0") -> ReadingFile:
    return ReadingFile(
        document="a.txt", sha256=sha, text_sha256=sha, source="a", read_by="rules 1", proposals=proposals
    )


# ---------------------------------------------------------------- the words found again


@pytest.mark.parametrize(
    ("span", "text", "found"),
    [
        (at("The envoy said no."), TEXT, (20, "The envoy said no.")),
        (at("The envoy said no."), "New start. " + TEXT, (31, "The envoy said no.")),
        (at("The envoy said no."), TEXT[20:], (0, "The envoy said no.")),
        (at("“We shall wait,”"), TEXT.replace("“", '"').replace("”", '"'), (39, '"We shall wait,"')),
        (at("The envoy said no."), TEXT.replace("voy said no", "voy\n  said\u00a0no"), (20, SPACED)),
        (at("The envoy said no."), TEXT.replace("envoy said no", "en\u00advoy said no"), (20, HYPHENATED)),
        (at("We shall wait,"), TEXT.replace("wait,”", "go,”"), None),
        (at("The envoy said no."), "", None),
        (at("said", 1), "Nobody has ever said that.", None),
        (at("said", 1), "x " + TEXT, (32, "said")),
    ],
)  # fmt: skip
def test_words_are_found_where_they_stand_now(span: Span, text: str, found: tuple[int, str] | None) -> None:
    here = reanchor(text, span)
    assert (here and (here.start, here.exact)) == found
    if here:
        assert text[here.start : here.end] == here.exact


def test_of_several_places_the_one_with_the_same_surroundings_is_taken() -> None:
    text = "First: the limit is agreed. Second: the limit is open. Third: the limit is agreed."
    span = at("the limit", 1, text)
    moved = "Third: the limit is agreed. First: the limit is agreed. Second: the limit is open."
    here = reanchor(moved, span)
    assert here
    assert moved[here.start - 8 : here.end + 8] == "Second: the limit is open"


def test_of_places_that_fit_alike_the_nearest_is_taken() -> None:
    text = "aa. the whole limit. bb" + "." * 60 + "aa. the whole limit. bb"
    span = replace(at("the whole limit", 1, text), start=80, end=95)
    here = reanchor(text, span)
    assert here
    assert here.start == text.rindex("the whole limit")


def test_a_page_is_kept() -> None:
    span = replace(at("The envoy said no."), page=3)
    here = reanchor("x" + TEXT, span)
    assert here
    assert here.page == 3


@given(st.text(max_size=60), st.text("ab “”\n\u00a0", min_size=1, max_size=8), st.text(max_size=60))
@settings(deadline=None)
def test_what_is_found_are_the_words_at_that_place(before: str, words: str, after: str) -> None:
    text = before + words + after
    span = Span(start=7, end=7 + len(words), exact=words)
    here = reanchor(text, span)
    assert here is not None
    assert text[here.start : here.end] == here.exact == words


@given(
    st.text("xyz \n“", max_size=80),
    st.sampled_from(("The envoy said yes.", "We shall wait,", "left at noon.")),
)
def test_a_text_that_only_grows_at_its_start_moves_every_span_as_far(more: str, words: str) -> None:
    here = reanchor(more + TEXT, at(words))
    assert here
    assert (here.start, here.exact) == (at(words).start + len(more), words)


def test_a_long_document_is_looked_through_in_a_moment() -> None:
    text = "The envoy said that the limit was agreed. " * 20_000
    lost = replace(at("The envoy said no."), exact="The chancellor said never.")
    assert reanchor(text, lost) is None
    assert reanchor(text + "The envoy\nsaid no.", at("The envoy said no.")) is not None


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [((0, 10), (0, 10), 1.0), ((0, 10), (5, 15), 1 / 3), ((0, 5), (5, 9), 0.0), ((3, 3), (3, 3), 1.0)],
)
def test_overlap_is_the_share_in_common(one: tuple[int, int], other: tuple[int, int], share: float) -> None:
    spans = [Span(start=a, end=b, exact="x" * (b - a)) for a, b in (one, other)]
    assert overlap(*spans) == pytest.approx(share)


# ---------------------------------------------------------------- read again

YES, NO, WAIT = at("The envoy said yes."), at("The envoy said no."), at("We shall wait,")


def ids(one: ReadingFile) -> list[tuple[str, Decision]]:
    return [(each.id, each.decision) for each in one.proposals]


def test_decisions_stay_and_open_ones_keep_their_ids() -> None:
    old = reading(proposal("p01", YES, decision="accepted"), proposal("p02", NO), proposal("p03", WAIT))
    new = reading(proposal("p01", YES), proposal("p02", WAIT), sha="1")
    merged = merge(old, new, TEXT)
    assert ids(merged) == [("p01", "accepted"), ("p03", "proposed")]
    assert merged.proposals[0] == old.proposals[0]
    assert merged.text_sha256 == "1"


def test_what_is_new_gets_the_next_number_and_no_number_comes_back() -> None:
    old = reading(proposal("p01", YES), proposal("p07", WAIT))
    new = reading(proposal("p01", NO), proposal("p02", NO, "denies"), sha="1")
    assert [one.id for one in merge(old, new, TEXT).proposals] == ["p08", "p09"]


def test_edited_content_wins() -> None:
    old = reading(replace(proposal("p01", NO, "refuses", "edited"), says="Says no."))
    new = reading(proposal("p01", NO, "denies"), sha="1")
    merged = merge(old, new, TEXT)
    assert ids(merged) == [("p01", "edited")]
    assert (merged.proposals[0].stance, merged.proposals[0].says) == ("refuses", "Says no.")


def test_a_rejected_reading_of_the_words_does_not_come_back_under_another_name() -> None:
    old = reading(proposal("p01", NO, decision="rejected", who="envoy"))
    narrower = proposal("p01", at("said no."), who="The envoy of the North")
    other = proposal("p02", NO, "refuses")
    assert ids(merge(old, reading(narrower, other), TEXT)) == [("p01", "rejected"), ("p02", "proposed")]


def test_spans_move_with_the_text_however_deep_they_lie() -> None:
    text = "A new first line.\n\n" + TEXT
    voice = Voice(name="envoy", span=at("The envoy", 1))
    condition = Condition(kind="trigger", text="at noon", span=at("at noon"), by=voice)
    one = replace(
        proposal("p01", NO, decision="accepted"),
        speaker=voice,
        chain=(Told(who=voice, span=at("said", 1)),),
        condition=condition,
    )
    moved = merge(reading(one), reading(sha="1"), text).proposals[0]
    spans = [moved.evidence, moved.sentence, moved.speaker.span, moved.chain[0].span]
    spans += [moved.condition and moved.condition.span]
    assert all(span and text[span.start : span.end] == span.exact for span in spans)
    assert moved.evidence.start == NO.start + 19
    assert moved.checks == ()


def test_lost_words_are_said_and_the_decision_stays() -> None:
    old = reading(proposal("p01", NO, decision="accepted"))
    gone = merge(old, reading(sha="1"), "Nothing of it is left.")
    assert [(one.id, one.checks) for one in gone.proposals] == [("p01", (LOST,))]
    assert merge(gone, reading(sha="1"), "Nothing of it is left.").proposals == gone.proposals
    back = merge(gone, reading(sha="2"), TEXT)
    assert back.proposals == old.proposals


def test_links_follow_their_proposals() -> None:
    old = reading(proposal("p01", YES, decision="accepted"), proposal("p05", NO))
    new = reading(
        proposal("p01", YES),
        replace(proposal("p02", NO), contests=("p01",)),
        replace(proposal("p03", WAIT), contests=("p02", "p01"), refers_to=("p09",)),
    )
    merged = merge(old, new, TEXT)
    assert [(one.id, one.contests, one.refers_to) for one in merged.proposals] == [
        ("p01", (), ()),
        ("p05", ("p01",), ()),
        ("p06", ("p05", "p01"), ()),
    ]


def test_the_source_keeps_the_id_that_it_has_in_the_case() -> None:
    merged = merge(reading(), replace(reading(sha="1"), source="another"), TEXT)
    assert (merged.source, merged.sha256) == ("a", "1")


decisions = st.sampled_from(("proposed", "proposed", "accepted", "edited", "rejected"))
parts = st.tuples(
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 25),
    st.sampled_from(("claims", "denies", "refuses")),
    decisions,
    st.sampled_from(("envoy", "consul")),
)


def readings(*, fresh: bool = False) -> st.SearchStrategy[ReadingFile]:
    return st.lists(parts, max_size=6).map(lambda found: _read(found, fresh))


def _read(found: list[tuple[int, int, Stance, Decision, str]], fresh: bool) -> ReadingFile:
    made = []
    for number, (start, length, stance, decision, who) in enumerate(
        sorted(found, key=lambda one: one[0]), 1
    ):
        end = min(len(TEXT), start + length)
        before, after = TEXT[max(0, start - AROUND) : start], TEXT[end : end + AROUND]
        span = Span(start=start, end=end, exact=TEXT[start:end], prefix=before, suffix=after)
        made.append(proposal(f"p{number:02}", span, stance, "proposed" if fresh else decision, who))
    return reading(*made)


@given(readings())
def test_a_reading_merged_with_itself_is_itself(one: ReadingFile) -> None:
    assert merge(one, one, TEXT) == one


@given(readings(), readings(fresh=True))
def test_reading_again_a_second_time_changes_nothing(old: ReadingFile, new: ReadingFile) -> None:
    once = merge(old, new, TEXT)
    assert merge(once, new, TEXT) == once


@given(readings(), readings(), st.sampled_from((TEXT, "x" + TEXT, TEXT[30:], "")))
def test_no_decision_is_ever_lost(old: ReadingFile, new: ReadingFile, text: str) -> None:
    merged = merge(old, new, text)
    names = [one.id for one in merged.proposals]
    assert len(names) == len(set(names))
    after = {one.id: one for one in merged.proposals}
    for one in old.proposals:
        if one.decision != "proposed":
            here = after[one.id]
            assert (here.decision, here.by, here.as_) == (one.decision, one.by, one.as_)
            assert (here.stance, here.says, here.speaker.name) == (one.stance, one.says, one.speaker.name)
            found = text[here.evidence.start : here.evidence.end] == here.evidence.exact
            assert found != (LOST in here.checks)
