"""Where leavers go: the department's yearly split of leavers, published for England only."""

from __future__ import annotations

from workforce_sim.calibration.estimate import NO_ERROR, Estimate

SPLIT: dict[int, tuple[float, float, float]] = {
    2021: (4994.5, 873.6, 1386.8),
    2022: (5421.0, 1082.9, 1258.4),
    2023: (5254.6, 949.2, 1277.1),
    2024: (4726.7, 585.5, 1261.1),
    2025: (4230.5, 277.5, 1229.2),
}
"""Leavers of the year to 30 September, those who went to agency work, those who went to another authority; FTE.

Source: DfE, Children's social work workforce 2025, data set: Attrition (leavers). Not among the files that are imported.
"""

BEFORE_THE_SPLIT = (0.163, 0.304)
"""The same shares of the year to September 2020, as first published in 2021 (2.2 and 4.1 of 13.5 in a hundred).

Nothing earlier was found, so a start before 2020 takes them as an assumption.
"""


def destination_shares(census_year: int) -> tuple[Estimate, Estimate]:
    """Give the shares of leavers who go to agency work and to another authority, in the latest year published by then."""
    known = [year for year in SPLIT if year <= census_year]
    if not known:
        (to_agency, to_another), year = BEFORE_THE_SPLIT, 2020
        method = "England's of 2020, the first published"
    else:
        year = known[-1]
        leavers, agency, another = SPLIT[year]
        to_agency, to_another = agency / leavers, another / leavers
        method = f"England's leavers of {year}"
    return Estimate(to_agency, NO_ERROR, method, year, year), Estimate(to_another, NO_ERROR, method, year, year)
