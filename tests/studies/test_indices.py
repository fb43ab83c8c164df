"""Sensitivity indices: known functions through the path that the studies take, and what chance alone makes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.conftest import Statistical
from workforce_sim.studies.indices import SURELY, Array, Design, analysed, may_pass, mu_star_by_chance, problem_of, ranks

A, B = 7.0, 0.1
FIRST_ORDER = (0.3139, 0.4424, 0.0)
TOTAL_ORDER = (0.5576, 0.4424, 0.2437)
"""Ishigami and Homma (1990) with a = 7, b = 0.1; the indices by integration, Saltelli et al., Sensitivity Analysis (2000)."""

UNIT = problem_of(["a", "b", "c"], [(0.0, 1.0)] * 3)


def ishigami(points: Array) -> Array:
    first, second, third = points.T
    return np.sin(first) + A * np.sin(second) ** 2 + B * third**4 * np.sin(first)


@pytest.mark.statistical
def test_the_indices_of_the_ishigami_function_are_recovered(statistical: Statistical) -> None:
    points = 2048
    problem = problem_of(["x1", "x2", "x3"], [(-math.pi, math.pi)] * 3)
    found = analysed(problem, ishigami, Design("sobol", points, seed=1))
    for index, known in (("first_order", FIRST_ORDER), ("total_order", TOTAL_ORDER)):
        for place, expected in enumerate(known):
            claim = statistical(f"{index} of x{place + 1} of the Ishigami function is {expected}", points, 1e-4)
            standard_error = (found[f"{index}_upper"][place] - found[f"{index}_lower"][place]) / (2 * 1.96)
            assert standard_error < 0.03
            claim.holds_within(found[index][place], expected, standard_error)


@pytest.mark.unit
def test_morris_gives_the_coefficients_of_a_linear_function_exactly() -> None:
    coefficients = np.array([3.0, -2.0, 0.0])
    found = analysed(UNIT, lambda points: 5.0 + points @ coefficients, Design("morris", 10, seed=1))
    np.testing.assert_allclose(found["mu"], coefficients, atol=1e-12)
    np.testing.assert_allclose(found["mu_star"], np.abs(coefficients), atol=1e-12)
    np.testing.assert_allclose(found["sigma"], 0.0, atol=1e-12)


@pytest.mark.unit
def test_morris_effects_are_of_the_whole_range_whatever_its_unit() -> None:
    problem = problem_of(["days", "share"], [(10.0, 30.0), (0.2, 0.3)])
    found = analysed(problem, lambda points: points @ np.array([2.0, 50.0]), Design("morris", 6, seed=3))
    np.testing.assert_allclose(found["mu"], [40.0, 5.0])


@pytest.mark.unit
@pytest.mark.parametrize("method", ["morris", "sobol"])
@pytest.mark.parametrize("seed", [0, 1, 2**53])
def test_the_same_design_gives_the_same_points_and_the_same_intervals(method: str, seed: int) -> None:
    design = Design(method, 8, seed)  # type: ignore[arg-type]
    np.testing.assert_array_equal(design.points(UNIT), design.points(UNIT))
    once, again = (analysed(UNIT, lambda points: points[:, 0] ** 2, design) for _ in range(2))
    assert all(np.array_equal(once[name], again[name]) for name in once)


@pytest.mark.unit
def test_an_output_that_never_moves_has_indices_of_nought() -> None:
    for design in (Design("morris", 4, 1), Design("sobol", 8, 1)):
        found = analysed(UNIT, lambda points: np.full(len(points), 4.0), design)
        assert all(np.array_equal(values, np.zeros(3)) for values in found.values())
        assert np.array_equal(design.by_chance(design.points(UNIT), np.full((len(design.points(UNIT)), 3), 4.0)), np.zeros(3))


@pytest.mark.unit
def test_what_chance_adds_to_total_order_is_its_variance_over_that_of_the_output() -> None:
    design = Design("sobol", 512, 1)
    points = design.points(UNIT)
    noise = np.random.default_rng(1).normal(scale=0.5, size=(len(points), 10))
    chance = design.by_chance(points, points[:, :1] + noise)
    # a uniform number has variance 1/12; the mean of ten errors of 0.5 has 0.025
    np.testing.assert_allclose(chance, 0.025 / (1 / 12 + 0.025), rtol=0.15)


@pytest.mark.unit
def test_luck_that_is_the_same_at_all_points_is_no_chance_in_an_effect() -> None:
    for design in (Design("morris", 6, 1), Design("sobol", 16, 1)):
        points = design.points(UNIT)
        shared = np.random.default_rng(1).normal(size=(1, 4))
        np.testing.assert_allclose(design.by_chance(points, points @ np.ones((3, 1)) + shared), 0.0, atol=1e-12)


@pytest.mark.statistical
@pytest.mark.parametrize("replications", [2, 3, 4, 6, 10])
@pytest.mark.parametrize("alike", [0.0, 0.5, 0.7, 1.0])
def test_idle_parameters_look_busy_no_oftener_than_is_said(
    statistical: Statistical, replications: int, alike: float
) -> None:
    from scipy.stats import binom

    idle, trajectories = 4_000, 8
    luck = np.random.default_rng(7)
    same = luck.normal(size=(1, idle, replications))
    effects = math.sqrt(alike) * same + math.sqrt(1.0 - alike) * luck.normal(size=(trajectories, idle, replications))
    mu_star = np.abs(effects.mean(axis=2)).mean(axis=0)
    busy = int((mu_star > mu_star_by_chance(effects)).sum())
    said = may_pass(replications) if 0.0 < alike < 1.0 or replications < 6 else 1.0 - SURELY
    what = f"idle parameters, {alike:g} alike on all trajectories, look busy {said:.3f} of the time with {replications}"
    statistical(what, idle, 1e-4).holds_at(float(binom.sf(busy - 1, idle, said)))


@pytest.mark.unit
def test_ranks_go_from_the_largest_and_equals_keep_their_order() -> None:
    assert ranks(np.array([0.5, 2.0, 0.5, 3.0])).tolist() == [3, 2, 4, 1]
