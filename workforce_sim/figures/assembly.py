"""Assemble every authority's profile from the packaged table, by stated rules for whatever is missing.

Rules beyond those of ``gathering``, ``rates`` and ``geography``:

* An authority that made no workforce return in the census year keeps its latest return whole, as the department
  itself does in the national total (Kensington and Chelsea and Westminster in 2025). One with nobody in post has no
  figures to simulate and is left out of England with that reason (Isles of Scilly).
* Agency FTE that is missing where the headcount is known: headcount times England's agency FTE per head. Agency cover
  that is missing: agency FTE times England's share of agency workers who cover vacancies, at most the vacancies.
* Roles: published FTE by role, with the rounding difference from FTE in post left with the largest role; without roles,
  England's mix.
* Unaccompanied asylum-seeking children (UASC) starting to be looked after are published for England only. Children
  whose care was taken over by another authority are counted as UASC first: nine in ten of them are Kent's, where they
  arrive and are moved on. What remains of England's number is shared by UASC stock.
* Children starting to be looked after without UASC: published starts less UASC starts, at least ``CLA_STARTS_FLOOR``
  times England's starts per child looked after.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from workforce_sim.errors import UserError
from workforce_sim.figures.gathering import CARRY_YEARS, SUPPRESSED_COUNT, Gatherer
from workforce_sim.figures.geography import CLOSED
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.figures.published_table import ENGLAND, Lookup, Place, look_up
from workforce_sim.figures.rates import Rates, shrunk_rates

FIRST_YEAR, LATEST_YEAR = 2021, 2025
"""Census years with packaged figures: children looked after are published from 2021.

A newer census that has been imported can be asked for too."""

UASC_STARTED = {2021: 2800.0, 2022: 5400.0, 2023: 7210.0, 2024: 7330.0, 2025: 6950.0}
"""UASC starting to be looked after in England, years to 31 March.

Source: DfE, Children looked after in England including adoptions 2025; not among the files that are imported."""

CLA_STARTS_FLOOR = 0.25
"""Least share of England's rate of care starts that an authority is given when UASC starts leave nothing."""

_ROLE_NAMES = (
    "Case holder",
    "Senior practitioner",
    "First line manager",
    "Middle manager",
    "Senior manager",
    "Qualified without cases",
)
_POPULATION = "population_estimate|Children aged 0 to 17 years"
_CLA = "children_count|Children looked after on 31 March each year"
_CLA_STARTED = "children_count|Children starting to be looked after each year"
_UASC = "children|Unaccompanied asylum-seeking children: UASC"
_CEASED_18 = "children|Age on ceasing: 18 years and over"
_TRANSFERRED = "children|Reason episode ceased: Care taken by another local authority"

_MEASURES = (
    *(
        "inpost_fte",
        "inpost_headcount",
        "starters_fte",
        "leavers_fte",
        "agency_fte",
        "agency_headcount",
        "agency_cover_fte",
    ),
    *("vacancy_fte", "case_holders_fte", "cases", "absence_rate_fte"),
    *(f"{measure}|{role}" for measure in ("inpost_fte", "inpost_headcount") for role in _ROLE_NAMES),
    *("At31_episodes", "Started_episodes", "CPP_start", "CPP_subsequent", "CPP_At31"),
    *("referral_count", "rereferral_count", "no_further_action_count", "not_in_need_count"),
    *(_POPULATION, _CLA, _CLA_STARTED, _UASC, _CEASED_18, _TRANSFERRED),
)


@lru_cache(maxsize=4)
def profiles_and_left_out(year: int) -> tuple[tuple[AuthorityProfile, ...], tuple[tuple[Place, str], ...]]:
    """Make the profile of every authority of a census year, and list those without figures with the reason.

    Both are in the order of region and name. Raises UserError for a year without published figures.
    """
    lookup = look_up(_MEASURES, first_year=year - CARRY_YEARS)
    if year < FIRST_YEAR or lookup.value(ENGLAND, "inpost_fte", year) is None:
        raise UserError(f"no figures for the census of {year}; they are published from {FIRST_YEAR} to {LATEST_YEAR}")
    closed = {former.code for former in CLOSED if former.last_census < year}
    there: dict[str, Place] = {}
    left_out: list[tuple[Place, str]] = []
    for code, place in sorted(lookup.places.items(), key=lambda item: (item[1].region_name, item[1].name)):
        if code in closed:
            continue
        reason = _reason_to_leave_out(lookup, place, year)
        if reason:
            left_out.append((place, reason))
        elif reason is None:
            there[code] = place
    rates = shrunk_rates(lookup, there, year)
    starters = {
        code: rates.starters_per_post_year[code].rate * _establishment(lookup, place, year)
        for code, place in there.items()
    }
    england = sum(starters.values())
    regions: dict[str, float] = {}
    for code, place in there.items():
        regions[place.region_code] = regions.get(place.region_code, 0.0) + starters[code]
    made = tuple(
        _profile(
            lookup, place, year, rates, starters[code], starters[code] / england, regions[place.region_code] / england
        )
        for code, place in there.items()
    )
    return made, tuple(left_out)


