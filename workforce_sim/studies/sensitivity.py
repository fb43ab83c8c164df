"""A sensitivity study carried out: every point simulated with the same luck, and the parameters ranked by their effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from workforce_sim.config.declaration import Parameter
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.indices import Design, Evaluate, analysed, problem_of, ranks
from workforce_sim.studies.pieces import Piece
from workforce_sim.studies.questions.sensitivity import Output, Sensitivity
from workforce_sim.studies.questions.study import told
from workforce_sim.studies.questions.varied import Varied, variable
from workforce_sim.studies.temporary import work_for_now
from workforce_sim.studies.work import UnfinishedError, Wanted, Work, census_years

MOST_POINTS = 10_000
"""Points that a study may have before it must be confirmed."""
SHOWN_VALUES = 6
"""Values of a point that an error can name and still be read in one line."""

COLUMNS: Mapping[str, str] = {
    "output": "name: the output that the row is about",
    "parameter": "name: the parameter that was varied",
    "unit": "words: the unit of the parameter or of the output",
    "low": "parameter's unit: the lower end of the range varied over",
    "high": "parameter's unit: the upper end of the range varied over",
    "rank": "number: 1 for the parameter with the largest effect on this output",
    "mu_star": "output's unit: mean size of the effect of moving the parameter from low to high (Morris mu*)",
    "mu_star_lower": "output's unit: lower end of the 95% interval of mu_star, by bootstrap over trajectories",
    "mu_star_upper": "output's unit: upper end of the 95% interval of mu_star, by bootstrap over trajectories",
    "mu": "output's unit: mean effect of moving the parameter from low to high; negative where the output falls",
    "sigma": "output's unit: how much the effect depends on the other parameters (its standard deviation)",
    "total_order": "share: of the output's variance, made by the parameter alone and with others (Sobol total order)",
    "total_order_lower": "share: lower end of the 95% interval of total_order, by bootstrap over points",
    "total_order_upper": "share: upper end of the 95% interval of total_order, by bootstrap over points",
    "first_order": "share: of the output's variance, made by the parameter alone (Sobol first order)",
    "first_order_lower": "share: lower end of the 95% interval of first_order, by bootstrap over points",
    "first_order_upper": "share: upper end of the 95% interval of first_order, by bootstrap over points",
    "by_chance": "as the index ranked by: what chance alone makes it (Sobol, on average) or rarely exceeds (Morris)",
    "told_from_chance": "true or false: whether the effect is larger than chance alone usually makes it",
    "measure": "name: the annual measure",
    "year": "year: of the census",
    "where": "name: the area",
    "mean": "output's unit: mean over the points",
    "lowest": "output's unit: lowest of the points",
    "highest": "output's unit: highest of the points",
    "spread": "output's unit: standard deviation over the points",
    "noise": "output's unit: standard error of the mean over replications at a point, averaged over points",
    "noise_share": "share: noise as a share of spread",
    "point": "number: of the point in the design; other columns are the values there and the outputs' means",
}


@dataclass(frozen=True)
class SensitivityTables:
    """The tables of a sensitivity study.

    ``indices`` has a row an output and parameter, ``outputs`` a row an output with what chance does to it, ``points`` a
    row a point with its values and what came of them.
    """

    indices: pl.DataFrame
    outputs: pl.DataFrame
    points: pl.DataFrame

    def named(self) -> dict[str, pl.DataFrame]:
        """Give the tables by name."""
        return {"indices": self.indices, "outputs": self.outputs, "points": self.points}


class Responses:
    """What the model answers at the points of a design: simulated when first asked, and then remembered."""

    def __init__(self, work: Work, study: Sensitivity, shares: Array, pieces: list[list[Piece]]) -> None:
        self.study = study
        self.shares = shares
        self._work = work
        self._pieces = pieces
        self._kept = {name: study.place_of(output)[:2] for name, output in study.outputs.items()}
        self._values: dict[str, Array] = {}

    def values(self, name: str) -> Array:
        """Give an output at every point and replication, shape (points, replications); raises UnfinishedError."""
        if not self._values:
            self._simulate()
        values = self._values[name]
        missing = int(np.count_nonzero(np.isnan(values).any(axis=1)))
        if missing:
            measure = self.study.outputs[name].measure
            raise UserError(
                f"{self.study.name}: outputs.{name}: {measure} has nothing to divide by in some replications of "
                f"{missing} of the {len(values)} points; choose another measure"
            )
        return values

    def answers(self, name: str) -> Evaluate:
        """Give the model as a function of points, which gives the mean of an output over the replications of each."""

        def evaluate(points: Array) -> Array:
            assert np.array_equal(points, self.shares), "the points of a design are always the same"
            return np.asarray(self.values(name).mean(axis=1))

        return evaluate

    def _simulate(self) -> None:
        count = self.study.replications
        self._work.carry_out([piece for own in self._pieces for piece in own], count * len(self._pieces))
        if self._work.failures:
            raise UnfinishedError(self._work.failures)
        areas = self.study.areas_kept
        collected: dict[str, list[Array]] = {name: [] for name in self._kept}
        for own in self._pieces:
            arrays = np.concatenate([self._work.store.outcome(piece.key).arrays[ANNUAL_RETURN.name] for piece in own])
            for name, (year, area) in self._kept.items():
                column = ANNUAL_RETURN.index[self.study.outputs[name].measure]
                collected[name].append(arrays[:, year, areas.index(area), column])
        self._values = {name: np.stack(each) for name, each in collected.items()}



def carry_out_sensitivity(work: Work, study: Sensitivity, pieces: list[list[Piece]]) -> SensitivityTables:
    """Simulate every point that the work's store does not hold, and rank the parameters by their effect on each output.

    ``pieces`` are those of ``pieces_of_study``. Raises UserError where an output does not exist at some point, and
    UnfinishedError, after the rest is done, where a replication fails.
    """
    design, problem = _design(study)
    responses = Responses(work, study, design.points(problem), pieces)
    indices, outputs = [], []
    for name, output in study.outputs.items():
        values = responses.values(name)
        found = analysed(problem, responses.answers(name), design)
        indices.append(_indices(study, name, found, design, design.by_chance(responses.shares, values)))
        outputs.append(_noise(study, name, output, values))
    return SensitivityTables(pl.concat(indices), pl.concat(outputs), _points(responses))


def sensitivity(
    scenario: Scenario,
    outputs: Mapping[str, Any] | Sequence[str],
    *,
    method: str = "morris",
    jobs: int | None = None,
    cluster: str | None = None,
    **asked: Any,
) -> SensitivityTables:
    """Rank parameters by their effect on outputs, nothing written; the shelf's own ``sensitivity``.

    ``outputs`` are measures, meant at the last census, or names with measure, year and where. ``asked`` is the rest that a
    study file may say: ``parameters`` (all with a plausible range unless given), ``trajectories`` and ``levels`` for
    morris, ``points`` for sobol, ``replications``, ``seed``.

    >>> import workforce_sim as ws
    >>> baseline = ws.load_scenario("configs/authorities/nottinghamshire.yaml").with_values({"horizon_years": 5})
    >>> few = ["turnover.level", "labour_market.candidates_level", "establishment.growth_per_year"]
    >>> found = ws.sensitivity(baseline, ["vacancy_rate_fte"], parameters=few, trajectories=20, replications=10)
    >>> found.indices.select("parameter", "mu_star", "rank")  # doctest: +SKIP

    Raises UserError for wrong input and UnfinishedError where a replication fails.
    """
    given = {"name": scenario.name, "base": scenario, "method": method, "outputs": outputs, **asked}
    study = told(lambda: Sensitivity.model_validate(given), "sensitivity")
    pieces = pieces_of_study(study, study.count_points)
    with work_for_now(jobs, cluster) as work:
        return carry_out_sensitivity(work, study, pieces)


def explained_outputs(study: Sensitivity) -> dict[str, str]:
    """Say what the columns of the table of points that are named after outputs hold."""
    explained = {}
    for name, output in study.outputs.items():
        year, _, area = study.place_of(output)
        when = census_years(study.base.calendar())[year]
        unit = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[output.measure]].unit
        explained[name] = f"{unit}: {output.measure}, {area.name}, 30 September {when}, mean over replications"
    return explained


def best_ranks(indices: pl.DataFrame) -> dict[str, int | None]:
    """Rank parameters over all outputs together, by the best rank that each has on any; None where none is told from chance.

    Ties go by the sum of ranks over the outputs, then by name.
    """
    by_parameter = indices.group_by("parameter", maintain_order=True).agg(
        pl.col("rank").filter(pl.col("told_from_chance")).min().alias("best"), pl.col("rank").sum().alias("sum")
    )
    told_apart = by_parameter.filter(pl.col("best").is_not_null()).sort("best", "sum", "parameter")
    placed: dict[str, int | None] = dict.fromkeys(by_parameter["parameter"])
    placed.update({name: place for place, name in enumerate(told_apart["parameter"], start=1)})
    return placed


def pieces_of_study(study: Sensitivity, most_points: int = MOST_POINTS) -> list[list[Piece]]:
    """Cut every point of a study into pieces of work.

    Raises UserError where the values of a point do not fit together, and for more than ``most_points``.
    """
    if study.count_points > most_points:
        raise UserError(
            f"{study.name}: the design has {study.count_points:,} points; more than {most_points:,} must be confirmed "
            "with --yes"
        )
    design, problem = _design(study)
    return _cut(study, [_point(study.parameters, row) for row in design.points(problem)])


def _design(study: Sensitivity) -> tuple[Design, dict[str, Any]]:
    names = [varied.name for varied in study.parameters]
    return Design(study.method, study.size, study.seed, study.grid), problem_of(names, [(0.0, 1.0)] * len(names))


def _cut(study: Sensitivity, points: Sequence[dict[str, Any]]) -> list[list[Piece]]:
    """Cut points into pieces; raises UserError with the values of the first point whose values do not fit together."""
    cut = []
    for number, settings in enumerate(points, start=1):
        wanted = Wanted(study.base, settings, study.replications, study.seed, areas_kept=study.areas_kept)
        try:
            cut.append(wanted.pieces())
        except UserError as error:
            values = _told_values(settings, str(error))
            raise UserError(
                f"{study.name}: point {number} of {len(points)} ({values}): {error}; give ranges that fit together"
            ) from None
    return cut


def _point(parameters: Sequence[Varied], shares: Array) -> dict[str, Any]:
    """Give the settings of a point from the share of the way along each range."""
    return {
        varied.name: varied.setting(varied.within(float(share))) for varied, share in zip(parameters, shares, strict=True)
    }


def _indices(
    study: Sensitivity, name: str, found: Mapping[str, Array], design: Design, by_chance: Array
) -> pl.DataFrame:
    ranked = found[design.ranked_by]
    surely = ranked if design.method == "morris" else found[f"{design.ranked_by}_lower"]
    known: list[Parameter] = [variable(varied.name) for varied in study.parameters]
    columns = {
        "output": pl.repeat(name, len(known), eager=True),
        "rank": pl.Series(ranks(ranked), dtype=pl.Int32),
        "parameter": pl.Series([each.name for each in known]),
        "low": pl.Series([varied.low for varied in study.parameters], dtype=pl.Float64),
        "high": pl.Series([varied.high for varied in study.parameters], dtype=pl.Float64),
        **{index: pl.Series(values) for index, values in found.items()},
        "by_chance": pl.Series(by_chance),
        "told_from_chance": pl.Series(surely > by_chance),
        "unit": pl.Series([each.unit for each in known]),
    }
    return pl.DataFrame(columns).sort("rank")


def _noise(study: Sensitivity, name: str, output: Output, values: Array) -> pl.DataFrame:
    year, _, area = study.place_of(output)
    means = values.mean(axis=1)
    spread = float(np.std(means, ddof=1))
    noise = float(np.mean(np.std(values, axis=1, ddof=1) / np.sqrt(values.shape[1])))
    row = {
        "output": name,
        "measure": output.measure,
        "unit": ANNUAL_RETURN.columns[ANNUAL_RETURN.index[output.measure]].unit,
        "year": census_years(study.base.calendar())[year],
        "where": area.name,
        "mean": float(means.mean()),
        "lowest": float(means.min()),
        "highest": float(means.max()),
        "spread": spread,
        "noise": noise,
        "noise_share": noise / spread if spread > 0.0 else None,
    }
    return pl.DataFrame([row], schema_overrides={"year": pl.Int32, "noise_share": pl.Float64})


def _points(responses: Responses) -> pl.DataFrame:
    study = responses.study
    columns = [pl.Series("point", range(1, len(responses.shares) + 1), dtype=pl.Int32)]
    for place, varied in enumerate(study.parameters):
        columns.append(pl.Series(varied.name, [varied.within(float(row[place])) for row in responses.shares]))
    columns += [pl.Series(name, responses.values(name).mean(axis=1)) for name in study.outputs]
    return pl.DataFrame(columns)


def _told_values(settings: Mapping[str, Any], error: str) -> str:
    """Write the values of a point that an error is about, or the first few."""
    named = [name for name in settings if name in error] or list(settings)[:SHOWN_VALUES]
    others = len(settings) - len(named)
    text = ", ".join(f"{name} {_number(settings[name])}" for name in named)
    return f"{text} and {others} other{'s' if others > 1 else ''}" if others else text


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
