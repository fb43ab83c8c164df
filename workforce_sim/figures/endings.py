"""Work out how care ends for the children of every authority: shares of those who ceased, pooled and shrunk as rates are."""

from __future__ import annotations

from collections.abc import Mapping

from workforce_sim.figures.gathering import SUPPRESSED_COUNT
from workforce_sim.figures.published_table import Lookup, Place
from workforce_sim.figures.rates import OwnRate, pooled

CEASED = "children|Reason episode ceased: Total"

ENDINGS = {
    "ended_home_share": (
        "children|Reason episode ceased: Returned home to live with parents or other person with parental responsibility "
        "which was part of the care planning process",
        "children|Reason episode ceased: Returned home to live with parents or other person with parental responsibility "
        "which was not part of the care planning process",
    ),
    "ended_special_guardianship_share": ("children|Reason episode ceased: Special guardianship order",),
    "ended_adoption_share": ("children|Reason episode ceased: Adopted",),
    "ended_child_arrangements_share": ("children|Reason episode ceased: Residence order or child arrangement order granted",),
    "ended_at_18_share": ("children|Age on ceasing: 18 years and over",),
}
"""What is counted under each name of a ``CareProfile``; ``ended_otherwise_share`` is the rest."""


def shares_of_endings(lookup: Lookup, places: Mapping[str, Place], year: int) -> dict[str, dict[str, float]]:
    """Give the shares of every authority by name, from the three years to 31 March of ``year``; they sum to 1.

    A few children are counted twice, by age as 18 and by reason as home; what is otherwise is that much too small. Where
    it would be below 0 it is 0 and the others are scaled to 1.
    """
    pooled_shares = {name: pooled(_over_ceased(parts), lookup, places, year) for name, parts in ENDINGS.items()}
    result = {}
    for code in places:
        shares = {name: of_all[code].rate for name, of_all in pooled_shares.items()}
        known = sum(shares.values())
        if known > 1.0:
            shares = {name: share / known for name, share in shares.items()}
        result[code] = {**shares, "ended_otherwise_share": max(0.0, 1.0 - known)}
    return result


def _over_ceased(parts: tuple[str, ...]) -> OwnRate:
    """Make the share of some endings; one suppressed as c is 1 to 5 and is taken as 3."""

    def own(lookup: Lookup, code: str, year: int) -> tuple[float, float] | None:
        total, count = lookup.value(code, CEASED, year), 0.0
        for part in parts:
            figure = lookup.get(code, part, year)
            value = SUPPRESSED_COUNT if figure.symbol == "c" else figure.value
            if value is None:
                return None
            count += value
        return None if total is None or total < count else (count, total)

    return own
