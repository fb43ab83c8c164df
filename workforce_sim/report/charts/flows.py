"""Flows of people: by which routes they come into post, and where they go, over all the years of a run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workforce_sim.report import palette
from workforce_sim.report.charts.dots import broken
from workforce_sim.report.charts.stock_change import COME, GO, Step, plain, steps
from workforce_sim.report.picture import FIT, NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

CURVE = 24
"""Points along a ribbon."""
DRAWN_TALL = 300
"""Pixels of all ribbons together, without the gaps between them."""
GAP = 8
LINE = 17
MIDDLE = 0.06
"""The block of those in post reaches so far to each side of the middle, of the width between the margins."""
MARGIN, MARGIN_WHERE_NARROW = 200, 112
"""Pixels beside the ribbons for the names, so that none lies on a ribbon."""
NAME_WHERE_NARROW = 15
"""Characters of a name on one line there."""
EDGE = 10
"""Pixels above and below everything, so that no name is cut."""
COLOURS = {"stays": palette.LIGHT_BLUE, COME: palette.TURQUOISE, GO: palette.ORANGE}


@dataclass(frozen=True, slots=True)
class Flow:
    """People of one route or destination: words, kind, FTE, and where its ribbon ends and meets the middle, pixels down."""

    words: list[str]
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
        (comes if step.fte >= 0.0 else goes).append((step.name, step.kind, abs(step.fte)))
    return comes, goes


def laid_out(side: list[tuple[str, str, float]], width: int) -> tuple[list[Flow], float]:
    """Stack one side, each ribbon with room for the lines of its name; give it and its height in pixels."""
    scale = DRAWN_TALL / sum(fte for _, _, fte in side)
    stacked, down, inner = [], 0.0, 0.0
    for name, kind, fte in side:
        words = [*broken(name, NAME_WHERE_NARROW), plain(fte)] if width <= NARROW else [f"{name}: {plain(fte)}"]
        tall = fte * scale
        slot = max(tall, len(words) * LINE)
        stacked.append(Flow(words, kind, fte, down + (slot - tall) / 2.0, inner))
        down += slot + GAP
        inner += tall
    return stacked, down - GAP


def flows(results: Reported) -> Picture:
    """Show by which routes people come into post in a run and where they go, as ribbons as wide as they are many."""
    told = steps(results)
    comes, goes = sides(told)
    said = [", ".join(f"{name}: {plain(fte)}" for name, _, fte in side) for side in (comes, goes)]

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

    (left, left_tall), (right, right_tall) = laid_out(comes, width), laid_out(goes, width)
    tall = max(left_tall, right_tall)
    top = (tall - DRAWN_TALL) / 2.0
    margin = MARGIN_WHERE_NARROW if width <= NARROW else MARGIN
    beside = margin / (width - 2 * margin)
    x_scale = alt.Scale(domain=[-beside, 1.0 + beside], nice=False)
    y_scale = alt.Scale(domain=[tall + EDGE, -EDGE], nice=False)
    x, y = alt.X("x:Q", axis=None, scale=x_scale), alt.Y("y:Q", axis=None, scale=y_scale)
    sides = (
        (left, "right", -6, 0.0, 0.5 - MIDDLE, (tall - left_tall) / 2.0),
        (right, "left", 6, 1.0, 0.5 + MIDDLE, (tall - right_tall) / 2.0),
    )
    ribbons: list[dict[str, Any]] = []
    texts = []
    scale = DRAWN_TALL / sum(fte for _, _, fte in comes)
    for stacked, align, dx, begins, ends, down in sides:
        words: list[dict[str, Any]] = []
        for number, flow in enumerate(stacked):
            thick = max(flow.fte * scale, 1.0)
            points = curve(begins, ends, flow.outer + down, top + flow.inner)
            who = f"{align}.{number}"
            ribbons += [{"who": who, "kind": flow.kind, "x": at, "y": upper, "y2": upper + thick} for at, upper in points]
            middle = flow.outer + down + flow.fte * scale / 2.0 - (len(flow.words) - 1) * LINE / 2.0
            words += [{"x": begins, "y": middle + line * LINE, "label": word} for line, word in enumerate(flow.words)]
        mark = alt.Chart(alt.Data(values=words)).mark_text(align=align, dx=dx, baseline="middle")
        texts.append(mark.encode(x=x, y=y, text="label:N"))
    kinds = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    colour = alt.Color("kind:N", scale=kinds, legend=None)
    area = alt.Chart(alt.Data(values=ribbons)).mark_area().encode(x=x, y=y, y2="y2:Q", detail="who:N", color=colour)
    block = alt.Chart(alt.Data(values=[{"x": 0.5 - MIDDLE, "x2": 0.5 + MIDDLE, "y": top, "y2": top + DRAWN_TALL}]))
    post = block.mark_rect(color=palette.DARK_BLUE).encode(x=x, x2="x2:Q", y=y, y2="y2:Q")
    if width > NARROW:
        name = alt.Chart(alt.Data(values=[{"x": 0.5, "y": top + DRAWN_TALL / 2.0, "label": "in post"}]))
        texts.append(name.mark_text(color=palette.WHITE, baseline="middle").encode(x=x, y=y, text="label:N"))
    return alt.layer(area, post, *texts).properties(width=width, height=tall + 2 * EDGE, autosize=FIT)


def curve(begins: float, ends: float, outer: float, inner: float) -> list[tuple[float, float]]:
    """Lead from an end of a ribbon to the middle, level at both; points (across, down)."""
    steps_along = [point / CURVE for point in range(CURVE + 1)]
    eased = [0.5 - 0.5 * math.cos(math.pi * along) for along in steps_along]
    return [
        (begins + (ends - begins) * along, outer + (inner - outer) * share)
        for along, share in zip(steps_along, eased, strict=True)
    ]
