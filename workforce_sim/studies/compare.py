"""Compare scenarios with a baseline: replication n against replication n, and how much each change contributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workforce_sim.clock import financial_year
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN, MEASURE_OF_LINE, MONEY_YEAR, nearest_measure
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.changes import AND, Change, Changes, changes_between, named_parts
from workforce_sim.studies.comparison import ALL_CHANGES, ALL_YEARS, INTERACTION, UNITS, Comparison
from workforce_sim.studies.estimates import long_labels
from workforce_sim.studies.paired import FEWEST, Judged, judged, pair_means, variance_ratio
from workforce_sim.studies.temporary import work_for_now
from workforce_sim.studies.work import Wanted, Work, areas_of_scenario, census_years

NOTHING = 1e-9
"""What may be left over when numbers of the size of a workforce are added up in another order, which is no difference."""
NOTHING_IN_POUNDS = 1e-3
"""The same of money, which is counted in whole pence and runs to billions of pounds."""

CHANGES_IN_A_NAME = 2
LARGEST_SEED = 2**53
"""As in study files: a whole number that every program that reads the manifest can hold."""


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One scenario that is compared with the baseline: its label, its changes, and those that are simulated alone, by name."""

    label: str
    scenario: Scenario
    changes: Changes
    parts: dict[str, Change]


def compare(
    *scenarios: Scenario,
    replications: int = 20,
    seed: int = 1,
    measures: Sequence[str] = (),
    jobs: int | None = None,
) -> Comparison:
    """Compare scenarios with the first of them, the baseline, on the same chance events; nothing is written.

    ``measures`` are columns of the annual return; unless named all but spending, which the costs have by financial year.
    ``jobs`` is the number of processes, all cores without it.

    Raises UserError for scenarios that are not about the same places and years.

    Example::

        baseline = ws.load_scenario("configs/authorities/nottinghamshire.yaml")
        grown = baseline.with_values({"apprenticeship.intake": 12})
        found = ws.compare(baseline, grown, replications=200, seed=2026)
        print(found.difference("vacancy_rate_fte", year=2031))
    """
    check_comparable(scenarios, replications, seed, measures)
    with work_for_now(jobs) as work:
        return carry_out_compare(work, scenarios, replications, seed, measures)


def carry_out_compare(
    work: Work,
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    measures: Sequence[str] = (),
    *,
    take_apart: bool = True,
) -> Comparison:
    """Simulate what a comparison needs and the store of the work does not hold, and judge the differences.

    Where a scenario has two or more parts, or changes two or more parameters, one more is simulated for each of them
    alone, unless ``take_apart`` is false. Raises UserError as ``check_comparable`` does.
    """
    check_comparable(scenarios, replications, seed, measures)
    baseline, kept = scenarios[0], kept_measures(measures)
    columns = [ANNUAL_RETURN.index[name] for name in kept]
    alternatives = _alternatives(scenarios, take_apart)
    work.simulate([one for each in _wanted(scenarios, alternatives, replications, seed) for one in each])

    def read(settings: dict[str, Any], scenario: Scenario = baseline) -> tuple[Array, Array]:
        each = _asked(scenario, settings, replications, seed)
        return work.values(each)[..., columns], work.values(each, MONEY_YEAR.name)

    base, spent = read({})
    spent = _with_all_years(spent)
    years = _years_of_costs(baseline)
    differences, costs, attributions, cost_attributions = [], [], [], []
    for each in alternatives:
        other, cost = read({}, each.scenario)
        cost = _with_all_years(cost)
        labels = [baseline.name, each.label]
        differences.append(_difference_rows(baseline, labels, kept, base, other))
        costs.append(_difference_rows(baseline, labels, MONEY_YEAR.names, spent, cost, years))
        if each.parts:
            alone = [read(each.changes.settings(part)) for part in each.parts.values()]
            effects = [_less(one, base, kept) for one, _ in alone]
            attributions.append(_attribution_rows(baseline, labels, kept, each, _less(other, base, kept), effects))
            lines = MONEY_YEAR.names
            paid = [_less(_with_all_years(one), spent, lines) for _, one in alone]
            cost_attributions.append(
                _attribution_rows(baseline, labels, lines, each, _less(cost, spent, lines), paid, years)
            )
    empty = _attribution_rows(baseline, ["", ""], (), alternatives[0], base[..., :0], []).clear()
    no_cost = _attribution_rows(baseline, ["", ""], (), alternatives[0], spent[..., :0], [], years).clear()
    return Comparison(
        pl.concat(differences),
        pl.concat([empty, *attributions]),
        pl.concat(costs),
        areas_of_scenario(baseline),
        pl.concat([no_cost, *cost_attributions]),
    )


