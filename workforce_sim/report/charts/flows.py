"""Flows of people: by which routes they come into post, and where they go, over all the years of a run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workforce_sim.report import palette
from workforce_sim.report.charts.dots import FIT
from workforce_sim.report.charts.stock_change import COME, GO, Step, steps
from workforce_sim.report.picture import NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

CURVE = 24
"""Points along a ribbon."""
DRAWN_TALL = 300
"""Pixels of all ribbons together, without the gaps between them."""
GAP = 8
LINE = 19
MIDDLE_LEFT, MIDDLE_RIGHT = 0.44, 0.56
COLOURS = {"stays": palette.LIGHT_BLUE, COME: palette.TURQUOISE, GO: palette.ORANGE}


@dataclass(frozen=True, slots=True)
class Flow:
    """People of one route or destination: name, kind, FTE, and where its ribbon ends and meets the middle, pixels down."""

    name: str
    kind: str
    fte: float
    outer: float
    inner: float


def sides(told: list[Step]) -> tuple[list[tuple[str, str, float]], list[tuple[str, str, float]]]:
    """Give who comes and who goes as name, kind and FTE; the first of each is who was and who is in post.

    Both sides have one sum: what the first step and those who came make, those who went and the last step make.
    """
    comes = [(told[0].name, "stays", told[0].fte)]
    goes = [(told[-1].name, "stays", told[-1].fte)]
    for step in told[1:-1]:
        name = step.name.partition(" ")[2]
        (comes if step.fte >= 0.0 else goes).append((name, COME if step.fte >= 0.0 else GO, abs(step.fte)))
    return comes, goes


def laid_out(side: list[tuple[str, str, float]], lines: int) -> tuple[list[Flow], float]:
    """Stack one side, each ribbon with room for so many lines of its name; give it and its height in pixels."""
    scale = DRAWN_TALL / sum(fte for _, _, fte in side)
    flows, down, inner = [], 0.0, 0.0
    for name, kind, fte in side:
        tall = fte * scale
        slot = max(tall, lines * LINE)
        flows.append(Flow(name, kind, fte, down + (slot - tall) / 2.0, inner))
        down += slot + GAP
        inner += tall
    return flows, down


def flows(results: Reported) -> Picture:
    """Show by which routes people come into post in a run and where they go, as ribbons as wide as they are many."""
    told = steps(results)
    comes, goes = sides(told)
    said = [", ".join(f"{name}: {fte:,.0f}" for name, _, fte in side) for side in (comes, goes)]

    def draw(width: int) -> Drawing:
        return _drawn(comes, goes, width)

    return Picture(
        name="flows",
        title=f"From where social workers come and where they go, {results.area.name}, {results.start} to {results.last}, FTE",
        alt=f"Flow chart, FTE. On the left, who comes: {said[0]}. On the right, where they are at the end: {said[1]}.",
        note=(
            f"Ribbons are as wide as the flows of {results.last - results.start} years, means over {results.replications}"
            " replications; both sides have the same sum. Somebody who comes and goes in these years is in both."
        ),
        draw=draw,
    )


def _drawn(comes: list[tuple[str, str, float]], goes: list[tuple[str, str, float]], width: int) -> Drawing:
    import altair as alt

    lines = 2 if width <= NARROW else 1
    (left, left_tall), (right, right_tall) = laid_out(comes, lines), laid_out(goes, lines)
    tall = max(left_tall, right_tall)
    top = (tall - DRAWN_TALL) / 2.0
    scale = DRAWN_TALL / sum(fte for _, _, fte in comes)
    ribbons: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for side, stacked, at, begins, ends in ((0, left, left_tall, 0.0, MIDDLE_LEFT), (1, right, right_tall, 1.0, MIDDLE_RIGHT)):
        for number, flow in enumerate(stacked):
            outer, inner, thick = flow.outer + (tall - at) / 2.0, top + flow.inner, max(flow.fte * scale, 1.0)
            for point in range(CURVE + 1):
                along = point / CURVE
                eased = 0.5 - 0.5 * math.cos(math.pi * along)
                down = outer + (inner - outer) * eased
                x = begins + (ends - begins) * along
                ribbons.append({"who": f"{side}.{number}", "kind": flow.kind, "x": x, "y": down, "y2": down + thick})
            label = [f"{flow.name}: {flow.fte:,.0f}"] if lines == 1 else [flow.name, f"{flow.fte:,.0f}"]
            thin = thick < lines * LINE
            words.append({"side": side, "thin": thin, "x": begins, "y": outer + thick / 2.0, "label": label})
    x_axis = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0.0, 1.0], nice=False))
    y_scale = alt.Scale(domain=[tall, 0.0], nice=False)
    kinds = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    area = (
        alt.Chart(alt.Data(values=ribbons))
        .mark_area(opacity=0.55)
        .encode(
            x=x_axis,
            y=alt.Y("y:Q", axis=None, scale=y_scale),
            y2="y2:Q",
            detail="who:N",
            color=alt.Color("kind:N", scale=kinds, legend=None),
        )
    )
    middle = alt.Chart(alt.Data(values=[{"x": MIDDLE_LEFT, "x2": MIDDLE_RIGHT, "y": top, "y2": top + DRAWN_TALL}]))
    block = middle.mark_rect(color=palette.DARK_BLUE).encode(
        x=alt.X("x:Q", axis=None), x2="x2:Q", y=alt.Y("y:Q", axis=None, scale=y_scale), y2="y2:Q"
    )
    name = alt.Chart(alt.Data(values=[{"x": 0.5, "y": top + DRAWN_TALL / 2.0, "label": ["in", "post"]}]))
    inside = name.mark_text(color=palette.WHITE).encode(x=x_axis, y=alt.Y("y:Q", axis=None, scale=y_scale), text="label:N")
    # a halo, so that a thin ribbon does not strike its name out
    halo = {"stroke": palette.WHITE, "strokeWidth": 5, "strokeJoin": "round"}
    texts = [
        alt.Chart(alt.Data(values=[word for word in words if word["side"] == side and (word["thin"] or not under)]))
        .mark_text(align=align, dx=dx, baseline="middle", **under)
        .encode(x=x_axis, y=alt.Y("y:Q", axis=None, scale=y_scale), text="label:N")
        for side, align, dx in ((0, "left", 6), (1, "right", -6))
        for under in (halo, {})
    ]
    return alt.layer(area, block, inside, *texts).properties(width=width, height=tall + 12, autosize=FIT)
