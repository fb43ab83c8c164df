"""Waterfall: how the social workers in post at the start become those at the end, by who comes and who goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.report import palette
from workforce_sim.report.charts.dots import named_axis
from workforce_sim.report.picture import FIT, NARROW, Drawing, Picture

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
RECODED = "counted anew"
"""They come into the count without starting, or, where it is fewer, fall out of it without leaving."""
HOURS = "other hours"
"""What promotion changes: somebody takes on the hours of the post that they move to."""
HEIGHT_OF_A_BAR, HEIGHT_WHERE_NARROW = 32, 40
SMALL = 20.0
"""Below so many FTE a decimal is given."""
NOTHING_FTE = 0.05
"""What would be written as 0.0."""
NAMES_WIDE, NAMES_WIDE_NARROW = 190, 150
"""Pixels that names and margins take at most."""
ROOM_FOR_A_VALUE = 64
"""Pixels to the right of the longest bar."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bar: what it is, its FTE, and from where to where it reaches."""

    name: str
    kind: str
    fte: float
    begins: float
    ends: float


NOTE = (
    "Sums of {years} years, means over {replications} replications. Counted anew: who comes into the count without starting,"
    " less who falls out of it without leaving, as published figures imply. Other hours: who is promoted takes on the hours of"
    " the new post."
)
IN_POST, COME, GO = "In post", "Come", "Go"


def steps(results: Reported) -> list[Step]:
    """Work the steps out as means over replications, so that they add up; what nobody did is left out."""
    annual = results.here(results.table("annual_return"))
    end = annual.filter(time_period=results.last)
    opening, closing = _mean(annual.filter(time_period=results.start), "inpost_fte"), _mean(end, "inpost_fte")
    years = annual.filter(pl.col("time_period") > results.start)

    def over_all_years(column: str) -> float:
        return float(years[column].sum()) / end.height

    moves = [(name, over_all_years(column)) for column, name in ROUTES.items()]
    moves += [(name, -over_all_years(column)) for column, name in EXITS.items()]
    moves.append((RECODED, over_all_years("reclassified_fte")))
    rest = closing - opening - sum(fte for _, fte in moves)
    if abs(rest) < NOTHING_FTE:  # too little for a bar of its own: with those counted anew, so that all adds up
        moves[-1] = (RECODED, moves[-1][1] + rest)
    else:
        moves.append((HOURS, rest))
    told, at = [Step(f"In post {results.start}", IN_POST, opening, 0.0, opening)], opening
    for name, fte in moves:
        if fte:
            told.append(Step(name, COME if fte > 0.0 else GO, fte, at, at + fte))
            at += fte
    return [*told, Step(f"In post {results.last}", IN_POST, closing, 0.0, closing)]


def _mean(table: pl.DataFrame, column: str) -> float:
    return float(table[column].to_numpy().mean())


def plain(fte: float) -> str:
    """Write how many, in whole FTE, or with a decimal where they are few."""
    return f"{fte:,.{0 if abs(fte) >= SMALL else 1}f}"


def signed(fte: float) -> str:
    """Write a change with its sign."""
    return f"{'+' if fte >= 0.0 else ''}{plain(fte)}".replace("-", "−")


def stock_change(results: Reported) -> Picture:
    """Show a run's social workers in post at the start and the end, and everybody who came and went between."""
    told = steps(results)
    place = results.area.name
    moves = "; ".join(f"{step.name} {signed(step.fte)}" for step in told[1:-1])
    alt = (
        f"Waterfall chart. {told[0].name}: {plain(told[0].fte)} FTE. {moves}. {told[-1].name}: {plain(told[-1].fte)} FTE."
        f" Means over {results.replications} replications."
    )

    def draw(width: int) -> Drawing:
        return _drawn(told, width)

    return Picture(
        name="stock_change",
        title=f"Who comes and who goes, {place}, {results.start} to {results.last}, FTE",
        alt=alt,
        note=NOTE.format(years=results.last - results.start, replications=results.replications),
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
            "label": plain(step.fte) if step.kind == IN_POST else signed(step.fte),
        }
        for step in told
    ]
    kinds = alt.Scale(domain=[IN_POST, COME, GO], range=[palette.DARK_BLUE, palette.TURQUOISE, palette.ORANGE])
    narrow = width <= NARROW
    names = named_axis([step.name for step in told], width)
    most = max(max(step.begins, step.ends) for step in told)
    bars_wide = width - (NAMES_WIDE_NARROW if narrow else NAMES_WIDE)
    x_scale = alt.Scale(domain=[0, most * bars_wide / (bars_wide - ROOM_FOR_A_VALUE)], nice=False)
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("name:N", sort=None, axis=names)
    bars = base.mark_bar().encode(
        y=y,
        x=alt.X("from:Q", axis=None, scale=x_scale),
        x2="to:Q",
        color=alt.Color("kind:N", scale=kinds, legend=alt.Legend(title=None, symbolType="square")),
    )
    labels = base.mark_text(align="left", dx=5).encode(y=y, x="at:Q", text="label:N")
    height = (HEIGHT_WHERE_NARROW if narrow else HEIGHT_OF_A_BAR) * len(told) + 50
    return alt.layer(bars, labels).properties(width=width, height=height, autosize=FIT)
