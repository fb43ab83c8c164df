"""Conditions: what each year brings to England and to one authority, beyond chance among people and cases.

Published figures of one authority move by more than people coming and going one by one can explain. What moves them is
drawn here once for each replication, a number a year: how readily people leave, how many candidates come, how many posts
are funded, who comes into the count, how much agency work is usual, and how cases are counted. The sizes and the
persistence of these moves are estimated from the published years (``workforce_sim.calibration``).

England's own departures and each authority's are first-order autoregressions (Box and Jenkins, Time Series Analysis,
1970, section 3.2). Moves with occasional large steps are Student's t with 3 or 4 degrees of freedom, scaled to the
standard deviation that is given (Lange, Little and Taylor, JASA 84, 1989). With ``uncertainty: chance+rates`` each
replication also draws the rates themselves from their standard errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from workforce_sim.calibration.estimators import TAILS, TAILS_OF_RECLASSIFICATION
from workforce_sim.randomness.decisions import Decision, Decisions, decision
from workforce_sim.randomness.draws import identity_key, keys_into

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

Series = NDArray[np.float64]

LEAVING = decision("conditions.leaving")
CANDIDATES = decision("conditions.candidates")
POSTS = decision("conditions.posts")
RECLASSIFIED = decision("conditions.reclassified")
AGENCY = decision("conditions.agency")
CASES_LASTING = decision("conditions.cases_lasting")
CASES_PASSING = decision("conditions.cases_passing")
CASELOAD_LASTING = decision("conditions.caseload_lasting")
CASELOAD_PASSING = decision("conditions.caseload_passing")
RATE_OF_LEAVING = decision("conditions.rate_of_leaving")
RATE_OF_STARTING = decision("conditions.rate_of_starting")
RATE_OF_GROWTH = decision("conditions.rate_of_growth")
RATE_OF_RECLASSIFICATION = decision("conditions.rate_of_reclassification")

ENGLAND = identity_key("conditions of England")
MOST_A_YEAR = 0.4
"""No authority's posts or people in the count grow or shrink by more than this share in a year by chance."""
LEAST_HOLDING = 0.05
"""No authority's case holders shrink by chance to less than this part of those at the start."""
RATES = "chance+rates"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the years bring, year 0 from the start to the first census after it; all of shape (horizon_years,).

    ``leaving`` and ``candidates`` are factors, ``growth`` is added to the growth of posts a year, ``reclassified`` is the
    share of in post that comes into the count a year. ``agency_rate`` is the rate that agency use tends to, and
    ``cases_counted`` and ``holders_counted`` are factors on what the census counts, at the start and at each census:
    shape (horizon_years + 1,).
    """

    leaving: Series
    candidates: Series
    growth: Series
    reclassified: Series
    agency_rate: Series
    cases_counted: Series
    holders_counted: Series


@dataclass(frozen=True, slots=True)
class EnglandConditions:
    """What the years bring to all of England alike; shape (horizon_years,), logarithms but for growth and reclassified.

    ``agency_angle`` and ``cases`` have moved so far since the start.
    """

    leaving: Series
    candidates: Series
    growth: Series
    reclassified: Series
    agency_angle: Series
    cases: Series


def conditions_of_england(scenario: Scenario, decisions: Decisions, years: int) -> EnglandConditions:
    """Draw what the years bring to England; the same for one authority alone and for all of them together."""
    luck = _Luck(decisions, ENGLAND, years)
    turnover, market, posts = scenario.turnover, scenario.labour_market, scenario.establishment
    growth, reclassified = drawn_rates_of_england(scenario, decisions)
    return EnglandConditions(
        leaving=swings(
            turnover.national_spread * luck.normal(LEAVING),
            turnover.national_persistence,
            math.log(max(turnover.latest_year_level, 1e-6)),
        ),
        candidates=swings(
            market.national_spread * luck.normal(CANDIDATES),
            market.national_persistence,
            math.log(max(market.latest_year_level, 1e-6)),
        ),
        growth=growth + posts.national_spread * luck.normal(POSTS),
        reclassified=reclassified + scenario.reclassification.national_spread * luck.normal(RECLASSIFIED),
        agency_angle=np.cumsum(scenario.agency.national_spread * luck.normal(AGENCY)),
        cases=np.cumsum(scenario.counting.national_spread * luck.normal(CASES_LASTING)),
    )


def conditions_of(
    profile: AuthorityProfile,
    scenario: Scenario,
    decisions: Decisions,
    authority_key: int,
    england: EnglandConditions,
    agency_holding_share: float,
) -> Conditions:
    """Draw what the years bring to one authority, England's part included.

    ``agency_holding_share`` is the share of its agency workers who hold cases.
    """
    luck = _Luck(decisions, authority_key, len(england.leaving))
    turnover, market, posts = scenario.turnover, scenario.labour_market, scenario.establishment
    leaving = own_swings(luck.normal(LEAVING), turnover.authority_year_spread, turnover.authority_year_persistence)
    candidates = own_swings(luck.normal(CANDIDATES), market.authority_year_spread, market.authority_year_persistence)
    reclassified = scenario.reclassification.authority_year_spread * luck.student(RECLASSIFIED, TAILS_OF_RECLASSIFICATION)
    starters_of_stock = profile.starters_fte_per_year / max(profile.inpost_fte, 1.0)
    growth = (
        england.growth
        + posts.authority_year_spread * luck.student(POSTS, TAILS)
        + posts.moves_with_people * (reclassified + starters_of_stock * candidates)
    )
    rate_of_leaving, rate_of_starting = drawn_rates(profile, scenario, decisions, authority_key)
    usual = scenario.reclassification.level * (
        profile.reclassified_per_year
        + profile.turnover_per_year * (rate_of_leaving - 1.0)
        - starters_of_stock * (rate_of_starting - 1.0)
    )
    agency_rate = agency_rates(profile, scenario, luck, england)
    own_leaving, own_candidates = (
        factors(swing, of.authority_year_spread) for swing, of in ((leaving, turnover), (candidates, market))
    )
    in_post = grown_by_chance(profile, own_leaving, own_candidates, reclassified)
    staff = staff_by_chance(profile, in_post, agency_rate[1:], agency_holding_share)
    return Conditions(
        leaving=rate_of_leaving * own_leaving * np.exp(england.leaving),
        candidates=rate_of_starting * own_candidates * np.exp(england.candidates),
        growth=np.clip(growth, -MOST_A_YEAR, MOST_A_YEAR),
        reclassified=np.clip(usual + england.reclassified + reclassified, -MOST_A_YEAR, MOST_A_YEAR),
        agency_rate=agency_rate,
        **counting(profile, scenario, luck, england, *staff),
    )


def drawn_rates(profile: AuthorityProfile, scenario: Scenario, decisions: Decisions, authority_key: int) -> tuple[float, float]:
    """Draw an authority's own rates of leaving and starting from their standard errors, as factors of mean 1."""
    if scenario.uncertainty != RATES:
        return 1.0, 1.0
    return (
        _drawn_rate(_normal(decisions, RATE_OF_LEAVING, authority_key), profile.turnover_standard_error),
        _drawn_rate(_normal(decisions, RATE_OF_STARTING, authority_key), profile.starters_standard_error),
    )