def _reason_to_leave_out(lookup: Lookup, place: Place, year: int) -> str | None:
    """Say why an authority cannot be simulated; None when it can, empty when it does not exist yet."""
    if not any(
        (place.code, "inpost_fte", earlier) in lookup.figures for earlier in range(year - CARRY_YEARS, year + 1)
    ):
        return ""
    found = _return_year(lookup, place, year)
    if found is None:
        return f"no workforce return in {year} or the four years before"
    if not lookup.value(place.code, "inpost_fte", found):
        vacancies = lookup.value(place.code, "vacancy_fte", found) or 0.0
        return f"nobody in post on 30 September {found} ({vacancies:g} FTE vacant)"
    return None


def _return_year(lookup: Lookup, place: Place, year: int) -> int | None:
    """Find the latest census, up to a year, whose workforce return is published."""
    if lookup.value(place.code, "inpost_fte", year) is not None:
        return year
    carried = Gatherer(lookup, place).carried("inpost_fte", year)
    return carried[0] if carried else None


def _establishment(lookup: Lookup, place: Place, year: int) -> float:
    found = _return_year(lookup, place, year) or year
    return sum(lookup.value(place.code, measure, found) or 0.0 for measure in ("inpost_fte", "vacancy_fte"))


def _profile(
    lookup: Lookup,
    place: Place,
    year: int,
    rates: Rates,
    starters: float,
    share_of_starters: float,
    region_share_of_starters: float,
) -> AuthorityProfile:
    gatherer = Gatherer(lookup, place)
    return AuthorityProfile(
        code=place.code,
        old_code=place.old_code,
        name=place.name,
        region_code=place.region_code,
        region_name=place.region_name,
        census_year=year,
        turnover_per_year=rates.turnover_per_year[place.code].rate,
        starters_fte_per_year=starters,
        share_of_england_starters=share_of_starters,
        region_share_of_england_starters=region_share_of_starters,
        absence_rate=rates.absence_rate[place.code].rate,
        rereferral_share=rates.rereferral_share[place.code].rate,
        no_further_action_share=rates.no_further_action_share[place.code].rate,
        not_in_need_share=rates.not_in_need_share[place.code].rate,
        cpp_subsequent_share=rates.cpp_subsequent_share[place.code].rate,
        **_workforce(gatherer, year),
        **_children(gatherer, year),
        estimated=tuple(gatherer.notes),
    )


def _workforce(gatherer: Gatherer, year: int) -> dict[str, Any]:
    lookup, place = gatherer.lookup, gatherer.place
    found = _return_year(lookup, place, year) or year
    if found != year:
        symbol = lookup.get(place.code, "inpost_fte", year).symbol
        gatherer.note("workforce", f"the whole return carried forward from {found}", year, symbol)

    def count(name: str) -> float:
        return gatherer.count(name, name, found, "inpost_fte", found)

    inpost_fte, inpost_headcount, vacancy_fte = (
        count("inpost_fte"),
        round(count("inpost_headcount")),
        count("vacancy_fte"),
    )
    agency_headcount = round(count("agency_headcount"))
    agency_fte = _agency_fte(gatherer, found, agency_headcount)
    return {
        "inpost_fte": inpost_fte,
        "inpost_headcount": inpost_headcount,
        "vacancy_fte": vacancy_fte,
        "agency_fte": agency_fte,
        "agency_headcount": agency_headcount,
        "agency_cover_fte": _agency_cover_fte(gatherer, found, agency_fte, vacancy_fte),
        "case_holders_fte": count("case_holders_fte"),
        "cases": round(count("cases")),
        "roles_fte": _roles(gatherer, "inpost_fte", found, inpost_fte, digits=4),
        "roles_headcount": tuple(
            int(heads) for heads in _roles(gatherer, "inpost_headcount", found, inpost_headcount, 0)
        ),
    }


def _agency_fte(gatherer: Gatherer, year: int, headcount: int) -> float:
    figure = gatherer.lookup.get(gatherer.place.code, "agency_fte", year)
    if figure.value is not None:
        return figure.value
    england = gatherer.lookup.value(ENGLAND, "agency_fte", year)
    heads = gatherer.lookup.value(ENGLAND, "agency_headcount", year)
    if england is None or not heads:
        return gatherer.count("agency_fte", "agency_fte", year, "inpost_fte", year)
    gatherer.note("agency_fte", "estimated from agency_headcount at England's FTE per head", year, figure.symbol)
    return headcount * england / heads


