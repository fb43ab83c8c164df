"""Sensitivity indices: points chosen, the model asked at each, and what follows from its answers, all by SALib.

Morris: elementary effects (Morris, Technometrics 33, 1991; mu* after Campolongo, Cariboni and Saltelli, Environmental
Modelling & Software 22, 2007). Sobol: first and total order (Saltelli et al., Computer Physics Communications 181, 2010).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Evaluate = Callable[[Array], Array]
"""Gives the output (n) of the model at points (n, parameters)."""

RESAMPLES = 1000
"""Bootstrap samples for each interval: its ends then move by less than a twentieth of its width from seed to seed."""
SURELY = 0.99
"""How often chance alone stays within its reach where its errors are the same on all trajectories, or unrelated."""
MAY_PASS = ((2, 0.14), (3, 0.09), (4, 0.065), (6, 0.045), (10, 0.035))
"""From so many replications on, the largest share of idle parameters that pass as busy. Measured, 20,000 at each of seven
degrees of likeness between trajectories, 8 and 10 of them: the worst is in between, where likeness is hardest to tell."""
SIZE_OF_CHANCE = math.sqrt(2.0 / math.pi)
"""Mean size of what is normal about 0 with standard deviation 1."""


@dataclass(frozen=True, slots=True)
class Design:
    """How the points are chosen: the method, its size, the levels of the grid (Morris) and the seed."""

    method: Literal["morris", "sobol"]
    size: int
    seed: int
    levels: int = 4

    @property
    def _own_seed(self) -> int:
        return self.seed + 1  # SALib takes a seed of 0 for none at all

    def points(self, problem: dict[str, Any]) -> Array:
        """Choose the points, shape (n, parameters), always the same for the same design."""
        if self.method == "morris":
            from SALib.sample import morris

            chosen = morris.sample(problem, self.size, num_levels=self.levels, seed=self._own_seed)
        else:
            from SALib.sample import sobol

            chosen = sobol.sample(problem, self.size, calc_second_order=False, seed=np.random.default_rng(self._own_seed))
        return np.asarray(chosen, dtype=np.float64)

    def indices(self, problem: dict[str, Any], points: Array, outputs: Array) -> dict[str, Array]:
        """Work out the indices of every parameter from the outputs (n) at the points; intervals hold 95 times in 100."""
        if self.method == "morris":
            from SALib.analyze import morris

            found = morris.analyze(
                problem, points, outputs, num_resamples=RESAMPLES, num_levels=self.levels, seed=self._own_seed
            )
            mu_star = _plain(found["mu_star"])
            return {
                "mu_star": mu_star,
                **_interval("mu_star", mu_star, _plain(found["mu_star_conf"])),
                "mu": _plain(found["mu"]),
                "sigma": _plain(found["sigma"]),
            }
        from SALib.analyze import sobol

        if np.ptp(outputs) == 0.0:  # nothing varies, so there is no variance to divide
            found = {name: np.zeros(points.shape[1]) for name in ("S1", "S1_conf", "ST", "ST_conf")}
        else:
            found = sobol.analyze(
                problem, outputs, calc_second_order=False, num_resamples=RESAMPLES, seed=self._own_seed
            )
        given = {}
        for name, symbol in (("total_order", "ST"), ("first_order", "S1")):
            given[name] = _plain(found[symbol])
            given |= _interval(name, given[name], _plain(found[f"{symbol}_conf"]))
        return given

    @property
    def ranked_by(self) -> str:
        """The index by which parameters are ranked: it counts interactions with the others too."""
        return "mu_star" if self.method == "morris" else "total_order"

    def by_chance(self, points: Array, values: Array) -> Array:
        """Say for each parameter which ranking index it could have by chance alone.

        ``values`` of shape (n, replications) are the outputs of which the model's answers are means. Two points that
        differ in one parameter are simulated with the same luck; how much their difference varies over replications
        is what chance adds to it. Morris: what mu* rarely exceeds where the parameter does nothing but stir the luck (see
        ``may_pass``). Sobol: the part of total order that chance makes on average.
        """
        before, after = self._neighbours(points)
        differences = values[after] - values[before]
        if self.method == "morris":
            return mu_star_by_chance(differences * (2.0 * (self.levels - 1)) / self.levels)
        chance = np.mean(np.var(differences, axis=-1, ddof=1) / values.shape[1], axis=0)
        each = points.shape[1] + 2
        means = values.mean(axis=1)
        variance = np.var(np.concatenate([means[::each], means[each - 1 :: each]]))
        return 0.5 * chance / variance if variance > 0.0 else np.zeros_like(chance)

    def _neighbours(self, points: Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Find pairs of points that differ in one parameter alone; two arrays of rows, shape (size, parameters).

        Along the trajectories of Morris the parameter is lower at the first point of a pair.
        """
        count = points.shape[1]
        if self.method == "sobol":
            before = np.repeat(np.arange(self.size)[:, None] * (count + 2), count, axis=1)
            return before, before + np.arange(1, count + 1)
        along = points.reshape(self.size, count + 1, count)
        moved = np.abs(np.diff(along, axis=1)).argmax(axis=2)
        rows = np.arange(self.size)[:, None] * (count + 1) + np.arange(count)
        before = np.empty_like(rows)
        np.put_along_axis(before, moved, rows, axis=1)
        goes_up = points[before + 1, np.arange(count)] > points[before, np.arange(count)]
        return np.where(goes_up, before, before + 1), np.where(goes_up, before + 1, before)


