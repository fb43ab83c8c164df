"""Where looked-after children live: by kind of placement, at the start and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.records.tables import KINDS_OF_PLACEMENT
from workforce_sim.report import palette
from workforce_sim.report.charts.dots import Dot, dots
from workforce_sim.report.picture import Drawing, Picture
from workforce_sim.studies.estimates import quantile_over_replications

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

NAMES = {
    "kinship_foster": "fostered by kin",
    "in_house_foster": "with the authority's own foster carers",
    "agency_foster": "with agency foster carers",
    "childrens_home": "in children's homes",
    "supported_accommodation": "in supported accommodation",
    "with_parents": "with parents",
    "placed_for_adoption": "placed for adoption",
    "other_placement": "elsewhere",
}


def placements(results: Reported) -> Picture:
    """Show looked-after children of a run by kind of placement, published at the start and simulated at the end."""
    annual = results.here(results.table("annual_return"))
    first, last = (annual.filter(time_period=year) for year in (results.start, results.last))
    began, ends = f"{results.start}, the start", f"{results.last}, simulated"
    values = []
    for kind in KINDS_OF_PLACEMENT:
        values.append(Dot(NAMES[kind], began, float(first[kind].to_numpy().mean())))
        simulated = last[kind].to_numpy().astype(float)
        middle, lower, upper = (quantile_over_replications(simulated, share) for share in (0.5, 0.1, 0.9))
        values.append(Dot(NAMES[kind], ends, middle, lower, upper))
    pairs = zip(values[::2], values[1::2], strict=True)
    said = "; ".join(f"{one.row} {one.value:,.0f}, then {two.value:,.0f}" for one, two in pairs)

    def draw(width: int) -> Drawing:
        return dots(values, width, colours=(palette.ORANGE, palette.DARK_BLUE))

    return Picture(
        name="placements",
        title=f"Where looked-after children live, {results.area.name}, {results.start} and {results.last}",
        alt=f"Dot plot of looked-after children by kind of placement, {began}, and {ends}, middle of the replications: {said}.",
        note=f"Lines hold 80% of {results.replications} replications. Start: Department for Education, 31 March"
        f" {results.start}, or your own figures; how many are fostered by kin is assumed.",
        draw=draw,
    )