def wanted_of(scenarios: Sequence[Scenario], replications: int, seed: int) -> list[list[Wanted]]:
    """List what a comparison simulates: both sides of it, and for each scenario what is simulated to take it apart."""
    return _wanted(scenarios, _alternatives(scenarios), replications, seed)


def _wanted(
    scenarios: Sequence[Scenario], alternatives: Sequence[_Alternative], replications: int, seed: int
) -> list[list[Wanted]]:
    baseline = scenarios[0]
    sides = [_asked(scenario, {}, replications, seed) for scenario in scenarios]
    apart = [
        [_asked(baseline, each.changes.settings(part), replications, seed) for part in each.parts.values()]
        for each in alternatives
    ]
    return [sides, *apart]


def _asked(scenario: Scenario, settings: dict[str, Any], replications: int, seed: int) -> Wanted:
    return Wanted(scenario, settings, replications, seed, tables=(ANNUAL_RETURN.name, MONEY_YEAR.name))


def check_comparable(scenarios: Sequence[Scenario], replications: int, seed: int, measures: Sequence[str] = ()) -> None:
    """Refuse, before anything is simulated, what cannot be compared; raises UserError with what is to be changed."""
    if len(scenarios) < FEWEST:
        raise UserError(f"compare needs a baseline and at least one other scenario; {len(scenarios)} given")
    if replications < FEWEST:
        raise UserError(f"--replications is {replications}; it must be {FEWEST} or more, for one alone says nothing about chance")
    if not 0 <= seed <= LARGEST_SEED:
        raise UserError(f"--seed is {seed}; it must be a whole number from 0 to {LARGEST_SEED}")
    for measure in measures:
        if measure not in ANNUAL_RETURN.names:
            raise UserError(f"{measure} is not a measure{nearest_measure(measure)}")
    first = scenarios[0]
    for other in scenarios[1:]:
        for name in ("start", "horizon_years"):
            one, another = getattr(first, name), getattr(other, name)
            if one != another:
                raise _unlike(name, first, other, f"{one} and {another}")
        profiles, others = simulated_profiles(first), simulated_profiles(other)
        if [profile.code for profile in profiles] != [profile.code for profile in others]:
            raise _unlike("areas", first, other, f"{_areas(first)} and {_areas(other)}")
        if profiles != others:
            raise _unlike("figures", first, other, "not the same")


def kept_measures(measures: Sequence[str]) -> tuple[str, ...]:
    """Give the measures compared in the order of the annual return; where none is named, all but spending.

    Spending is compared by financial year, in the costs: without being asked for it is not shown a second time.
    """
    usual = [name for name in ANNUAL_RETURN.names if name not in MEASURE_OF_LINE.values()]
    return tuple(name for name in ANNUAL_RETURN.names if name in (measures or usual))


def labels_of(scenarios: Sequence[Scenario]) -> list[str]:
    """Give every scenario a name of its own: what it changes is added where it has the name of an earlier one."""
    labels: list[str] = []
    for number, scenario in enumerate(scenarios, start=1):
        label = scenario.name
        if label in labels:
            label = f"{label} with {_summary(changes_between(scenarios[0], scenario))}"
        labels.append(f"{label} ({number})" if label in labels else label)
    return labels


def _alternatives(scenarios: Sequence[Scenario], take_apart: bool = True) -> list[_Alternative]:
    given = []
    for label, scenario in list(zip(labels_of(scenarios), scenarios, strict=True))[1:]:
        changes = changes_between(scenarios[0], scenario)
        apart = named_parts(changes, scenario.parts)
        given.append(_Alternative(label, scenario, changes, apart if take_apart and len(apart) > 1 else {}))
    return given


def _summary(changes: Changes) -> str:
    if not changes.values:
        return "no change"
    said = [f"{name} {changes.words[name][1]}" for name in list(changes.values)[:CHANGES_IN_A_NAME]]
    more = len(changes.values) - len(said)
    return " and ".join(said) + (f" and {more} more" if more else "")


def _years_of_costs(baseline: Scenario) -> list[str]:
    return [*(financial_year(began) for began in dict.fromkeys(baseline.calendar().financial_years)), ALL_YEARS]


def _with_all_years(accounts: Array) -> Array:
    """Add to yearly accounts, after the last year, all of them together."""
    return np.concatenate([accounts, accounts.sum(axis=1, keepdims=True)], axis=1)


