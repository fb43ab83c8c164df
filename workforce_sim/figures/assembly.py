"""Assemble every authority's profile from the packaged table, by stated rules for whatever is missing.

A profile of a census uses figures about that year and earlier ones only: later rows of the table are put aside before
anything is looked up, so that a projection from a past census knows no more than its time did. Its figures are those
of the latest publication, with what has been revised since.

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
* Children looked after before 2021: see ``before_2021``. Their care, and what is spent: see ``care_assembly``, which names
  the two things about a census that are of a later year.
* The population of an authority that did not exist at the mid-year before the census is that of the census year.
* Children starting to be looked after without UASC: published starts less UASC starts, at least ``CLA_STARTS_FLOOR``
  times England's starts per child looked after.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workforce_sim.calibration.england import england_estimates
from workforce_sim.calibration.levels import authority_levels
from workforce_sim.calibration.usual import usual_for
from workforce_sim.errors import UserError
from workforce_sim.figures.before_2021 import ENGLAND_LOOKED_AFTER, LookedAfter, looked_after_before_2021
from workforce_sim.figures.care_assembly import CareFigures, care_figures, care_profile
from workforce_sim.figures.gathering import CARRY_YEARS, SUPPRESSED_COUNT, Gatherer
from workforce_sim.figures.geography import CLOSED
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.figures.published_table import ENGLAND, Lookup, Place, frame, look_up
from workforce_sim.figures.rates import Rates, shrunk_rates

if TYPE_CHECKING:
    import polars as pl

FIRST_YEAR, LATEST_YEAR = 2019, 2025
"""Census years that profiles are made for: roles are published from 2019, the first census with two years before it.

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


@lru_cache(maxsize=8)
def profiles_and_left_out(year: int) -> tuple[tuple[AuthorityProfile, ...], tuple[tuple[Place, str], ...]]:
    """Make the profile of every authority of a census year, and list those without figures with the reason.

    Both are in the order of region and name. Raises UserError for a year without published figures.
    """
    return assembled(year, frame())


def assembled(year: int, table: pl.DataFrame) -> tuple[tuple[AuthorityProfile, ...], tuple[tuple[Place, str], ...]]:
    """Do the same from a given table of published figures.

    Of later years only what ``care_assembly`` names is looked at. Columns are those of ``importer.COLUMNS``. Raises
    UserError for a year without published figures.
    """
    lookup = look_up(_MEASURES, year - CARRY_YEARS, table.filter(table["year"] <= year))
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
    rates, care = shrunk_rates(lookup, there, year), care_figures(table, there, year)
    thinner = england_estimates(year)["starters per post as posts grew"].value
    starters = {
        code: authority_levels(year)[code].starting.rate * _establishment(lookup, place, year) * thinner
        for code, place in there.items()
    }
    england = sum(starters.values())
    regions: dict[str, float] = {}
    for code, place in there.items():
        regions[place.region_code] = regions.get(place.region_code, 0.0) + starters[code]
    made = tuple(
        _profile(lookup, place, year, rates, care, starters[code], starters[code] / england, regions[place.region_code] / england)
        for code, place in there.items()
    )
    return made, tuple(left_out)