def drawn_rates_of_england(scenario: Scenario, decisions: Decisions) -> tuple[float, float]:
    """Draw how far England's growth of posts and reclassification a year lie from their estimates."""
    if scenario.uncertainty != RATES:
        return 0.0, 0.0
    return (
        scenario.establishment.growth_standard_error * _normal(decisions, RATE_OF_GROWTH, ENGLAND),
        scenario.reclassification.standard_error * _normal(decisions, RATE_OF_RECLASSIFICATION, ENGLAND),
    )


def swings(shocks: Series, persistence: float, before: float = 0.0) -> Series:
    """Let shocks wear off by a factor a year; shape (years,). ``before`` is where the year before the first stood."""
    out = np.empty_like(shocks)
    standing = before
    for year, shock in enumerate(shocks):
        standing = persistence * standing + shock
        out[year] = standing
    return out


def own_swings(drawn: Series, spread: float, persistence: float) -> Series:
    """Give an authority's swings, every year of the same spread, from standard draws; shape (years,).

    Nothing is known of the year before the first, so the first swing is drawn whole.
    """
    shocks = spread * drawn
    shocks[1:] *= math.sqrt(1.0 - persistence**2)
    return swings(shocks, persistence)


def factors(swing: Series, spread: float) -> Series:
    """Turn logarithms of a standard deviation into factors of mean 1; shape (years,)."""
    return np.asarray(np.exp(swing - 0.5 * spread**2), dtype=np.float64)


def grown_by_chance(profile: AuthorityProfile, leaving: Series, candidates: Series, reclassified: Series) -> Series:
    """Give about how far an authority's own luck has moved its people in post since the start; logarithms, shape (years,).

    ``leaving`` and ``candidates`` are its own factors, of mean 1.
    """
    starting = profile.starters_fte_per_year / max(profile.inpost_fte, 1.0)
    yearly = reclassified + starting * (candidates - 1.0) - profile.turnover_per_year * (leaving - 1.0)
    return np.asarray(np.cumsum(yearly), dtype=np.float64)


