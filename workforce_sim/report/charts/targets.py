"""Targets under shocks: how likely each is to be met, shock by shock, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.numbers import name_of, written
from workforce_sim.report.picture import Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

WITHOUT = "none"
NO_SHOCK, UNDER = "without a shock", "under the shock"


def targets(results: Reported) -> list[Picture]:
    """Show the probability of meeting each target of a stress study under every shock, a picture a target."""
    table, shocks = results.table("targets"), results.table("shocks")
    order = shocks.sort("rank")["shock"].to_list()
    return [_picture(table.filter(target=name), order) for name in table["target"].unique(maintain_order=True)]


def _under(shock: str) -> str:
    return NO_SHOCK if shock == WITHOUT else f"under {shock.replace('_', ' ')}"


def _picture(rows: pl.DataFrame, order: list[str]) -> Picture:
    by_shock = {row["shock"]: row for row in rows.iter_rows(named=True)}
    without = by_shock[WITHOUT]
    values = []
    for shock in (WITHOUT, *order):
        row = by_shock[shock]
        name = NO_SHOCK if shock == WITHOUT else shock.replace("_", " ")
        series = NO_SHOCK if shock == WITHOUT else UNDER
        values.append(Dot(name, series, 100.0 * row["probability"], 100.0 * row["lower"], 100.0 * row["upper"]))
    said = "; ".join(f"{dot.row} {dot.value:.0f}% ({dot.lower:.0f} to {dot.upper:.0f})" for dot in values)
    measure = without["measure"]
    wanted = (
        f"{name_of(measure).lower()} {without['side'].replace('_', ' ')} {written(without['value'], measure)} by {without['by']}"
    )
    missed = [row for row in by_shock.values() if row["mean_shortfall"] is not None]
    worst = max(missed, key=lambda row: row["mean_shortfall"], default=None)
    short = (
        ""
        if worst is None
        else f" Where it is missed, by most {_under(worst['shock'])}: {written(worst['mean_shortfall'], measure)} on average."
    )

    def draw(width: int) -> Drawing:
        return dots(values, width, unit="%", colours=(palette.ORANGE, palette.DARK_BLUE), side_by_side=False)

    return Picture(
        name=f"target_{without['target']}",
        title=f"How likely is {wanted}, {without['where']}?",
        alt=f"Dot plot of the probability that the target is met. {said}.",
        note=f"Lines are 95% Wilson intervals, {without['replications']} replications each; shocks by the harm they do, most"
        f" first.{short}",
        draw=draw,
    )
