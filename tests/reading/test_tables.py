"""The tables of words: what stands in them, and how they are asked."""

from __future__ import annotations

from typing import get_args

import pytest

from detente.case.acts import ActKind
from detente.reading.tables import acts, forms, shapes, table

from .rows import reading_of


@pytest.mark.parametrize(
    ("base", "inflected"),
    [
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("refuse", {"refuse", "refuses", "refused", "refusing"}),
        ("ministry", {"ministry", "ministries"}),
        ("freeze", {"freeze", "froze", "frozen", "freezing"}),
        ("overrun", {"overrun", "overran", "overrunning"}),
        ("hide", {"hide", "hid", "hidden", "hiding"}),
    ],
)
def test_a_base_form_stands_for_all_its_forms(base: str, inflected: set[str]):
    assert inflected <= forms(base)


def test_a_phrase_is_found_only_whole_and_a_word_in_any_form():
    words = table(["off the table", "refuse"])
    assert words.within("that is off the table today")
    assert words.within("it refused")
    assert not words.within("that is off the tablecloth")
    assert not words.within("the table is off")
    assert "refusing" in words
    assert "off" not in words


def test_no_table_is_empty():
    assert [name for name, one in shapes().items() if not one.words and not one.phrases] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("willing", "unwilling"), ("untrue", "true_"), ("unsure", "true_"), ("willing", "unsure")],
)
def test_no_word_stands_for_a_thing_and_its_opposite(one: str, other: str):
    assert shapes()[one].words & shapes()[other].words == frozenset()


def test_acts_are_from_the_closed_list_and_every_rule_can_fire():
    assert {rule.kind for rule in acts()} <= set(get_args(ActKind))
    assert [rule.kind for rule in acts() if not rule.verbs and not rule.nouns.words] == []


KINDS = [
    ("Poland and Belarus held talks in Vilnius.", "meeting"),
    ("Russia massed 9,000 troops at the border.", "build-up"),
    ("Poland stationed 40 tanks at the border.", "deployment"),
    ("Russia pulled 40 tanks back from the border.", "withdrawal"),
    ("India staged an exercise with 20 bombers.", "exercise"),
    ("Poland notified the OSCE of an exercise.", "notice"),
    ("Canada imposed sanctions on two Belarusian banks.", "sanction"),
    ("Germany delivered 40 tanks to Ukraine.", "aid"),
    ("France evacuated its embassy when the shelling began.", "evacuation"),
    ("Iran handed over a draft agreement on prisoners.", "document"),
    ("Pakistan shelled an Indian post on the ridge.", "attack"),
    ("Iran switched off two cameras at the enrichment site.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_each_kind_of_act_is_told_by_its_verb(text: str, kind: str):
    assert [one.act.kind for one in reading_of(text).proposals if one.act] == [kind]