def mu_star_by_chance(effects: Array) -> Array:
    """Say what mu* rarely exceeds where all that moves an output is luck; how rarely, ``may_pass`` says.

    ``effects`` of shape (trajectories, parameters, replications) are of moving a parameter up, in one replication each. Mu*
    is then a mean of sizes of normal errors; how alike the errors of a parameter are on different trajectories, simulated
    with the same luck, is taken from the effects, and Student's t allows for how few replications tell their variance.
    """
    from scipy.stats import t as student

    trajectories, _, replications = effects.shape
    variance = np.mean(np.var(effects, axis=2, ddof=1), axis=0)
    of_mean = np.var(np.mean(effects, axis=0), axis=1, ddof=1)
    ratio = np.divide(of_mean, variance, out=np.zeros_like(variance), where=variance > 0.0)
    alike = np.clip((trajectories * ratio - 1.0) / (trajectories - 1), 0.0, 1.0)
    # correlation of the sizes of two normal errors whose own correlation is `alike`
    sizes_alike = (np.sqrt(1.0 - alike**2) + alike * np.arcsin(alike) - 1.0) / (math.pi / 2.0 - 1.0)
    spread = np.sqrt(sizes_alike + (1.0 - sizes_alike) / trajectories)
    told_by = (replications - 1) * trajectories / (1.0 + (trajectories - 1) * alike**2)  # degrees of freedom
    reach = SIZE_OF_CHANCE + (student.ppf(0.5 + SURELY / 2.0, told_by) - SIZE_OF_CHANCE) * spread
    given: Array = reach * np.sqrt(variance / replications)
    return given


def may_pass(replications: int) -> float:
    """Say at most which share of idle parameters looks busy by chance, with so many replications a point."""
    return next(share for least, share in reversed(MAY_PASS) if replications >= least)


def problem_of(names: Sequence[str], bounds: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Describe the parameters and their ranges as SALib wants it."""
    return {"num_vars": len(names), "names": list(names), "bounds": [list(ends) for ends in bounds]}


def analysed(problem: dict[str, Any], evaluate: Evaluate, design: Design) -> dict[str, Array]:
    """Choose points, ask the model at each and give the indices by name, one number a parameter."""
    points = design.points(problem)
    return design.indices(problem, points, evaluate(points))


def ranks(index: Array) -> npt.NDArray[np.int64]:
    """Rank parameters by an index, the largest 1; among equals the one named first comes first."""
    order = np.argsort(-index, kind="stable")
    placed = np.empty(len(index), dtype=np.int64)
    placed[order] = np.arange(1, len(index) + 1)
    return placed


def _interval(name: str, middle: Array, half: Array) -> dict[str, Array]:
    return {f"{name}_lower": middle - half, f"{name}_upper": middle + half}


def _plain(given: Any) -> Array:
    return np.asarray(np.ma.filled(np.ma.asarray(given), np.nan), dtype=np.float64)
