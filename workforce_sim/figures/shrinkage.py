"""Shrink an authority's rate towards its region and England, the more the less it is based on.

An authority of thirty social workers that lost eight last year does not have a turnover of 27% for good. Each rate is
therefore a weighted mean of the authority's own and its region's:

    shrunk = Z own + (1 - Z) region,   Z = based_on / (based_on + within / between)

where ``based_on`` is the exposure behind the own rate (FTE years, referrals), ``within`` the variance of a year's rate
around the authority's own level per unit of exposure, and ``between`` the variance of authorities' levels within a
region. Both are estimated from the table by the method of moments; the same formula shrinks regions towards England.
Recent years weigh more: the exposure of a year is multiplied by its weight.

This is the Buehlmann-Straub credibility estimator (H. Buehlmann and E. Straub, "Glaubwuerdigkeit fuer Schadensaetze",
1970), an empirical Bayes estimator of the kind of B. Efron and C. Morris, "Data analysis using Stein's estimator",
JASA 70 (1975). It contains gamma-Poisson shrinkage, in which ``within`` equals the mean rate, and needs no assumption
that leavers go one by one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Years = Sequence[tuple[float, float]]
"""(events, weighted exposure) of each year; events are multiplied by the same weight."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """One authority's shrunk rate, with the share of it that is its own.

    ``standard_error`` is that of the authority's true level given what is known: root of between times one less
    credibility, the posterior variance of the linear Bayes estimator.
    """

    rate: float
    own_rate: float | None
    region_rate: float
    credibility: float
    standard_error: float = 0.0


@dataclass(frozen=True, slots=True)
class Moments:
    """Variances estimated from all authorities: within one per unit of exposure, between them, between regions."""

    within: float
    between: float
    between_regions: float


def shrink(years_of: Mapping[str, Years], region_of: Mapping[str, str]) -> dict[str, Shrunk]:
    """Shrink the rate of every authority; one without any exposure gets its region's.

    ``years_of`` and ``region_of`` have the same authorities. Rates are events over exposure. Exposures must not be
    negative.
    """
    events = {area: sum(year[0] for year in years) for area, years in years_of.items()}
    exposure = {area: sum(year[1] for year in years) for area, years in years_of.items()}
    england = sum(events.values()) / sum(exposure.values())
    moments = estimate_moments(years_of, region_of)
    region_rate = _shrunk_regions(events, exposure, region_of, england, moments)
    result = {}
    for area in years_of:
        prior = region_rate[region_of[area]]
        own = events[area] / exposure[area] if exposure[area] > 0 else None
        weight = credibility(exposure[area], moments.within, moments.between)
        error = math.sqrt(moments.between * (1.0 - weight))
        result[area] = Shrunk(prior if own is None else weight * own + (1 - weight) * prior, own, prior, weight, error)
    return result


def credibility(based_on: float, within: float, between: float) -> float:
    """Give the share of a rate that is an authority's own, from 0 (nothing known) to 1."""
    if based_on <= 0 or between <= 0:
        return 0.0
    return based_on / (based_on + within / between)


def estimate_moments(years_of: Mapping[str, Years], region_of: Mapping[str, str]) -> Moments:
    """Estimate the variances of rates by the method of moments; a negative estimate is 0.

    The change of England's rate from year to year is taken out first, so that a national trend is not mistaken for
    chance within authorities. Years are matched by position.
    """
    exposure = {area: sum(year[1] for year in years) for area, years in years_of.items()}
    areas = [area for area in years_of if exposure[area] > 0]
    own = {area: sum(year[0] for year in years_of[area]) / exposure[area] for area in areas}
    trend = _trend(years_of, areas)
    squares, freedom = 0.0, 0
    for area in areas:
        present = [(position, year) for position, year in enumerate(years_of[area]) if year[1] > 0]
        freedom += len(present) - 1
        for position, (happened, at_risk) in present:
            squares += at_risk * (happened / at_risk - trend[position] - own[area]) ** 2
    within = squares / freedom if freedom else 0.0
    groups: dict[str, list[str]] = {}
    for area in areas:
        groups.setdefault(region_of[area], []).append(area)
    between = _between([[(own[area], exposure[area]) for area in group] for group in groups.values()], within)
    regions = []
    for group in groups.values():
        total = sum(exposure[area] for area in group)
        mean = sum(own[area] * exposure[area] for area in group) / total
        variance = between * sum(exposure[area] ** 2 for area in group) / total**2 + within / total
        regions.append((mean, variance))
    return Moments(within, between, _between_regions(regions))


def _trend(years_of: Mapping[str, Years], areas: Sequence[str]) -> list[float]:
    """Give England's rate in each year less its rate over all years."""
    length = max((len(years_of[area]) for area in areas), default=0)
    happened, at_risk = [0.0] * length, [0.0] * length
    for area in areas:
        for position, year in enumerate(years_of[area]):
            happened[position] += year[0]
            at_risk[position] += year[1]
    mean = sum(happened) / sum(at_risk) if areas else 0.0
    return [h / e - mean if e > 0 else 0.0 for h, e in zip(happened, at_risk, strict=True)]


def _between(groups: Sequence[Sequence[tuple[float, float]]], within: float) -> float:
    """Estimate the variance of levels around their group's mean, from (own rate, exposure) of each member."""
    squares, spare, freedom = 0.0, 0.0, 0
    for group in groups:
        total = sum(weight for _, weight in group)
        mean = sum(rate * weight for rate, weight in group) / total
        squares += sum(weight * (rate - mean) ** 2 for rate, weight in group)
        spare += total - sum(weight**2 for _, weight in group) / total
        freedom += len(group) - 1
    return max(0.0, (squares - freedom * within) / spare) if spare > 0 else 0.0


def _between_regions(regions: Sequence[tuple[float, float]]) -> float:
    """Estimate the variance of regions' levels from (mean rate, variance of that mean) of each."""
    if len(regions) < 2:
        return 0.0
    average = sum(mean for mean, _ in regions) / len(regions)
    spread = sum((mean - average) ** 2 for mean, _ in regions) / (len(regions) - 1)
    return max(0.0, spread - sum(variance for _, variance in regions) / len(regions))


def _shrunk_regions(
    events: Mapping[str, float],
    exposure: Mapping[str, float],
    region_of: Mapping[str, str],
    england: float,
    moments: Moments,
) -> dict[str, float]:
    rates = {}
    for region in sorted(set(region_of.values())):
        members = [area for area, its_region in region_of.items() if its_region == region]
        total = sum(exposure[area] for area in members)
        if total <= 0:
            rates[region] = england
            continue
        mean = sum(events[area] for area in members) / total
        variance = moments.between * sum(exposure[area] ** 2 for area in members) / total**2 + moments.within / total
        known = moments.between_regions + variance
        weight = moments.between_regions / known if known > 0 else 0.0
        rates[region] = weight * mean + (1 - weight) * england
    return rates
