"""Waterfall: how the social workers in post at the start become those at the end, by who comes and who goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.report import palette
from workforce_sim.report.charts.dots import FIT, named_axis
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

ROUTES = {
    "starters_newly_qualified_fte": "newly qualified",
    "starters_apprenticeship_fte": "from apprenticeships",
    "starters_another_authority_fte": "from other authorities",
    "starters_experienced_fte": "experienced",
    "starters_agency_fte": "from agency work",
}
EXITS = {
    "leavers_left_fte": "leave children's work",
    "leavers_to_agency_fte": "go to agencies",
    "leavers_another_authority_fte": "go to other authorities",
}
RECODED = "recoded, or other hours"
HEIGHT_OF_A_BAR = 32


@dataclass(frozen=True, slots=True)
class Step:
    """One bar: what it is, its FTE, and from where to where it reaches."""

    name: str
    kind: str
    fte: float
    begins: float
    ends: float


IN_POST, COME, GO = "In post", "Come", "Go"


def steps(results: Reported) -> list[Step]:
    """Work the steps out as means over replications, so that they add up; raises nothing that is not in the table."""
    annual = results.here(results.table("annual_return"))
    end = annual.filter(time_period=results.last)
    opening = float(_mean(annual.filter(time_period=results.start), "inpost_fte"))
    closing = float(_mean(end, "inpost_fte"))
    years = annual.filter(pl.col("time_period") > results.start)
    counts = end.height
    moves = [(f"+ {name}", COME, float(years[column].sum()) / counts) for column, name in ROUTES.items()]
    moves += [(f"− {name}", GO, -float(years[column].sum()) / counts) for column, name in EXITS.items()]
    rest = closing - opening - sum(fte for _, _, fte in moves)
    moves.append((f"{'+' if rest >= 0 else '−'} {RECODED}", COME if rest >= 0 else GO, rest))
    told = [Step(f"In post {results.start}", IN_POST, opening, 0.0, opening)]
    at = opening
    for name, kind, fte in moves:
        told.append(Step(name, kind, fte, at, at + fte))
        at += fte
    return [*told, Step(f"In post {results.last}", IN_POST, closing, 0.0, closing)]


def _mean(table: pl.DataFrame, column: str) -> float:
    return float(table[column].to_numpy().mean())


def stock_change(results: Reported) -> Picture:
    """Show a run's social workers in post at the start and the end, and everybody who came and went between."""
    told = steps(results)
    place = results.area.name
    moves = "; ".join(f"{step.name} {abs(step.fte):,.0f}" for step in told[1:-1])
    alt = (
        f"Waterfall chart. {told[0].name}: {told[0].fte:,.0f} FTE. {moves}. {told[-1].name}: {told[-1].fte:,.0f} FTE."
        f" Means over {results.replications} replications."
    )

    def draw(width: int) -> Drawing:
        return _drawn(told, width)

    return Picture(
        name="stock_change",
        title=f"Who comes and who goes, {place}, {results.start} to {results.last}, FTE",
        alt=alt,
        note=f"Sums of {results.last - results.start} years, means over {results.replications} replications.",
        draw=draw,
    )


def _drawn(told: list[Step], width: int) -> Drawing:
    import altair as alt

    rows = [
        {
            "name": step.name,
            "kind": step.kind,
            "from": step.begins,
            "to": step.ends,
            "at": max(step.begins, step.ends),
            "label": f"{step.fte:,.0f}" if step.kind == IN_POST else f"{step.fte:+,.0f}".replace("-", "−"),
        }
        for step in told
    ]
    kinds = alt.Scale(domain=[IN_POST, COME, GO], range=[palette.DARK_BLUE, palette.TURQUOISE, palette.ORANGE])
    narrow = width <= NARROW
    names = named_axis([step.name for step in told], width)
    most = max(max(step.begins, step.ends) for step in told)
    x_scale = alt.Scale(domain=[0, most * (1.22 if narrow else 1.1)], nice=False)
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("name:N", sort=None, axis=names)
    bars = base.mark_bar().encode(
        y=y,
        x=alt.X("from:Q", title=None, scale=x_scale, axis=alt.Axis(format=",d", tickCount=4 if narrow else 8, grid=True)),
        x2="to:Q",
        color=alt.Color("kind:N", scale=kinds, legend=alt.Legend(title=None, symbolType="square")),
    )
    labels = base.mark_text(align="left", dx=5).encode(y=y, x="at:Q", text="label:N")
    height = HEIGHT_OF_A_BAR * len(told) + 70
    return alt.layer(bars, labels).properties(width=width, height=height, autosize=FIT)
