"""The rows of the calibration table: every estimate with its place, standard error, years and method."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workforce_sim.calibration.england import england_estimates
from workforce_sim.calibration.estimate import NO_ERROR
from workforce_sim.calibration.levels import leaving_rates, level_weights, starting_rates
from workforce_sim.calibration.panel import FIRST_CENSUS, panel
from workforce_sim.config.catalogue import parameters
from workforce_sim.figures.assembly import profiles_and_left_out
from workforce_sim.figures.geography import ENGLAND_CODE
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.figures.published_table import ENGLAND, Lookup, frame, look_up
from workforce_sim.figures.rates import YEAR_WEIGHTS, Rates, absence_over_stock, shrunk_rates
from workforce_sim.figures.shrinkage import Shrunk

LEVELS = ("England", "region", "authority")
LEAVING, STARTING = "leaving rate", "starters per post"
RECLASSIFIED, USUAL_VACANCY, USUAL_CASELOAD = "reclassified per year", "usual vacancy rate", "usual caseload"
PUBLISHED_SHARES = {
    "absence rate": ("absence_rate", "absence_rate_fte", "inpost_fte"),
    "re-referral share": ("rereferral_share", "rereferral_count", "referral_count"),
    "no-further-action share": ("no_further_action_share", "no_further_action_count", "referral_count"),
    "not-in-need share": ("not_in_need_share", "not_in_need_count", "referral_count"),
    "repeat-plan share": ("cpp_subsequent_share", "CPP_subsequent", "CPP_start"),
}
"""Parameter in words: its name in a profile, and the published part and whole that it is worked out from."""
UNITS = {
    "vacancy rate": "share of posts",
    "agency rate": "share of agency and in post",
    "caseload": "cases per holder FTE",
    "vacancy rate per agency rate": "ratio",
    "starters per post as posts grew": "ratio",
    LEAVING: "leavers a year per FTE in post",
    STARTING: "starters a year per funded post",
    RECLASSIFIED: "share of in post a year",
    USUAL_VACANCY: "share of posts",
    USUAL_CASELOAD: "cases per holder FTE",
    "absence rate": "share of FTE in post",
    "re-referral share": "share of referrals",
    "no-further-action share": "share of referrals",
    "not-in-need share": "share of referrals",
    "repeat-plan share": "share of plans started",
}
"""Units of what is no parameter of a scenario; those of parameters stand in their declarations."""


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter of one place; ``level`` is one of ``LEVELS``, ``standard_error`` None where none is worked out."""

    parameter: str
    level: str
    code: str
    name: str
    estimate: float
    standard_error: float | None
    unit: str
    first_year: int
    last_year: int
    method: str


@dataclass(frozen=True, slots=True)
class _Place:
    level: str
    code: str
    name: str
    census_year: int

    def row(self, parameter: str, estimate: float, error: float, years: int, method: str) -> Row:
        """Make a row from the figures of the latest ``years`` census years."""
        first = self.census_year + 1 - years
        return _row(self, parameter, estimate, error, first, self.census_year, method)


def table(census_year: int) -> list[Row]:
    """Give every estimate from the figures published up to a census: England's, regions' and authorities', in that order.

    Raises UserError for a year without published figures, or with fewer than two censuses before it.
    """
    panel(census_year)
    profiles = profiles_and_left_out(census_year)[0]
    shares = _Shares(census_year, profiles)
    return [*_of_england(census_year, shares), *_of_regions(census_year, profiles, shares), *_of_authorities(profiles, shares)]


class _Shares:
    """Shares worked out of three published years: of authorities, of regions that they are pooled with, of England."""

    def __init__(self, census_year: int, profiles: tuple[AuthorityProfile, ...]) -> None:
        published = frame()
        measures = {measure for _, part, whole in PUBLISHED_SHARES.values() for measure in (part, whole)}
        first_year = census_year + 1 - len(YEAR_WEIGHTS)
        self.census_year = census_year
        self.lookup: Lookup = look_up(measures, first_year, published.filter(published["year"] <= census_year))
        self.rates: Rates = shrunk_rates(
            self.lookup, {profile.code: self.lookup.places[profile.code] for profile in profiles}, census_year
        )

    def of(self, parameter: str) -> Mapping[str, Shrunk]:
        """Give the pooled shares of authorities, by code."""
        pooled: Mapping[str, Shrunk] = getattr(self.rates, PUBLISHED_SHARES[parameter][0])
        return pooled

    def of_england(self, parameter: str) -> float:
        """Give England's own published share, the latest years weighing most."""
        _, part, whole = PUBLISHED_SHARES[parameter]
        happened = at_risk = 0.0
        for weight, year in zip(YEAR_WEIGHTS, range(self.census_year - 2, self.census_year + 1), strict=True):
            if parameter == "absence rate":
                known = absence_over_stock(self.lookup, ENGLAND, year)
            else:
                count, total = self.lookup.value(ENGLAND, part, year), self.lookup.value(ENGLAND, whole, year)
                known = None if count is None or total is None else (count, total)
            if known is not None:
                happened += weight * known[0]
                at_risk += weight * known[1]
        return happened / at_risk if at_risk else NO_ERROR


