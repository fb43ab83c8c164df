"""The published rates, worked out from the published counts exactly as the Department for Education defines them.

Every function takes numbers or arrays of any one shape and returns an array of that shape. A rate with nothing to
divide by is not a number, where the department prints ``z`` (not applicable). Rates are in per cent, as published.

Source: Department for Education, Children's social work workforce, reporting year 2025, methodology.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
NumbersLike = npt.ArrayLike


def turnover_rate_fte(leavers_fte: NumbersLike, inpost_fte: NumbersLike) -> Numbers:
    """Say what share of the workforce left in the year: leavers over those in post at the *closing* 30 September."""
    return 100.0 * _ratio(leavers_fte, inpost_fte)


def agency_rate_fte(agency_fte: NumbersLike, inpost_fte: NumbersLike) -> Numbers:
    """Say what share of all social workers are agency workers: agency over agency and in post."""
    return 100.0 * _ratio(agency_fte, np.add(agency_fte, inpost_fte))


def vacancy_rate_fte(vacancy_fte: NumbersLike, inpost_fte: NumbersLike) -> Numbers:
    """Say what share of the posts is vacant, covered by agency or not: vacancies over vacancies and in post."""
    return 100.0 * _ratio(vacancy_fte, np.add(vacancy_fte, inpost_fte))


def agency_cover_rate_fte(agency_cover_fte: NumbersLike, agency_fte: NumbersLike) -> Numbers:
    """Say what share of agency workers cover a vacancy; the rest are extra hands or cover for absence."""
    return 100.0 * _ratio(agency_cover_fte, agency_fte)


def vacancy_agency_cover_rate_fte(agency_cover_fte: NumbersLike, vacancy_fte: NumbersLike) -> Numbers:
    """Say what share of the vacancies agency workers cover."""
    return 100.0 * _ratio(agency_cover_fte, vacancy_fte)


def caseload_fte(cases: NumbersLike, case_holders_fte: NumbersLike) -> Numbers:
    """Say how many cases a full-time holder has: cases over the FTE, agency included, who hold at least one."""
    return _ratio(cases, case_holders_fte)


def absence_rate_fte(absent_fte: NumbersLike, inpost_fte: NumbersLike) -> Numbers:
    """Say what share of working time was lost: FTE away, on average over the year, over FTE in post at 30 September."""
    return 100.0 * _ratio(absent_fte, inpost_fte)


def childrens_home_price_index(priced_days: NumbersLike, days: NumbersLike) -> Numbers:
    """Say what a day in a children's home costs relative to the start: days times price over days."""
    return _ratio(priced_days, days)


RATES: Mapping[str, tuple[Callable[[NumbersLike, NumbersLike], Numbers], str, str]] = {
    "turnover_rate_fte": (turnover_rate_fte, "leavers_fte", "inpost_fte"),
    "agency_rate_fte": (agency_rate_fte, "agency_fte", "inpost_fte"),
    "vacancy_rate_fte": (vacancy_rate_fte, "vacancy_fte", "inpost_fte"),
    "agency_cover_rate_fte": (agency_cover_rate_fte, "agency_cover_fte", "agency_fte"),
    "vacancy_agency_cover_rate_fte": (vacancy_agency_cover_rate_fte, "agency_cover_fte", "vacancy_fte"),
    "caseload_fte": (caseload_fte, "cases", "case_holders_fte"),
    "absence_rate_fte": (absence_rate_fte, "absent_fte", "inpost_fte"),
    "childrens_home_price_index": (childrens_home_price_index, "childrens_home_priced_days", "childrens_home_days"),
}
"""Each rate, the function that gives it and the two columns that it is worked out from, in the function's order."""


def recompute(columns: Mapping[str, int], table: Numbers) -> None:
    """Work out afresh every rate that a table holds, in place, from the counts beside it.

    ``columns`` gives the place of each column on the last axis of ``table``, which may have any shape before it.
    """
    for rate, (measure, above, below) in RATES.items():
        if rate in columns:
            table[..., columns[rate]] = measure(table[..., columns[above]], table[..., columns[below]])


def _ratio(above: NumbersLike, below: NumbersLike) -> Numbers:
    above, below = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    ratio: Numbers = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0.0)
    return ratio
