"""A stress test: how likely a scenario meets its targets under each shock, what breaks first and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.bisection import Found, Search, search_for
from workforce_sim.studies.certainty import chance_of_change, clear_among, mean_difference, wilson
from workforce_sim.studies.questions.shocks import KINDS, NO_SHOCK, Shock
from workforce_sim.studies.questions.stress import Stress
from workforce_sim.studies.questions.targets import Target
from workforce_sim.studies.recovery import (
    has_monthly_value,
    monthly_tables,
    monthly_values,
    months_felt,
    months_since,
    months_to_recover,
)
from workforce_sim.studies.solve import measured_by, tried_table
from workforce_sim.studies.temporary import work_for_now
from workforce_sim.studies.work import Wanted, Work, census_years

CONFIDENCE = 0.95
FEWEST = 20
"""Replications of one size of a shock at least, when a break point is searched for."""

TABLES = ("shocks", "targets", "recovery", "breaks_first", "break_point", "break_point_tried")


@dataclass(frozen=True, slots=True)
class Stressed:
    """The tables of a stress test; ``stress_columns`` says what their columns mean.

    ``shocks`` and ``targets`` go from the most damaging shock to the least. ``break_point`` and ``break_point_tried`` are
    None where no break point is asked for.
    """

    question: Stress
    shocks: pl.DataFrame
    targets: pl.DataFrame
    recovery: pl.DataFrame
    breaks_first: pl.DataFrame
    break_point: pl.DataFrame | None = None
    break_point_tried: pl.DataFrame | None = None

    def named(self) -> dict[str, pl.DataFrame]:
        """Give the tables by the names of their files."""
        tables = {name: getattr(self, name) for name in TABLES}
        return {name: table for name, table in tables.items() if table is not None}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What one shock, or none, gave: the targets' measures by replication and census, and by replication and month.

    ``yearly`` and ``monthly`` go by the name of the target; shapes (replications, years + 1) and (replications, months).
    """

    yearly: dict[str, Array]
    monthly: dict[str, Array]

    def at_target(self, target: Target) -> Array:
        """Give the measure at the target's census; shape (replications,)."""
        return self.yearly[target.name][:, target.year_place]


def carry_out_stress(work: Work, question: Stress) -> Stressed:
    """Simulate a scenario without shocks and with each, what the work's store does not hold, and make the tables.

    Raises UnfinishedError where a piece fails.
    """
    wanted = {NO_SHOCK: wanted_with(question, None)} | {shock.name: wanted_with(question, shock) for shock in question.shocks}
    work.simulate(list(wanted.values()))
    outcomes = {name: _outcomes(work, question, each) for name, each in wanted.items()}
    ranked = sorted(question.shocks, key=lambda shock: _damage(question, outcomes, shock.name), reverse=True)
    order = [NO_SHOCK, *(shock.name for shock in ranked)]
    found = None if question.break_point is None else find_break_point(work, question)
    return Stressed(
        question,
        pl.DataFrame([_shock_row(question, outcomes, rank, shock) for rank, shock in enumerate(ranked, 1)]),
        _targets(question, outcomes, order),
        _recovery(question, outcomes, ranked),
        _rows([_breaks_first(question, outcomes, name) for name in order]),
        None if found is None else _break_point_row(question, found),
        None if found is None else tried_table(found),
    )


def wanted_with(question: Stress, shock: Shock | None) -> Wanted:
    """Say what is simulated under a shock, or without one: years and what months targets need, of their areas."""
    settings = {} if shock is None else shock.settings(question.base)
    tables = (ANNUAL_RETURN.name, *_monthly_tables(question))
    return Wanted(question.base, settings, question.replications, question.seed, tables, areas_of_targets(question))


def _monthly_tables(question: Stress) -> tuple[str, ...]:
    """Name the monthly tables that show how long the measures of targets are moved."""
    return tuple(sorted(set().union(*(monthly_tables(target.measure) for target in question.targets))))


def areas_of_targets(question: Stress) -> tuple[int, ...]:
    """List the places, among the areas of the results, that targets are about."""
    return tuple(sorted({target.place for target in question.targets}))


def find_break_point(work: Work, question: Stress) -> Found:
    """Find the largest size of a shock with which a target is still met with the probability, as a solve would."""
    asked = question.break_point
    assert asked is not None
    target, shock = question.target(asked.target), question.shock(asked.shock)
    search = Search(
        target,
        asked.low,
        asked.high,
        asked.step,
        asked.probability,
        CONFIDENCE,
        min(FEWEST, question.replications),
        question.replications,
        "largest",
    )
    settings = lambda size: shock.settings(question.base, size)  # noqa: E731
    return search_for(search, measured_by(work, question.base, target, question.seed, settings))


