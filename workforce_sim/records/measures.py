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


def rereferral_rate(rereferrals: NumbersLike, referrals: NumbersLike) -> Numbers:
    """Say what share of referrals came within 12 months of an earlier one."""
    return 100.0 * _ratio(rereferrals, referrals)


def assessments_within_45_days_rate(in_time: NumbersLike, completed: NumbersLike) -> Numbers:
    """Say what share of the assessments completed took no more than 45 working days."""
    return 100.0 * _ratio(in_time, completed)


def conferences_within_15_days_rate(in_time: NumbersLike, held: NumbersLike) -> Numbers:
    """Say what share of initial child protection conferences was held within 15 working days."""
    return 100.0 * _ratio(in_time, held)


def family_setting_rate(in_family_settings: NumbersLike, looked_after: NumbersLike) -> Numbers:
    """Say what share of looked-after children live in a family: with foster carers, parents or adopters-to-be."""
    return 100.0 * _ratio(in_family_settings, looked_after)


def placement_moves_per_child(moves: NumbersLike, looked_after: NumbersLike) -> Numbers:
    """Say how often a looked-after child moves in a year: moves over those looked after at its end."""
    return _ratio(moves, looked_after)


SUMS: Mapping[str, tuple[str, ...]] = {
    "foster": ("kinship_foster", "in_house_foster", "agency_foster"),
    "in_family_settings": ("kinship_foster", "in_house_foster", "agency_foster", "with_parents", "placed_for_adoption"),
}
"""Each count that others beside it add up to."""

RATES: Mapping[str, tuple[Callable[[NumbersLike, NumbersLike], Numbers], str, str]] = {
    "turnover_rate_fte": (turnover_rate_fte, "leavers_fte", "inpost_fte"),
    "agency_rate_fte": (agency_rate_fte, "agency_fte", "inpost_fte"),
    "vacancy_rate_fte": (vacancy_rate_fte, "vacancy_fte", "inpost_fte"),
    "agency_cover_rate_fte": (agency_cover_rate_fte, "agency_cover_fte", "agency_fte"),
    "vacancy_agency_cover_rate_fte": (vacancy_agency_cover_rate_fte, "agency_cover_fte", "vacancy_fte"),
    "caseload_fte": (caseload_fte, "cases", "case_holders_fte"),
    "absence_rate_fte": (absence_rate_fte, "absent_fte", "inpost_fte"),
    "childrens_home_price_index": (childrens_home_price_index, "childrens_home_priced_days", "childrens_home_days"),
    "rereferral_rate": (rereferral_rate, "rereferrals", "referrals"),
    "assessments_within_45_days_rate": (
        assessments_within_45_days_rate,
        "assessments_within_45_days",
        "assessments_completed",
    ),
    "conferences_within_15_days_rate": (conferences_within_15_days_rate, "conferences_within_15_days", "conferences"),
    "family_setting_rate": (family_setting_rate, "in_family_settings", "cla"),
    "placement_moves_per_child": (placement_moves_per_child, "placement_moves", "cla"),
}
"""Each rate, the function that gives it and the two columns that it is worked out from, in the function's order."""


def recompute(columns: Mapping[str, int], table: Numbers) -> None:
    """Work out afresh every sum of counts and every rate that a table holds, in place, from the counts beside it.

    ``columns`` gives the place of each column on the last axis of ``table``, which may have any shape before it.
    """
    for total, parts in SUMS.items():
        if total in columns:
            table[..., columns[total]] = sum(table[..., columns[part]] for part in parts)
    for rate, (measure, above, below) in RATES.items():
        if rate in columns:
            table[..., columns[rate]] = measure(table[..., columns[above]], table[..., columns[below]])


def _ratio(above: NumbersLike, below: NumbersLike) -> Numbers:
    above, below = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    ratio: Numbers = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0.0)
    return ratio
