"""What the scores come to in plain words: what the model can forecast and what it cannot, all of it read off the scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

import polars as pl

from workforce_sim.backtest.bars import COVERAGE, MET, NOT_CHECKED
from workforce_sim.backtest.panel import MEASURES
from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL

SPOKEN: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            MEASURES,
            ("in post", "starters", "leavers", "turnover rate", "vacancy rate", "agency rate", "caseload", "cases"),
            strict=True,
        )
    )
)
"""What each measure is called."""

UNITS: Mapping[str, str] = MappingProxyType(
    {name: "points" if name.endswith("_rate_fte") else "FTE" for name in MEASURES} | {"caseload_fte": "cases", "cases": "cases"}
)
"""What a difference of each measure is counted in."""

BETTER, ALIKE, WORSE = "better", "alike", "worse"
SURE = 1.96
"""Standard errors from nought beyond which a skill is more than the choice of authorities would make of nothing."""
LEANS = 0.5
"""Share of its mean error beyond which a forecast is said to lean to one side."""

Row = Mapping[str, Any]


def pooled(scoreboard: pl.DataFrame, level: str = LOCAL_AUTHORITY) -> dict[tuple[str, int | None], Row]:
    """Pick the simulation's rows of one level, all origins together, by measure and horizon (None: all)."""
    own = scoreboard.filter(pl.col("origin").is_null(), geographic_level=level, method="simulation")
    return {(row["measure"], row["horizon"]): row for row in own.iter_rows(named=True)}


def standing(row: Row) -> str:
    """Say whether the simulation is better or worse than the best naive forecast, beyond the choice of authorities."""
    skill, error = row["skill"], row["skill_standard_error"]
    if error is None or abs(skill) <= SURE * error:
        return ALIKE
    return BETTER if skill < 0.0 else WORSE


def standings(rows: Mapping[tuple[str, int | None], Row], measure: str) -> list[tuple[str, list[Row]]]:
    """Give the stretches of horizons over which a measure stands alike, the nearest first."""
    of_measure = sorted(
        (row for (name, horizon), row in rows.items() if name == measure and horizon is not None),
        key=lambda row: int(row["horizon"]),
    )
    return [(state, list(part)) for state, part in groupby(of_measure, standing)]


def sentences(scoreboard: pl.DataFrame, bars: pl.DataFrame) -> Iterator[str]:
    """Say what can be forecast, what cannot, which intervals do not hold what they should, and how many bars are met."""
    rows = pooled(scoreboard)
    if rows:
        yield from _by_standing(rows)
        yield from _intervals(rows)
        yield from _leaning(rows)
    yield from _england(scoreboard)
    yield met_and_missed(bars)


def of_measures(scoreboard: pl.DataFrame) -> Iterator[str]:
    """Say of every measure by how much it is better or worse than the best naive forecast, at which horizons."""
    rows = pooled(scoreboard)
    for measure in MEASURES:
        parts = [_stretch(state, part) for state, part in standings(rows, measure)]
        if parts:
            yield f"{SPOKEN[measure].capitalize()}: {'; '.join(parts)}."


def met_and_missed(bars: pl.DataFrame) -> str:
    """Say how many of the bars are met."""
    checked = bars.filter(pl.col("state") != NOT_CHECKED)
    met = checked.filter(state=MET).height
    left = bars.height - checked.height
    without = f" {left} were not checked: nothing, or too little, was simulated for them." if left else ""
    return f"{met} of {checked.height} bars are met.{without}"


def years(horizons: Sequence[int]) -> str:
    """Write horizons as a person says them: 1 year, 2 and 3 years, 1 to 5 years."""
    if len(horizons) == 1:
        return f"{horizons[0]} year{'s' if horizons[0] > 1 else ''}"
    between = "and" if len(horizons) == 2 else "to"
    return f"{horizons[0]} {between} {horizons[-1]} years"


def listed(words: Sequence[str]) -> str:
    """Write a list as a person says it."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _by_standing(rows: Mapping[tuple[str, int | None], Row]) -> Iterator[str]:
    found: dict[str, list[str]] = {BETTER: [], ALIKE: [], WORSE: []}
    for measure in MEASURES:
        stretches = standings(rows, measure)
        for state, named in found.items():
            ahead = [years([int(row["horizon"]) for row in part]) for own, part in stretches if own == state]
            if ahead:
                named.append(f"{SPOKEN[measure]} ({listed(ahead)})")
    openings = {
        BETTER: "For single authorities the model forecasts better than the best naive forecast",
        ALIKE: "It cannot be told from the best naive forecast, within chance,",
        WORSE: "It is worse than the best naive forecast",
    }
    for state, opening in openings.items():
        if found[state]:
            yield f"{opening} for {listed(found[state])}."
        elif state == BETTER:
            yield "For single authorities the model forecasts nothing better than the best naive forecast, beyond chance."


def _stretch(state: str, part: Sequence[Row]) -> str:
    ahead = f"{years([int(row['horizon']) for row in part])} ahead"
    sizes = sorted(abs(round(100.0 * row["skill"])) for row in part)
    size = f"{sizes[0]}%" if sizes[0] == sizes[-1] else f"{sizes[0]} to {sizes[-1]}%"
    best = listed(list(dict.fromkeys(str(row["best_naive"]) for row in part)))
    if state == ALIKE:
        signed = [round(100.0 * row["skill"]) for row in part]
        span = f"{min(signed):+d}%" if min(signed) == max(signed) else f"{min(signed):+d} to {max(signed):+d}%"
        return f"not to be told from {best} {ahead} ({span}, within chance)"
    return f"{size} {state} than {best} {ahead}"


def _intervals(rows: Mapping[tuple[str, int | None], Row]) -> Iterator[str]:
    least, most = COVERAGE[80]
    found = {SPOKEN[name]: rows[name, None]["coverage_80"] for name in MEASURES if (name, None) in rows}
    held = {name: share for name, share in found.items() if share is not None}
    kinds = {
        "Too narrow, so that the model is surer than it may be": [name for name, share in held.items() if share < least],
        "Too wide": [name for name, share in held.items() if share > most],
        "As wide as they should be": [name for name, share in held.items() if least <= share <= most],
    }
    for words, names in kinds.items():
        if names:
            yield f"{words}: the 80% intervals of {listed([f'{name} (hold {100.0 * held[name]:.0f}%)' for name in names])}."


def _leaning(rows: Mapping[tuple[str, int | None], Row]) -> Iterator[str]:
    leaning: dict[str, list[str]] = {"high": [], "low": []}
    for name in MEASURES:
        row = rows.get((name, None))
        if row is not None and abs(row["bias"]) > LEANS * row["mae"]:
            leaning["high" if row["bias"] > 0.0 else "low"].append(f"{SPOKEN[name]} (by {abs(row['bias']):,.1f} {UNITS[name]})")
    for side, names in leaning.items():
        if names:
            yield f"The middle of the forecast leans {side} for {listed(names)}."


def _england(scoreboard: pl.DataFrame) -> Iterator[str]:
    rows = pooled(scoreboard, NATIONAL)
    misses = [
        f"{row['mape']:.1f}% {years([horizon])} ahead"
        for (name, horizon), row in rows.items()
        if name == "inpost_fte" and horizon is not None and row["mape"] is not None
    ]
    if misses:
        yield f"Those in post in England are missed by {listed(misses)}, on average over the origins."
