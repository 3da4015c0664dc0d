"""Laws that every prior on preferences obeys: a nest of uniform simplices, over every increment."""

from __future__ import annotations

import numpy as np
import pytest

from detente.signing.draws import draw
from detente.signing.ranking import PRIOR_SAYS
from detente.signing.space import Space, build_space
from detente.signing.target import PRIORS
from talks import talks

EVERY = pytest.mark.parametrize("name", sorted(PRIORS))
CASE = talks("us ru", "m/us,ru:3 n/us:1 o/ru:2")


def labels(name: str, space: Space) -> tuple[np.ndarray, np.ndarray]:
    """(inner, outer) group of every increment."""
    inner, outer = PRIORS[name](space)
    return inner, outer[inner]


@EVERY
def test_every_increment_belongs_to_one_inner_and_one_outer_group(name: str) -> None:
    space = build_space(CASE)
    inner, outer = PRIORS[name](space)
    assert len(inner) == space.increments
    assert set(inner.tolist()) == set(range(len(outer)))
    assert set(outer.tolist()) == set(range(outer.max() + 1))


@EVERY
def test_before_anything_is_said_draws_have_the_means_of_the_nest(name: str) -> None:
    space = build_space(CASE)
    found = draw(space, "us", (), prior=name, count=4000, seed=3)
    inner, outer = labels(name, space)
    groups = len(set(outer))
    within = np.array([len(set(inner[outer == label])) for label in outer])
    steps = np.array([(inner == label).sum() for label in inner])
    assert found.u.mean(axis=0) == pytest.approx(1.0 / (groups * within * steps), abs=0.012)
    assert found.u.sum(axis=1) == pytest.approx(1.0)
    assert found.d.mean() == pytest.approx(0.0, abs=0.006)
    assert found.d.std() == pytest.approx(0.1, abs=0.006)


@EVERY
def test_every_prior_is_explained(name: str) -> None:
    assert len(PRIOR_SAYS[name].split()) > 4


def test_what_counts_alike() -> None:
    space = build_space(CASE)
    inner, outer = labels("slots", space)
    assert inner.tolist() == outer.tolist() == [0, 0, 0, 1, 1, 1, 2, 3, 3]
    assert len(set(labels("flat", space)[0].tolist())) == 9
    assert labels("by-measure", space)[1].tolist() == [0, 0, 0, 0, 0, 0, 1, 2, 2]