def _difference_rows(
    baseline: Scenario,
    labels: Sequence[str],
    measures: Sequence[str],
    base: Array,
    other: Array,
    years: Sequence[int] | Sequence[str] = (),
) -> pl.DataFrame:
    found = judged(_less(other, base, measures))
    means = pair_means(base, other)
    columns = _labelled(baseline, labels, measures, 1, years)
    columns["baseline_mean"], columns["mean"] = _numbers(means[0]), _numbers(means[1])
    columns |= _judged_columns(found)
    columns["variance_ratio"] = _numbers(variance_ratio(base, other))
    columns["replications_to_settle"] = pl.Series(_counts(found.replications_to_settle)).replace(0, None)
    return pl.DataFrame(columns)


def _attribution_rows(
    baseline: Scenario,
    labels: Sequence[str],
    measures: Sequence[str],
    alternative: _Alternative,
    whole: Array,
    effects: Sequence[Array],
    years: Sequence[int] | Sequence[str] = (),
) -> pl.DataFrame:
    """Give what each part does alone, the interaction and the whole; the parts and the interaction add up to the whole."""
    interaction = _less(whole, sum(effects, start=np.zeros_like(whole)), measures)
    rows = np.stack([*effects, interaction, whole], axis=-1)
    rows[np.isnan(rows).any(axis=-1)] = np.nan  # of a replication all are known or none: else they would not add up
    changes = alternative.changes
    apart = alternative.parts if effects else {}
    was, now = ([_values(changes, name, part, which) for name, part in apart.items()] for which in (0, 1))
    cells = rows[0, ..., 0].size
    columns = _labelled(baseline, labels, measures, rows.shape[-1], years)
    columns["change"] = pl.Series([*apart, INTERACTION, ALL_CHANGES] * cells, dtype=pl.String)
    columns["baseline_value"] = pl.Series([*was, None, None] * cells, dtype=pl.String)
    columns["value"] = pl.Series([*now, None, None] * cells, dtype=pl.String)
    return pl.DataFrame(columns | _judged_columns(judged(rows)))


def _values(changes: Changes, name: str, part: Change, which: int) -> str:
    """Write the values of one part, before or after; of a named one, which may have many, each with its parameter."""
    if name == AND.join(part):
        return AND.join(changes.words[each][which] for each in part)
    return "; ".join(f"{each} {changes.words[each][which]}" for each in part)


def _less(one: Array, other: Array, measures: Sequence[str]) -> Array:
    differences = one - other
    nothing = np.array([NOTHING_IN_POUNDS if UNITS[name] == "pounds" else NOTHING for name in measures])
    differences[np.abs(differences) < nothing] = 0.0
    return differences


def _labelled(
    baseline: Scenario,
    labels: Sequence[str],
    measures: Sequence[str],
    of_each: int,
    years: Sequence[int] | Sequence[str] = (),
) -> dict[str, pl.Series]:
    """Label the rows of a table: a row a year, area, measure and each of ``of_each`` things said about it.

    The years are those of the censuses unless given.
    """
    years, areas = years or census_years(baseline.calendar()), areas_of_scenario(baseline)
    of_area = len(measures) * of_each
    cells = len(years) * len(areas) * of_area
    columns = {
        "baseline": pl.repeat(labels[0], cells, dtype=pl.String, eager=True),
        "scenario": pl.repeat(labels[1], cells, dtype=pl.String, eager=True),
        **long_labels(years, areas, 1, of_each=of_area),
    }
    named = pl.Series("measure", measures, dtype=pl.String)
    return columns | {"measure": named.gather(np.tile(np.repeat(np.arange(len(measures)), of_each), len(years) * len(areas)))}


def _judged_columns(found: Judged) -> dict[str, pl.Series]:
    return {
        "difference": _numbers(found.mean),
        "lower": _numbers(found.lower),
        "upper": _numbers(found.upper),
        "standard_error": _numbers(found.standard_error),
        "verdict": pl.Series(found.verdict.reshape(-1).tolist(), dtype=pl.String),
        "replications": pl.Series(_counts(found.replications)),
    }


def _numbers(values: Array) -> pl.Series:
    """Give a column in which what is not known, or not finite, is null."""
    flat = values.reshape(-1) + 0.0  # no minus nought
    return pl.Series(np.where(np.isfinite(flat), flat, np.nan)).fill_nan(None)


def _counts(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return values.reshape(-1)


def _unlike(name: str, first: Scenario, other: Scenario, how: str) -> UserError:
    names = f"{first.name} and {other.name}" if first.name != other.name else f"{first.name} and of what it is compared with"
    return UserError(
        f"{name} of {names} are {how}; scenarios that are compared must have the same {name}"
    )


def _areas(scenario: Scenario) -> str:
    return scenario.areas if isinstance(scenario.areas, str) else "[" + ", ".join(scenario.areas) + "]"