def count_replications(stressed: Stressed) -> int:
    """Say how many replications the tables are made of."""
    searched = 0 if stressed.break_point is None else int(stressed.break_point["replications"][0])
    return (len(stressed.question.shocks) + 1) * stressed.question.replications + searched


def stress(question: Stress, jobs: int | None = None, cluster: str | None = None) -> Stressed:
    """Put targets under shocks and give the tables; the shelf's own ``stress``, nothing written.

    >>> import workforce_sim as ws
    >>> baseline = ws.load_scenario("configs/authorities/nottinghamshire.yaml")
    >>> targets = {"vacancies": {"measure": "vacancy_rate_fte", "at_most": 20, "by": 2030}}
    >>> shocks = {"freeze": {"kind": "hiring_freeze", "from": "2027-04-01", "months": 12}}
    >>> stressed = ws.stress(ws.Stress(name="freeze", base=baseline, targets=targets, shocks=shocks))
    >>> stressed.targets, stressed.recovery  # doctest: +SKIP

    Raises UserError for wrong input and UnfinishedError where a replication fails.
    """
    with work_for_now(jobs, cluster) as work:
        return carry_out_stress(work, question)


def _outcomes(work: Work, question: Stress, wanted: Wanted) -> Outcomes:
    kept = areas_of_targets(question)
    years, months = work.values(wanted), {name: work.values(wanted, name) for name in _monthly_tables(question)}
    yearly, monthly = {}, {}
    for target in question.targets:
        area = kept.index(target.place)
        yearly[target.name] = years[:, :, area, target.column]
        if has_monthly_value(target.measure):
            at_area = {name: table[:, :, area] for name, table in months.items()}
            monthly[target.name] = monthly_values(target.measure, at_area)
    return Outcomes(yearly, monthly)


def _damage(question: Stress, outcomes: dict[str, Outcomes], name: str) -> tuple[float, float]:
    """Say what a shock takes: mean probability over targets, then mean shortfall over targets as a share of their values.

    What it gives to one target does not make up for what it takes from another.
    """
    lost, added = [], []
    for target in question.targets:
        without, under = outcomes[NO_SHOCK].at_target(target), outcomes[name].at_target(target)
        lost.append(max(float(np.mean(target.is_met(without)) - np.mean(target.is_met(under))), 0.0))
        further = float(np.nanmean(target.shortfall(under)) - np.nanmean(target.shortfall(without)))
        added.append(max(further, 0.0) / (abs(target.value) or 1.0))
    return float(np.mean(lost)), float(np.mean(added))


def _shock_row(question: Stress, outcomes: dict[str, Outcomes], rank: int, shock: Shock) -> dict[str, Any]:
    damage, added = _damage(question, outcomes, shock.name)
    kind = KINDS.get(shock.kind)
    is_usual = kind is not None and (not shock.has_size or shock.size == kind.usual)
    return {
        "rank": rank,
        "shock": shock.name,
        "damage": damage,
        "shortfall_added": added,
        "kind": shock.kind or "set",
        "from": shock.since,
        "months": shock.months or None,
        "size": shock.size if shock.has_size else None,
        "size_in_words": shock.size_in_words,
        "meaning": kind.meaning if kind is not None else shock.words(),
        "changes": ", ".join(kind.parameters if kind is not None else shock.own),
        "reliability": shock.reliability,
        "source": kind.source if kind is not None and is_usual else "",
        "reason": kind.reason if kind is not None and is_usual else "The study's own size, an assumption",
    }


def _targets(question: Stress, outcomes: dict[str, Outcomes], order: list[str]) -> pl.DataFrame:
    rows = [_target_row(outcomes, name, target) for name in order for target in question.targets]
    shocked = rows[len(question.targets) :]
    clear = clear_among([row["change_by_chance"] for row in shocked])
    return _rows(rows).with_columns(pl.Series("change_is_clear", [False] * len(question.targets) + clear))


def _target_row(outcomes: dict[str, Outcomes], name: str, target: Target) -> dict[str, Any]:
    values = outcomes[name].at_target(target)
    met, met_without = target.is_met(values), target.is_met(outcomes[NO_SHOCK].at_target(target))
    moved = mean_difference(outcomes[NO_SHOCK].at_target(target), values, CONFIDENCE)
    lower, upper = wilson(int(met.sum()), met.size, CONFIDENCE)
    shortfalls = target.shortfall(values)
    missing = shortfalls[shortfalls > 0.0]
    return {
        "shock": name,
        "target": target.name,
        "measure": target.measure,
        "side": target.side,
        "value": target.value,
        "by": target.by,
        "where": target.where,
        "replications": met.size,
        "met": int(met.sum()),
        "probability": float(met.mean()),
        "lower": lower,
        "upper": upper,
        "mean": float(np.nanmean(values)),
        "mean_shortfall": float(missing.mean()) if missing.size else None,
        "unit": target.unit,
        "mean_change": moved[0],
        "mean_change_lower": _finite(moved[1]),
        "mean_change_upper": _finite(moved[2]),
        "change": float(met.mean() - met_without.mean()),
        "change_by_chance": chance_of_change(met_without, met),
    }


