"""Draws are the same everywhere, look like chance, and hang only on what they are for."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.conftest import Statistical
from workforce_sim.randomness import draws
from workforce_sim.randomness.draws import BITS_63, identity_key, keyed_uniform, mix, poisson_count, uniform

KEYS = st.integers(0, BITS_63)


@pytest.mark.golden
def test_known_keys_and_values_give_what_they_always_gave() -> None:
    assert mix(0, 0) == 0xE220_A839_7B1D_CDAF >> 1, "SplitMix64 seeded with 0 begins with 0xE220A8397B1DCDAF"
    assert mix(mix(2026, 37), 12) == 7370614659619497636
    assert identity_key("apprentice", "E10000024", 2027, 3) == 5418174513853311290
    assert keyed_uniform(1, 2, 3) == 0.28458668591368663


@pytest.mark.property
@given(key=KEYS, value=st.integers(-(2**62), 2**62))
def test_plain_python_mixes_the_same_bits_as_the_compiled_mixer(key: int, value: int) -> None:
    compiled, plain = mix(key, value), mix.py_func(key, value)
    assert compiled == plain
    assert 0 <= compiled <= BITS_63


@pytest.mark.property
@given(key=KEYS)
def test_every_key_reads_as_a_number_strictly_between_nothing_and_one(key: int) -> None:
    assert 0.0 < uniform(key) < 1.0
    assert uniform(key) == uniform.py_func(key)


@pytest.mark.unit
def test_the_extreme_keys_read_as_neither_nothing_nor_one() -> None:
    assert uniform(0) == 2.0**-53
    assert uniform(BITS_63) == 1.0 - 2.0**-53


@pytest.mark.unit
def test_a_word_and_the_number_it_spells_are_different_identities() -> None:
    assert identity_key("3") != identity_key(3)
    assert identity_key("a", "b") != identity_key("ab")


@pytest.mark.system
def test_a_process_without_machine_code_draws_the_same() -> None:
    question = (
        "import json; from workforce_sim.randomness.draws import *; "
        "print(json.dumps([[mix(5, v), keyed_uniform(7, v, 2), poisson_count(0.5 + 9 * v, keyed_uniform(9, v, 0))] "
        "for v in range(40)]))"
    )
    asked = subprocess.run(
        [sys.executable, "-W", "error", "-c", question],
        env=os.environ | {"WORKFORCE_SIM_PLAIN": "1"},
        capture_output=True,
        check=True,
        text=True,
    )
    compiled = [
        [mix(5, v), keyed_uniform(7, v, 2), poisson_count(0.5 + 9 * v, keyed_uniform(9, v, 0))] for v in range(40)
    ]
    assert json.loads(asked.stdout) == compiled


def luck(base: int, identities: np.ndarray, ordinal: int = 0) -> np.ndarray:
    drawn = np.empty(identities.shape[0])
    draws.uniforms_into(base, identities, ordinal, drawn)
    return drawn


@pytest.mark.statistical
@pytest.mark.parametrize("kind", ["neighbouring identities", "hashed identities", "neighbouring ordinals"])
def test_luck_is_uniform(kind: str, statistical: Statistical) -> None:
    number = 200_000
    base = identity_key("uniformity")
    if kind == "neighbouring ordinals":
        drawn = np.array([keyed_uniform(base, 17, ordinal) for ordinal in range(number)])
    else:
        identities = np.arange(number, dtype=np.int64)
        if kind == "hashed identities":
            draws.keys_into(base, identities)
        drawn = luck(base, identities)
    claim = statistical(f"luck of {kind} is uniform (chi-square, 1,000 cells)", number, 1e-4)
    claim.holds_at(float(stats.chisquare(np.histogram(drawn, 1000, (0.0, 1.0))[0]).pvalue))
    claim = statistical(f"luck of {kind} is uniform (Kolmogorov-Smirnov)", number, 1e-4)
    claim.holds_at(float(stats.kstest(drawn, "uniform").pvalue))


@pytest.mark.statistical
@pytest.mark.parametrize("beside", ["identity", "ordinal", "decision", "replication"])
def test_luck_is_independent_of_the_luck_next_door(beside: str, statistical: Statistical) -> None:
    number = 200_000
    identities = np.arange(number, dtype=np.int64)
    seed = identity_key("seed", 1)
    first = mix(mix(seed, 0), identity_key("decision", "one"))
    here = luck(first, identities)
    there = {
        "identity": lambda: luck(first, identities + 1),
        "ordinal": lambda: luck(first, identities, 1),
        "decision": lambda: luck(mix(mix(seed, 0), identity_key("decision", "two")), identities),
        "replication": lambda: luck(mix(mix(seed, 1), identity_key("decision", "one")), identities),
    }[beside]()
    cells = np.histogram2d(here, there, 32, ((0.0, 1.0), (0.0, 1.0)))[0].ravel()
    claim = statistical(f"luck is independent of the next {beside} (chi-square, 32 x 32 cells)", number, 1e-4)
    claim.holds_at(float(stats.chisquare(cells).pvalue))
    correlation = float(np.corrcoef(here, there)[0, 1])
    claim = statistical(f"luck is uncorrelated with the next {beside}", number, 1e-4)
    claim.holds_within(correlation, 0.0, 1.0 / np.sqrt(number))


@pytest.mark.unit
@pytest.mark.parametrize("mean", [0.003, 0.7, 4.0, 60.0, 180.0, 900.0, 5000.0])
def test_poisson_counts_are_the_quantiles_of_the_poisson_law(mean: float) -> None:
    for quantile in (1e-6, 0.01, 0.3, 0.5, 0.8, 0.999, 1.0 - 1e-7):
        assert poisson_count(mean, quantile) == stats.poisson.ppf(quantile, mean)


@pytest.mark.property
@given(mean=st.floats(0.0, 2000.0), more=st.floats(0.0, 300.0), quantile=st.floats(1e-12, 1.0 - 1e-12))
def test_by_the_same_luck_a_larger_mean_never_gives_fewer(mean: float, more: float, quantile: float) -> None:
    assert poisson_count(mean + more, quantile) >= poisson_count(mean, quantile)
