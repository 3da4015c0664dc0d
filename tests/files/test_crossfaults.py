"""What only shows when entries are laid side by side."""

# ruff: noqa: E501 - a table reads better with one fault a line

from __future__ import annotations

from pathlib import Path

import pytest

from .paper import CASE, SOUND, added, changed, lint

RECIPROCAL = "{kind: reciprocal, measure: exercises, by: [s2]}"
PATROLS = "on: [{measure: patrols, binds: south}]"
TWENTY_SIX = " ".join(["word"] * 26)


def link(text: str) -> tuple[str, str]:
    return RECIPROCAL, text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        # Parties and actors
        ("  - {id: north, name: Northland}\n", "", "case.yaml:4:1: one party only: it takes at least two to agree"),
        ("id: ministry,", "id: south,", "case.yaml:8:10: the id 'south' is taken: the party at case.yaml:6:10 has it"),
        ("speaks_for: north", "speaks_for: nrth", "case.yaml:8:68: 'nrth' is not defined as a party: did you mean 'north'?"),
        ("speaks_for: north", "speaks_for: patrols", "case.yaml:8:68: 'patrols' is not defined as a party: 'patrols' is a measure"),
        (", speaks_for: north", "", "case.yaml:5:10: 'north' is a party without statements: nothing constrains it"),
        # Measures and levels
        ("id: today, text: no limit}\n      - {id: daylight", "id: daylight, text: no limit}\n      - {id: daylight", "case.yaml:21:14: the level 'daylight' stands twice: first at case.yaml:20:14"),
        ("      - {id: daylight, text: in daylight only}\n", "", "case.yaml:20:7: a measure needs at least two levels: today, unrestrained, and one above it"),
        (", unit: troops", "", "case.yaml:15:57: the value 5000 has no unit: add unit: troops, km, days ..."),
        ("binds: [south]", "binds: [south]\n    zone: the-strip", "case.yaml:19:11: 'the-strip' is not defined as a zone"),
        ("binds: [south]", "binds: [south]\n    helps: [nroth]", "case.yaml:19:13: 'nroth' is not defined as a party: did you mean 'north'?"),
        ("binds: [south]", "binds: [south]\n    consent: [north]", "case.yaml:19:15: 'north' is not defined as an actor: 'north' is a party"),
        ("id: patrols", "id: exercises", "case.yaml:16:9: the id 'exercises' is taken: the measure at case.yaml:10:9 has it"),
        ("binds: [south]", "binds: [south, south]", "case.yaml:18:20: 'south' is bound twice: name it once"),
        ("moments:\n", "turned:\n  - {measure: patrols, binds: north, party: south, by: s1}\nmoments:\n", "case.yaml:25:31: the measure 'patrols' does not bind 'north': it binds south"),
        ("moments:\n", "turned:\n  - {measure: patrols, binds: south, party: south, by: s9}\nmoments:\n", "case.yaml:25:56: 's9' is not defined as a statement"),
        # Refs
        (PATROLS, "on: [{measure: patrol, binds: south}]", "statements.yaml:15:20: 'patrol' is not defined as a measure: did you mean 'patrols'?"),
        (PATROLS, "on: [{measure: patrols, binds: north}]", "statements.yaml:15:36: the measure 'patrols' does not bind 'north': it binds south"),
        (PATROLS, "on: [{measure: patrols, level: daylght}]", "statements.yaml:15:36: the measure 'patrols' has no level 'daylght': did you mean 'daylight'?"),
        (PATROLS, "on: [{measure: patrols, level: zzz}]", "statements.yaml:15:36: the measure 'patrols' has no level 'zzz': it has daylight"),
        (PATROLS, "on: [{measure: patrols, level: today}]", "statements.yaml:15:36: 'today' is the first level of 'patrols', today, and restrains nobody: name daylight"),
        # Statements
        ("speaker: ministry", "speaker: ministri", "statements.yaml:12:14: 'ministri' is not defined as a party or actor: did you mean 'ministry'?"),
        (PATROLS, PATROLS + "\n    to: suoth", "statements.yaml:16:9: 'suoth' is not defined as a party: did you mean 'south'?"),
        (PATROLS, PATROLS + "\n    also: [post, psot]", "statements.yaml:16:18: 'psot' is not defined as a source: did you mean 'post'?"),
        (PATROLS, PATROLS + "\n    contests: [s7]", "statements.yaml:16:16: 's7' is not defined as a statement"),
        (PATROLS, PATROLS + f"\n    quote: {TWENTY_SIX}", "statements.yaml:16:12: 26 words are quoted: at most 25 may be; say the rest in 'says'"),
        (PATROLS, PATROLS + f"\n    original: {TWENTY_SIX}", "statements.yaml:16:15: 26 words are quoted: at most 25 may be; say the rest in 'says'"),
        (PATROLS, PATROLS + "\n    credence: 1.5", "statements.yaml:16:15: a credence lies between 0 and 1, not 1.5"),
        (PATROLS, PATROLS + "\n    credence: 0.5", "statements.yaml:16:15: a credence of 0.5 needs a reason: add why: ..."),
        (PATROLS, PATROLS + "\n    everything: true", "statements.yaml:16:17: 'everything' goes only with conditional, not with demands"),
        ("    if: [{measure: exercises, binds: north, level: brigade}]\n", "", "statements.yaml:5:13: a conditional statement needs 'if': the restraints it depends on"),
        ("    on: [{measure: exercises, binds: south, level: brigade}]\n", "", "statements.yaml:5:13: a statement with stance conditional needs 'on': the restraints it is about"),
        (f"    {PATROLS}\n", "", "statements.yaml:13:13: a statement that demands needs 'on': the restraints it is about"),
        ("stance: demands", "stance: offers\n    over: [{measure: patrols}]", "statements.yaml:14:11: 'over' goes only with demands, not with offers"),
        (PATROLS, PATROLS + "\n    supersedes: [s2]", "statements.yaml:16:18: 's1' cannot supersede 's2', which another speaker made: 'south'"),
        (PATROLS, PATROLS + "\n    supersedes: [s1]", "statements.yaml:16:18: 's1' cannot supersede itself"),
        ("date: 2031-02-26", "date: 2031-04-01", "statements.yaml:11:11: this statement is dated after every moment (the last is 2031-03-20): it would never count"),
        ("date: 2031-02-26", "date: 0231-02-26", "statements.yaml:11:11: the year 231 cannot be meant: is it a slip?"),
        ("id: s1", "id: S 1", "statements.yaml:10:9: the id 'S 1' may hold only a-z, 0-9 and hyphens, as in 'us' or 's-31'"),
        ("id: s1", "id: s2", "statements.yaml:10:9: the id 's2' is taken: the statement at statements.yaml:2:9 has it"),
        # Acts and moments
        ("by: [south], kind", "by: [suoth], kind", "case.yaml:28:56: 'suoth' is not defined as a party or actor: did you mean 'south'?"),
        ("until: 2031-02-24", "until: 2031-02-14", "case.yaml:28:39: it ends on 2031-02-14, before it begins on 2031-02-20"),
        ("date: 2031-03-20", "date: 2031-03-01", "case.yaml:26:12: moments go from early to late: 2031-03-01 follows 2031-03-02"),
        # Links
        (*link("{kind: reciprocal, measure: patrols}"), "case.yaml:23:33: a reciprocal link needs a measure that binds at least two parties: 'patrols' does not"),
        (*link("{kind: reciprocal}"), "case.yaml:23:12: a reciprocal link needs 'measure': the one that binds both"),
        (*link("{kind: reciprocal, measure: exercises, by: [s9]}"), "case.yaml:23:49: 's9' is not defined as a statement"),
        (*link("{kind: exchanged, refs: [{measure: patrols}]}"), "case.yaml:23:29: a link of kind exchanged needs exactly two refs: it has 1"),
        (*link("{kind: requires, refs: [{measure: patrols}]}"), "case.yaml:23:28: a link of kind requires needs exactly two refs: it has 1"),
        (*link("{kind: tie, refs: [{measure: patrols}]}"), "case.yaml:23:23: a link of kind tie needs at least two refs: it has 1"),
        (*link("{kind: excludes}"), "case.yaml:23:5: a link of kind excludes needs at least two refs: it has 0"),
        (*link("{kind: precondition, refs: [{measure: patrols}]}"), "case.yaml:23:12: a precondition needs 'party': who signs nothing without it"),
        (*link("{kind: precondition, party: north}"), "case.yaml:23:12: a precondition needs 'refs': what must be in the package"),
        (*link("{kind: tie, refs: [{measure: patrols}, {measure: exercise}]}"), "case.yaml:23:54: 'exercise' is not defined as a measure: did you mean 'exercises'?"),
    ],
)  # fmt: skip
def test_a_fault_between_entries_is_said_with_its_place(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert fault in lint(tmp_path, changed(old, new))


def test_six_parties_are_too_many(tmp_path: Path) -> None:
    more = "".join(f"  - {{id: p{n}, name: P{n}}}\n" for n in range(4))
    said = lint(tmp_path, changed("actors:\n", more + "actors:\n"))
    assert said[0] == "case.yaml:4:1: six parties are not yet supported: at most five"


def test_a_party_on_both_sides_on_the_same_day_is_asked_which(tmp_path: Path) -> None:
    files = added(
        "statements.yaml",
        "  - {id: s3, date: 2031-02-26, speaker: north, stance: refuses, says: x, source: post,\n"
        "     on: [{measure: patrols, binds: south}]}\n",
    )
    assert lint(tmp_path, files) == [
        "statements.yaml:18:10: a statement on both sides: on the same day 'north' said the opposite in "
        "'s1' at statements.yaml:10:5; if one replaced the other, add supersedes"
    ]


def test_a_change_of_mind_is_no_fault_when_it_is_said(tmp_path: Path) -> None:
    files = added(
        "statements.yaml",
        "  - {id: s3, date: 2031-02-26, speaker: north, stance: refuses, says: x, source: post,\n"
        "     on: [{measure: patrols, binds: south}], supersedes: [s1]}\n",
    )
    assert lint(tmp_path, files) == []


def test_a_statement_cannot_supersede_a_later_one(tmp_path: Path) -> None:
    files = added(
        "statements.yaml",
        "  - {id: s3, date: 2031-03-01, speaker: north, stance: claims, says: x, source: post}\n"
        "  - {id: s4, date: 2031-02-27, speaker: north, stance: claims, says: x, source: post, supersedes: [s3]}\n",
    )
    assert lint(tmp_path, files) == [
        "statements.yaml:18:100: 's4' of 2031-02-27 cannot supersede 's3', which is later: 2031-03-01"
    ]


def test_a_party_may_supersede_what_its_ministry_said(tmp_path: Path) -> None:
    files = added(
        "statements.yaml",
        "  - {id: s3, date: 2031-03-01, speaker: north, stance: claims, says: x, source: post, supersedes: [s1]}\n",
    )
    assert lint(tmp_path, files) == []


def test_everything_needs_no_on(tmp_path: Path) -> None:
    files = changed(
        "    on: [{measure: exercises, binds: south, level: brigade}]\n", "    everything: true\n"
    )
    assert lint(tmp_path, files) == []


def test_a_threat_needs_no_on(tmp_path: Path) -> None:
    files = added(
        "statements.yaml",
        "  - {id: s3, date: 2031-03-01, speaker: north, stance: threatens, says: x, source: post}\n",
    )
    assert lint(tmp_path, files) == []


def test_a_source_that_nobody_uses_is_no_fault(tmp_path: Path) -> None:
    assert lint(tmp_path, added("sources.yaml", "  - {id: other, publisher: Another}\n")) == []


def test_without_moments_there_is_no_last_day(tmp_path: Path) -> None:
    moments = CASE[CASE.index("moments:") : CASE.index("acts:")]
    files = {
        name: text.replace(moments, "").replace("2031-02-26", "2039-02-26") for name, text in SOUND.items()
    }
    assert lint(tmp_path, files) == []


def test_nothing_is_said_about_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert lint(tmp_path, {**SOUND, "sources.yaml": "sources: ["}) == [
        "sources.yaml:1:11: the file ends before a bracket that was opened is closed"
    ]


def test_a_measure_with_a_misspelt_party_gives_one_fault(tmp_path: Path) -> None:
    assert lint(tmp_path, changed("binds: [south]", "binds: [suoth]")) == [
        "case.yaml:18:13: 'suoth' is not defined as a party: did you mean 'south'?"
    ]