def _recovery(question: Stress, outcomes: dict[str, Outcomes], ranked: list[Shock]) -> pl.DataFrame:
    rows = []
    for shock in ranked:
        first, months = months_since(shock, question.base.calendar())
        for target in question.targets:
            if target.name not in outcomes[NO_SHOCK].monthly or not months.size:
                continue
            difference = outcomes[shock.name].monthly[target.name] - outcomes[NO_SHOCK].monthly[target.name]
            harm = target.harmful_sign * difference[:, first:]
            each, mean = months_to_recover(harm, months), np.nanmean(harm, axis=0)
            rows.append(
                {
                    "shock": shock.name,
                    "target": target.name,
                    "measure": target.measure,
                    "where": target.where,
                    "replications": each.size,
                    "largest_harm": max(float(mean.max()), 0.0),
                    "unit": target.unit,
                    "harmful": "more" if target.side == "at_most" else "less",
                    "months_to_largest": float(months[int(mean.argmax())]) if mean.max() > 0.0 else None,
                    "months_to_recover": _finite(float(np.median(each))),
                    "share_not_recovered": float(np.mean(np.isinf(each))),
                    "months_felt": _finite(months_felt(harm, months)),
                    "is_felt_at_end": bool(np.isinf(months_felt(harm, months))),
                }
            )
    texts = ("shock", "target", "measure", "where", "unit", "harmful")
    schema = {name: pl.String if name in texts else pl.Float64 for name in RECOVERY_COLUMNS}
    return pl.DataFrame(rows, schema={**schema, "replications": pl.Int64, "is_felt_at_end": pl.Boolean})


RECOVERY_COLUMNS = (
    "shock",
    "target",
    "measure",
    "where",
    "replications",
    "largest_harm",
    "unit",
    "harmful",
    "months_to_largest",
    "months_to_recover",
    "share_not_recovered",
    "months_felt",
    "is_felt_at_end",
)


def _breaks_first(question: Stress, outcomes: dict[str, Outcomes], name: str) -> dict[str, Any]:
    def strength(target: Target) -> tuple[float, float]:
        values = outcomes[name].at_target(target)
        relative = float(np.nanmean(target.shortfall(values))) / (abs(target.value) or 1.0)
        return float(target.is_met(values).mean()), -relative

    weakest = min(question.targets, key=strength)
    calendar = question.base.calendar()
    begins = 1 if name == NO_SHOCK else max(calendar.day_of(question.shock(name).since), 1)  # the start is no outcome
    missed = ~weakest.is_met(outcomes[name].yearly[weakest.name])
    first, share = None, None
    for place, (year, day) in enumerate(zip(census_years(calendar), calendar.census_days, strict=True)):
        if day >= begins and missed[:, place].mean() >= 0.5:
            first, share = year, float(missed[:, place].mean())
            break
    return {
        "shock": name,
        "target": weakest.name,
        "probability": strength(weakest)[0],
        "first_census": first,
        "share_missing_then": share,
    }


def _break_point_row(question: Stress, found: Found) -> pl.DataFrame:
    asked = question.break_point
    assert asked is not None
    row: dict[str, Any] = {"shock": asked.shock, "target": asked.target, "probability_asked": asked.probability}
    for end, each in (("holds", found.does), ("breaks", found.does_not)):
        evidence = (None,) * 4 if each is None else (each.value, each.probability, *each.interval)
        row.update(zip((f"size_{end}", f"{end}_probability", f"{end}_lower", f"{end}_upper"), evidence, strict=True))
    numbers = {name: pl.Float64 for name in row if name not in ("shock", "target")}
    row |= {"low": asked.low, "high": asked.high, "is_decided": found.is_decided, "replications": found.replications}
    return pl.DataFrame([row], schema_overrides=numbers)


def _rows(rows: list[dict[str, Any]]) -> pl.DataFrame:
    intervals = {"mean_change_lower": pl.Float64, "mean_change_upper": pl.Float64}
    overrides = {**intervals, "mean_shortfall": pl.Float64, "first_census": pl.Int64, "share_missing_then": pl.Float64}
    return pl.DataFrame(rows, schema_overrides={name: kind for name, kind in overrides.items() if name in rows[0]})


def _finite(number: float) -> float | None:
    return number if np.isfinite(number) else None