def _agency_cover_fte(gatherer: Gatherer, year: int, agency_fte: float, vacancy_fte: float) -> float:
    figure = gatherer.lookup.get(gatherer.place.code, "agency_cover_fte", year)
    if figure.value is not None:
        return figure.value
    cover = gatherer.lookup.value(ENGLAND, "agency_cover_fte", year)
    agency = gatherer.lookup.value(ENGLAND, "agency_fte", year)
    if cover is None or not agency:
        return gatherer.count("agency_cover_fte", "agency_cover_fte", year, "inpost_fte", year)
    gatherer.note(
        "agency_cover_fte", "estimated from agency_fte at England's share covering vacancies", year, figure.symbol
    )
    return min(agency_fte * cover / agency, vacancy_fte)


def _roles(gatherer: Gatherer, measure: str, year: int, total: float, digits: int) -> tuple[float, ...]:
    """Give the published mix of roles, made to sum to the published total; shape (6,)."""
    place, lookup = gatherer.place, gatherer.lookup
    values = [lookup.value(place.code, f"{measure}|{role}", year) for role in _ROLE_NAMES]
    known = [value for value in values if value is not None]
    if len(known) < len(_ROLE_NAMES) or sum(known) <= 0:
        known = [lookup.value(ENGLAND, f"{measure}|{role}", year) or 0.0 for role in _ROLE_NAMES]
        name = measure.replace("inpost", "roles")
        gatherer.note(name, "estimated from the mix of England", year, "absent")
    scaled = known if abs(sum(known) - total) < 1 else [round(value * total / sum(known), digits) for value in known]
    largest = scaled.index(max(scaled))
    scaled[largest] = round(scaled[largest] + total - sum(scaled), digits)
    return tuple(scaled)


def _children(gatherer: Gatherer, year: int) -> dict[str, Any]:
    """Give the counts of children, in the year to the 31 March before the census."""
    mid_year = year - 1  # the latest population at the census is that of the mid-year before

    def count(name: str, measure: str, suppressed: bool = False) -> float:
        return gatherer.count(name, measure, year, _POPULATION, mid_year, suppressed)

    looked_after = count("cla_at_31_march", _CLA)
    uasc = min(count("uasc_at_31_march", _UASC), looked_after)
    uasc_started = _uasc_started(gatherer, year, uasc)
    started = count("cla_started_per_year", _CLA_STARTED)
    least = CLA_STARTS_FLOOR * (looked_after - uasc) * _england(gatherer.lookup, _CLA_STARTED, year, _CLA)
    if started - uasc_started < least:
        gatherer.notes.append("cla_started_per_year: at its floor because estimated UASC starts leave less")
    ceased_18 = gatherer.lookup.get(gatherer.place.code, _CEASED_18, year)
    if ceased_18.value is None:
        gatherer.note(
            "ceased_at_18_per_year", "estimated from children looked after at England's rate", year, ceased_18.symbol
        )
    at_18 = _england(gatherer.lookup, _CEASED_18, year, _CLA) * looked_after
    return {
        "population_0_to_17": round(gatherer.count("population_0_to_17", _POPULATION, mid_year, _POPULATION, mid_year)),
        "referrals_per_year": count("referrals_per_year", "referral_count"),
        "cin_at_31_march": count("cin_at_31_march", "At31_episodes"),
        "cin_started_per_year": count("cin_started_per_year", "Started_episodes"),
        "cpp_at_31_march": count("cpp_at_31_march", "CPP_At31", suppressed=True),
        "cpp_started_per_year": count("cpp_started_per_year", "CPP_start", suppressed=True),
        "cla_at_31_march": looked_after - uasc,
        "cla_started_per_year": max(started - uasc_started, least),
        "uasc_at_31_march": uasc,
        "uasc_started_per_year": uasc_started,
        "ceased_at_18_per_year": at_18 if ceased_18.value is None else ceased_18.value,
    }


def _uasc_started(gatherer: Gatherer, year: int, uasc: float) -> float:
    figure = gatherer.lookup.get(gatherer.place.code, _TRANSFERRED, year)
    transferred = SUPPRESSED_COUNT if figure.symbol == "c" else figure.value or 0.0
    all_transferred = gatherer.lookup.value(ENGLAND, _TRANSFERRED, year) or 0.0
    stock = gatherer.lookup.value(ENGLAND, _UASC, year) or 1.0
    started = UASC_STARTED[min(year, max(UASC_STARTED))]
    return transferred + max(0.0, started - all_transferred) * uasc / stock


def _england(lookup: Lookup, events: str, year: int, stock: str) -> float:
    """Give England's events per head of a stock."""
    return (lookup.value(ENGLAND, events, year) or 0.0) / (lookup.value(ENGLAND, stock, year) or 1.0)
