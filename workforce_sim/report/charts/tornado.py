"""Which assumptions matter: how far the answer moves as each goes over its plausible range."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.config.catalogue import parameters
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.numbers import spoken
from workforce_sim.report.picture import Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

MOST = 12
SURE, BY_CHANCE = "told from chance", "within chance"
FIRST, TOTAL = "first order", "total, with interactions"


def tornado(results: Reported) -> list[Picture]:
    """Show the parameters that move each output of a sensitivity study most, a picture an output."""
    indices, outputs = results.table("indices"), results.table("outputs")
    return [_picture(indices.filter(output=row["output"]), row) for row in outputs.iter_rows(named=True)]


def _picture(indices: pl.DataFrame, output: dict[str, object]) -> Picture:
    top = indices.sort("rank").head(MOST)
    values = _morris(top) if "mu_star" in top.columns else _sobol(top)
    is_morris = "mu_star" in top.columns
    unit = "points" if output["unit"] == "per cent" else str(output["unit"])
    meanings = [f"{name}: {parameters()[name].declaration.meaning}" for name in top["parameter"] if name in parameters()]
    said = "; ".join(f"{dot.row} {dot.value:,.3g}{f' ({dot.series})' if dot.series else ''}" for dot in values)

    def draw(width: int) -> Drawing:
        return dots(values, width, colours=(palette.DARK_BLUE, palette.ORANGE), side_by_side=not is_morris)

    called = spoken(f" {output['measure']}").strip()
    what = f"effect of moving each over its range, {unit}" if is_morris else "share of the variance that each makes"
    return Picture(
        name=f"tornado_{output['output']}",
        title=f"Which assumptions matter for {called}, {output['where']}, {output['year']}: {what}",
        alt=f"Dot plot of the {len(top)} parameters that matter most, of {indices.height}. {said}.",
        note=f"Lines are 95% intervals. {'. '.join(meanings)}.",
        draw=draw,
    )


def _morris(top: pl.DataFrame) -> list[Dot]:
    return [
        Dot(
            row["parameter"],
            SURE if row["told_from_chance"] else BY_CHANCE,
            row["mu_star"],
            row["mu_star_lower"],
            row["mu_star_upper"],
        )
        for row in top.iter_rows(named=True)
    ]


def _sobol(top: pl.DataFrame) -> list[Dot]:
    values = []
    for row in top.iter_rows(named=True):
        values.append(Dot(row["parameter"], FIRST, row["first_order"], row["first_order_lower"], row["first_order_upper"]))
        values.append(Dot(row["parameter"], TOTAL, row["total_order"], row["total_order_lower"], row["total_order_upper"]))
    return values