def staff_by_chance(
    profile: AuthorityProfile, in_post: Series, agency_rate: Series, agency_holding_share: float
) -> tuple[Series, Series]:
    """Give how far chance has moved all staff and those who hold cases, agency included; logarithms, shape (years,).

    Agency use moves holders by more than all staff, for nearly all agency workers hold cases.
    """
    employed = profile.inpost_fte * np.exp(in_post)
    agency = profile.inpost_fte * agency_rate / (1.0 - agency_rate)
    staff = (employed + agency) / (profile.inpost_fte + profile.agency_fte)
    agency_holders = min(agency_holding_share * profile.agency_fte, profile.case_holders_fte)
    share_holding = (profile.case_holders_fte - agency_holders) / profile.inpost_fte
    holding = employed * share_holding + agency * agency_holding_share
    of_start = holding / profile.case_holders_fte if profile.case_holders_fte else np.ones_like(holding)
    return np.log(staff), np.log(np.maximum(of_start, LEAST_HOLDING))


def agency_rates(profile: AuthorityProfile, scenario: Scenario, luck: _Luck, england: EnglandConditions) -> Series:
    """Let an authority's agency rate wander, in the angle whose sine squared it is, towards the usual one.

    The angle makes the moves of small and large rates alike (Anscombe, Biometrika 35, 1948). Shape (years + 1,).
    """
    settings = scenario.agency
    now = math.asin(math.sqrt(profile.agency_rate))
    usual = math.asin(math.sqrt(settings.usual_rate))
    moves = settings.authority_year_spread * luck.student(AGENCY, TAILS)
    angles = np.empty(len(moves) + 1)
    angles[0] = away = now
    away -= usual
    for year, move in enumerate(moves):
        away = settings.authority_year_persistence * away + move
        angles[year + 1] = min(max(usual + away + england.agency_angle[year], 0.0), 1.2)
    return np.asarray(np.sin(angles) ** 2, dtype=np.float64)


def counting(
    profile: AuthorityProfile, scenario: Scenario, luck: _Luck, england: EnglandConditions, staff: Series, holding: Series
) -> dict[str, Series]:
    """Let the count of cases and case holders move from census to census; factors, 1 at the start; shape (years + 1,).

    Cases and holders move together (their changes correlate by 0.8). Where chance makes an authority's staff grow, the
    published cases and holders go along as far as they have been seen to: ``staff`` and ``holding`` are the logarithms of
    what chance has made of all staff and of those holding cases since the start, shape (years,). The caseload moves back
    towards England's from where the authority usually stands, of which the latest census is only a part.
    """
    settings = scenario.counting
    together = np.cumsum(settings.cases_lasting_spread * luck.student(CASES_LASTING, TAILS))
    together += settings.cases_passing_spread * luck.student(CASES_PASSING, TAILS)
    lasting = settings.caseload_lasting_spread * luck.student(CASELOAD_LASTING, TAILS)
    passing = settings.caseload_passing_spread * luck.student(CASELOAD_PASSING, TAILS)
    caseload = np.empty(len(lasting))
    away = profile.caseload_usually_away
    for year, move in enumerate(lasting):
        away = settings.caseload_persistence * away + move
        caseload[year] = away + passing[year] - profile.caseload_away
    lasting_variance = settings.cases_lasting_spread**2 * np.arange(1, len(together) + 1)
    together -= 0.5 * (lasting_variance + settings.cases_passing_spread**2)  # the mean of a factor stays near 1
    cases = np.exp(together + england.cases + settings.cases_follow_staff * staff + caseload / 2.0)
    holders = np.exp(together + settings.holders_follow_staff * staff - holding - caseload / 2.0)
    holders *= 1.0 + settings.holders_settle
    return {
        "cases_counted": np.concatenate(([1.0], cases)),
        "holders_counted": np.concatenate(([1.0], holders)),
    }


def _normal(decisions: Decisions, of: Decision, identity: int) -> float:
    return float(ndtri(decisions.uniform(of, identity)))


def _drawn_rate(luck: float, relative_standard_error: float) -> float:
    return math.exp(relative_standard_error * luck - 0.5 * relative_standard_error**2)


class _Luck:
    """The luck of one place, a draw a year: normal or Student's t of unit variance."""

    def __init__(self, decisions: Decisions, key: int, years: int) -> None:
        self.decisions = decisions
        self.years = np.empty(years, dtype=np.int64)
        keys_into(key, self.years)

    def normal(self, of: Decision) -> Series:
        return np.asarray(ndtri(self.decisions.uniforms(of, self.years)), dtype=np.float64)

    def student(self, of: Decision, freedom: int) -> Series:
        drawn = stdtrit(freedom, self.decisions.uniforms(of, self.years))
        return np.asarray(drawn * math.sqrt((freedom - 2) / freedom), dtype=np.float64)
