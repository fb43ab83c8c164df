"""A decision has one name, one place and one luck."""

from __future__ import annotations

import numpy as np
import pytest

from workforce_sim.randomness.decisions import Decisions, decision
from workforce_sim.randomness.draws import identity_key, keyed_uniform

pytestmark = pytest.mark.unit

COMPLETES = decision("test.completes")
LEAVES = decision("test.leaves")
WHO = identity_key("apprentice", "E10000024", 2027, 3)


def test_a_name_used_twice_is_refused() -> None:
    decision("test.once")
    with pytest.raises(ValueError, match=r"'test\.once' is already registered"):
        decision("test.once")


def test_the_same_question_has_the_same_answer_whenever_it_is_asked() -> None:
    asked = Decisions(seed=1, replication=4)
    first = asked.uniform(COMPLETES, WHO)
    asked.uniform(LEAVES, WHO)
    assert asked.uniform(COMPLETES, WHO) == first == Decisions(1, 4).uniform(COMPLETES, WHO)


def test_another_seed_replication_decision_identity_or_time_has_other_luck() -> None:
    here = Decisions(1, 4)
    drawn = {
        here.uniform(COMPLETES, WHO),
        here.uniform(COMPLETES, WHO, 1),
        here.uniform(COMPLETES, WHO + 1),
        here.uniform(LEAVES, WHO),
        Decisions(1, 5).uniform(COMPLETES, WHO),
        Decisions(2, 4).uniform(COMPLETES, WHO),
    }
    assert len(drawn) == 6


def test_many_identities_at_once_draw_what_each_would_alone() -> None:
    here = Decisions(1, 4)
    people = np.array([WHO, 5, 6], dtype=np.int64)
    assert here.uniforms(LEAVES, people, 2).tolist() == [here.uniform(LEAVES, person, 2) for person in people.tolist()]


def test_the_key_given_to_compiled_code_draws_the_same() -> None:
    here = Decisions(3, 0)
    assert keyed_uniform(here.key(LEAVES), WHO, 7) == here.uniform(LEAVES, WHO, 7)


def test_a_choice_never_falls_on_a_place_without_weight() -> None:
    here = Decisions(1, 0)
    chosen = {here.choose(LEAVES, identity, np.array([0.0, 2.0, 0.0, 1.0, 0.0])) for identity in range(500)}
    assert chosen == {1, 3}


def test_waiting_times_and_counts_have_their_mean() -> None:
    here = Decisions(1, 0)
    waits = [here.exponential(LEAVES, identity, mean=40.0) for identity in range(20_000)]
    counts = [here.poisson(COMPLETES, identity, 2.5) for identity in range(20_000)]
    assert np.mean(waits) == pytest.approx(40.0, abs=6 * 40.0 / np.sqrt(20_000))
    assert np.mean(counts) == pytest.approx(2.5, abs=6 * np.sqrt(2.5 / 20_000))
