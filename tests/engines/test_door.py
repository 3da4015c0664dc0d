from __future__ import annotations

import numpy as np
import pytest

from detente.engines.door import engine

MANY, FAR_TOO_MANY = 12_000, 300_000


@pytest.fixture
def duck():
    door = engine("duckdb", threads=1)
    yield door
    door.close()


def pairs_of(door, count: int):
    """How many pairs of `count` numbers have a sum that 7 divides: as long a question as is wanted."""
    one = door.put("numbers", {"n": np.arange(count)})
    both = one.cross_join(one.view().rename(other="n"))
    return both.filter((both.n + both.other) % 7 == 0).count().as_table()


def test_an_engine_tells_how_far_it_is_and_gives_the_same_answer(duck):
    told: list[float] = []
    question = pairs_of(duck, MANY)
    answer = duck.table(question, told.append)
    assert answer.equals(duck.table(question))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert min(told) >= 0.0


def test_a_question_that_is_broken_off_leaves_the_engine_whole(duck):
    def break_off(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        duck.table(pairs_of(duck, FAR_TOO_MANY), break_off)
    (answer,) = duck.table(pairs_of(duck, 7)).to_pylist()
    assert list(answer.values()) == [7]


def test_a_question_that_makes_no_sense_is_an_error_with_a_teller_too(duck):
    import duckdb

    lost = pairs_of(duck, 5)
    duck.connection.execute("DROP TABLE numbers")
    with pytest.raises(duckdb.CatalogException):
        duck.table(lost, lambda _: None)