def _reason_to_leave_out(lookup: Lookup, place: Place, year: int) -> str | None:
    """Say why an authority cannot be simulated; None when it can, empty when it does not exist yet."""
    if not any((place.code, "inpost_fte", earlier) in lookup.figures for earlier in range(year - CARRY_YEARS, year + 1)):
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
    care: CareFigures,
    starters: float,
    share_of_starters: float,
    region_share_of_starters: float,
) -> AuthorityProfile:
    gatherer = Gatherer(lookup, place)
    workforce, turnover = _workforce(gatherer, year), authority_levels(year)[place.code].leaving.rate
    children = _children(gatherer, year)
    looked_after = children["cla_at_31_march"] + children["uasc_at_31_march"]
    return AuthorityProfile(
        code=place.code,
        old_code=place.old_code,
        name=place.name,
        region_code=place.region_code,
        region_name=place.region_name,
        census_year=year,
        turnover_per_year=turnover,
        starters_fte_per_year=starters,
        share_of_england_starters=share_of_starters,
        region_share_of_england_starters=region_share_of_starters,
        absence_rate=rates.absence_rate[place.code].rate,
        rereferral_share=rates.rereferral_share[place.code].rate,
        no_further_action_share=rates.no_further_action_share[place.code].rate,
        not_in_need_share=rates.not_in_need_share[place.code].rate,
        cpp_subsequent_share=rates.cpp_subsequent_share[place.code].rate,
        **workforce,
        **usual_for(place.code, year, workforce["inpost_fte"], workforce["agency_fte"], starters, turnover),
        **children,
        care=care_profile(care, gatherer, year, looked_after),
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
        "roles_headcount": tuple(int(heads) for heads in _roles(gatherer, "inpost_headcount", found, inpost_headcount, 0)),
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
    gatherer.note("agency_cover_fte", "estimated from agency_fte at England's share covering vacancies", year, figure.symbol)
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
    population = _population(gatherer, year)
    in_need = _count(gatherer, "cin_at_31_march", "At31_episodes", year)
    on_plans = _count(gatherer, "cpp_at_31_march", "CPP_At31", year, suppressed=True)
    if year in ENGLAND_LOOKED_AFTER:
        care = looked_after_before_2021(gatherer, year, in_need, on_plans)
    else:
        care = _looked_after(gatherer, year)
    return {
        "population_0_to_17": population,
        "referrals_per_year": _count(gatherer, "referrals_per_year", "referral_count", year),
        "cin_at_31_march": in_need,
        "cin_started_per_year": _count(gatherer, "cin_started_per_year", "Started_episodes", year),
        "cpp_at_31_march": on_plans,
        "cpp_started_per_year": _count(gatherer, "cpp_started_per_year", "CPP_start", year, suppressed=True),
        **asdict(care),
    }


def _count(gatherer: Gatherer, name: str, measure: str, year: int, suppressed: bool = False) -> float:
    """Give a count of children; the latest population at the census is that of the mid-year before."""
    return gatherer.count(name, measure, year, _POPULATION, year - 1, suppressed)


def _population(gatherer: Gatherer, year: int) -> int:
    mid_year = year - 1
    figure = gatherer.lookup.get(gatherer.place.code, _POPULATION, mid_year)
    first = gatherer.lookup.value(gatherer.place.code, _POPULATION, year)
    if figure.value is None and first is not None and gatherer.carried(_POPULATION, mid_year) is None:
        gatherer.note("population_0_to_17", f"that of {year}, its first,", mid_year, figure.symbol)
        return round(first)
    return round(gatherer.count("population_0_to_17", _POPULATION, mid_year, _POPULATION, mid_year))


def _looked_after(gatherer: Gatherer, year: int) -> LookedAfter:
    """Give children looked after from an authority's own figures, which are packaged from 2021."""
    looked_after = _count(gatherer, "cla_at_31_march", _CLA, year)
    uasc = min(_count(gatherer, "uasc_at_31_march", _UASC, year), looked_after)
    uasc_started = _uasc_started(gatherer, year, uasc)
    started = _count(gatherer, "cla_started_per_year", _CLA_STARTED, year)
    least = CLA_STARTS_FLOOR * (looked_after - uasc) * _england(gatherer.lookup, _CLA_STARTED, year, _CLA)
    if started - uasc_started < least:
        gatherer.notes.append("cla_started_per_year: at its floor because estimated UASC starts leave less")
    ceased_18 = gatherer.lookup.get(gatherer.place.code, _CEASED_18, year)
    if ceased_18.value is None:
        gatherer.note("ceased_at_18_per_year", "estimated from children looked after at England's rate", year, ceased_18.symbol)
    at_18 = _england(gatherer.lookup, _CEASED_18, year, _CLA) * looked_after
    return LookedAfter(
        cla_at_31_march=looked_after - uasc,
        cla_started_per_year=max(started - uasc_started, least),
        uasc_at_31_march=uasc,
        uasc_started_per_year=uasc_started,
        ceased_at_18_per_year=at_18 if ceased_18.value is None else ceased_18.value,
    )


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
