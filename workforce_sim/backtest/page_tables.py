"""The tables of the page on validation, in Markdown, and the picture of the PIT in characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from workforce_sim.backtest.naive import NAIVE
from workforce_sim.backtest.panel import MEASURES
from workforce_sim.backtest.scoreboard import BINS, COVERED, PIT_COLUMNS
from workforce_sim.backtest.scores import SIMULATION
from workforce_sim.backtest.wording import SPOKEN, Row, pooled
from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL

BLOCKS = " ▁▂▃▄▅▆▇█"
FULL_BLOCK = 20.0
"""Per cent of the figures in a bin that fill a whole block; a calibrated forecast fills half of every one."""
DASH = "–"
WHERE = {LOCAL_AUTHORITY: "authorities", NATIONAL: "England"}


def level_table(scoreboard: pl.DataFrame, level: str) -> str:
    """Lay out every score of one level by measure and years ahead; empty where nothing of the level was scored."""
    rows = pooled(scoreboard, level)
    crps = _crps(scoreboard, level)
    naive = [each.name for each in NAIVE]
    head = ["measure", "years ahead", "figures", "CRPS", *(f"CRPS {name}" for name in naive), "skill", "bias", "MAE", "MAPE"]
    body = []
    for measure in MEASURES:
        for horizon in _horizons(rows, measure):
            row = rows[measure, horizon]
            scores = [number(crps[measure, horizon, name]) for name in naive]
            ends = [number(row[name]) for name in ("bias", "mae", "mape")]
            body.append(
                [SPOKEN[measure], str(horizon), f"{row['cells']:,}", number(row["crps"]), *scores, skill_cell(row), *ends]
            )
    return _markdown(head, body) if body else ""


def coverage_table(scoreboard: pl.DataFrame) -> str:
    """Lay out what the intervals of authorities hold, by measure and years ahead."""
    rows = pooled(scoreboard)
    horizons = sorted({horizon for _, horizon in rows if horizon is not None})
    head = ["measure", "interval", *map(str, horizons), "all"]
    body = [
        [SPOKEN[measure], f"{share}%", *(_share(rows.get((measure, horizon)), share) for horizon in (*horizons, None))]
        for measure in MEASURES
        if (measure, None) in rows
        for share in COVERED
    ]
    return _markdown(head, body) if body else ""


def origins_table(scoreboard: pl.DataFrame) -> str:
    """Lay out the skill one year ahead for authorities, by measure and origin."""
    own = scoreboard.filter(pl.col("origin").is_not_null(), geographic_level=LOCAL_AUTHORITY, method=SIMULATION, horizon=1)
    rows = {(row["measure"], row["origin"]): row for row in own.iter_rows(named=True)}
    origins = sorted({origin for _, origin in rows})
    body = [
        [SPOKEN[measure], *(skill_cell(rows.get((measure, origin))) for origin in origins)]
        for measure in MEASURES
        if any((measure, origin) in rows for origin in origins)
    ]
    return _markdown(["measure", *map(str, origins)], body) if body else ""


def bars_table(bars: pl.DataFrame) -> str:
    """Lay out every bar with what was found and whether it is met."""
    body = [
        [
            SPOKEN[row["measure"]],
            WHERE[row["geographic_level"]],
            ahead(row["horizon"]),
            *score_and_bounds(row),
            f"**{row['state']}**",
        ]
        for row in bars.iter_rows(named=True)
    ]
    return _markdown(["measure", "where", "years ahead", "score", "asked", "found", ""], body)


def score_and_bounds(row: Row) -> tuple[str, str, str]:
    """Say what a bar is about, what it asks for and what was found, in words and per cent."""
    value, score = row["value"], str(row["score"])
    if score == "skill":
        asked = "below 0%" if row["at_most"] == 0.0 else f"at most {100.0 * row['at_most']:+.0f}%"
        return "CRPS against the best naive", asked, DASH if value is None else f"{100.0 * value:+.1f}%"
    if score == "mape":
        return "MAPE", f"at most {row['at_most']:.1f}%", DASH if value is None else f"{value:.1f}%"
    asked = f"{100.0 * row['at_least']:g} to {100.0 * row['at_most']:g}%"
    return f"{score.removeprefix('coverage_')}% interval holds", asked, DASH if value is None else f"{100.0 * value:.1f}%"


def ahead(horizon: int | None) -> str:
    """Write a horizon, or that all are taken together."""
    return "all" if horizon is None else str(horizon)


def pit_picture(scoreboard: pl.DataFrame) -> str:
    """Draw the PIT histogram of every measure for authorities, and write its ten shares beside it."""
    rows = pooled(scoreboard)
    lines = []
    for measure in MEASURES:
        if (measure, None) not in rows:
            continue
        shares = [100.0 * float(rows[measure, None][name]) for name in PIT_COLUMNS]
        steps = [min(round(share / FULL_BLOCK * (len(BLOCKS) - 1)), len(BLOCKS) - 1) for share in shares]
        drawn = "".join(BLOCKS[step] for step in steps)
        lines.append(f"{SPOKEN[measure]:<14} {drawn}   {' '.join(f'{share:3.0f}' for share in shares)}")
    level = BLOCKS[(len(BLOCKS) - 1) // 2] * BINS
    return "\n".join(
        ["```", *lines, f"{'calibrated':<14} {level}   {' '.join(f'{100 / BINS:3.0f}' for _ in range(BINS))}", "```"]
    )


def skill_cell(row: Row | None) -> str:
    """Write a skill with its standard error and the naive forecast it is against."""
    if row is None:
        return DASH
    error = "" if row["skill_standard_error"] is None else f" ±{100.0 * row['skill_standard_error']:.1f}"
    return f"{100.0 * row['skill']:+.1f}%{error}, {row['best_naive']}"


def number(value: float | None) -> str:
    """Write a score with as many digits as can be told apart."""
    if value is None:
        return DASH
    decimals = 0 if abs(value) >= 100.0 else 1 if abs(value) >= 10.0 else 2
    return f"{value:,.{decimals}f}"


def _crps(scoreboard: pl.DataFrame, level: str) -> dict[tuple[str, int, str], float]:
    every = scoreboard.filter(pl.col("origin").is_null(), pl.col("horizon").is_not_null(), geographic_level=level)
    return {
        key: crps
        for *key_parts, crps in every.select("measure", "horizon", "method", "crps").iter_rows()
        for key in [tuple(key_parts)]
    }


def _horizons(rows: dict[tuple[str, int | None], Row], measure: str) -> list[int]:
    return sorted(horizon for name, horizon in rows if name == measure and horizon is not None)


def _share(row: Row | None, share: int) -> str:
    held = None if row is None else row[f"coverage_{share}"]
    return DASH if held is None else f"{100.0 * held:.0f}"


def _markdown(head: Sequence[Any], body: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *body))