def _of_england(census_year: int, shares: _Shares) -> Iterator[Row]:
    place = _Place("England", ENGLAND_CODE, ENGLAND, census_year)
    for name, made in england_estimates(census_year).items():
        first, last = made.first_year or FIRST_CENSUS, made.last_year or census_year
        yield _row(place, name, made.value, made.standard_error, first, last, made.method)
    figures = panel(census_year)
    years = len(level_weights(figures.transitions))
    weights = _written(level_weights(figures.transitions))
    for name, rate in ((LEAVING, leaving_rates(figures).england), (STARTING, starting_rates(figures).england)):
        yield place.row(name, rate, NO_ERROR, years, f"all authorities together, years weighing {weights}")
    weights = _written(YEAR_WEIGHTS)
    for name in PUBLISHED_SHARES:
        yield place.row(name, shares.of_england(name), NO_ERROR, len(YEAR_WEIGHTS), f"published, years weighing {weights}")


def _of_regions(census_year: int, profiles: tuple[AuthorityProfile, ...], shares: _Shares) -> Iterator[Row]:
    figures = panel(census_year)
    years = len(level_weights(figures.transitions))
    first_of = {profile.region_code: profile for profile in reversed(profiles)}
    for code, profile in sorted(first_of.items(), key=lambda item: item[1].region_name):
        place = _Place("region", code, profile.region_name, census_year)
        for name, pooled in ((LEAVING, leaving_rates(figures)), (STARTING, starting_rates(figures))):
            error = pooled.error_of_region[code]
            method = "credibility: pooled with England"
            if not error:  # the variance between regions is estimated as none
                error, method = NO_ERROR, "England's: regions do not differ beyond chance"
            yield place.row(name, pooled.authorities[profile.code].region_rate, error, years, method)
        for name in PUBLISHED_SHARES:
            rate = shares.of(name)[profile.code].region_rate
            yield place.row(name, rate, NO_ERROR, len(YEAR_WEIGHTS), "credibility: pooled with England")


def _of_authorities(profiles: tuple[AuthorityProfile, ...], shares: _Shares) -> Iterator[Row]:
    census_year = profiles[0].census_year
    england, figures = england_estimates(census_year), panel(census_year)
    years = len(level_weights(figures.transitions))
    leaving, starting = leaving_rates(figures).authorities, starting_rates(figures).authorities
    for profile in profiles:
        place = _Place("authority", profile.code, profile.name, census_year)
        for name, of in ((LEAVING, leaving[profile.code]), (STARTING, starting[profile.code])):
            yield place.row(name, of.rate, of.standard_error, years, _credibility(of))
        yield place.row(
            RECLASSIFIED,
            profile.reclassified_per_year,
            NO_ERROR,
            census_year - FIRST_CENSUS + 1,
            "what makes past starters and leavers agree with England's growth of posts",
        )
        yield place.row(
            USUAL_VACANCY,
            profile.usual_vacancy_rate,
            NO_ERROR,
            census_year - FIRST_CENSUS + 1,
            "England's, more where the agency rate is above England's",
        )
        yield place.row(
            USUAL_CASELOAD,
            england["caseload"].value * math.exp(profile.caseload_usually_away),
            NO_ERROR,
            census_year - FIRST_CENSUS + 1,
            "Kalman filter of its own censuses",
        )
        for name in PUBLISHED_SHARES:
            pooled = shares.of(name)[profile.code]
            yield place.row(name, pooled.rate, pooled.standard_error, len(YEAR_WEIGHTS), _credibility(pooled))


def _row(place: _Place, parameter: str, estimate: float, error: float, first: int, last: int, method: str) -> Row:
    declared = parameters().get(parameter)
    unit = declared.unit if declared is not None else UNITS[parameter]
    known = error if math.isfinite(error) else None
    return Row(parameter, place.level, place.code, place.name, estimate, known, unit, first, last, method)


def _credibility(pooled: Shrunk) -> str:
    return f"credibility: {pooled.credibility:.0%} its own, the rest its region's"


def _written(weights: tuple[float, ...]) -> str:
    return ", ".join(f"{weight:.2g}" for weight in weights)
