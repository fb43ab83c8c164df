"""What the published years say of England and of authorities in general: growth, response, swings and their persistence.

Each estimate is one parameter of a scenario, under its dotted name, or something the levels of authorities are worked
out with. Every one uses the panel alone, so that nothing published after its census can enter. Where eight years cannot
tell, a prior guess is named and counts as a few years more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from workforce_sim.calibration.attrition import destination_shares
from workforce_sim.calibration.caseloads import estimates_of_cases
from workforce_sim.calibration.estimate import NO_ERROR, Estimate
from workforce_sim.calibration.estimators import (
    TAILS,
    TAILS_OF_RECLASSIFICATION,
    Slopes,
    regress,
    relative_change,
    spread_with_prior,
    spread_with_tails,
    swing_beyond_chance,
    within_authorities,
    without_england,
)
from workforce_sim.calibration.levels import FTE_PER_PERSON, level_weights, pooled_rates
from workforce_sim.calibration.newly_qualified import without_calendar
from workforce_sim.calibration.panel import Panel, Series, england, panel, ratio
from workforce_sim.calibration.simulated import (
    CANDIDATES_PER_STARTERS,
    SIMULATED_AGENCY,
    SIMULATED_AGENCY_RETURN,
    SIMULATED_MOVES,
    SIMULATED_RECLASSIFICATION,
    SIMULATED_SUPPLY_RESPONSE,
)

GROWTH_ERROR = 1.45
"""How much larger the standard error of mean growth is than the spread over the root of the years: on hundreds of
invented data sets intervals without it hold the truth four times in five instead of nineteen in twenty."""
PRIOR_OF_LEAVING, PRIOR_OF_STARTING = 0.15, 0.10
PRIOR_OF_POSTS, PRIOR_OF_RECLASSIFIED = 0.012, 0.008
PRIOR_OF_AGENCY = 0.015
"""Guesses of how far England moves in a year, used as priors: on the wide side, for few years have been seen."""
SUPPLY_FOLLOWS_POSTS = 0.54
"""The default of ``labour_market.follows_posts``: starters have grown half as fast as posts (2018 to 2025)."""
LEAST_POSTS_SPREAD = 0.03


@lru_cache(maxsize=8)
def england_estimates(census_year: int) -> Mapping[str, Estimate]:
    """Estimate everything that is not of one authority, from the censuses published up to a year; by dotted name."""
    return estimates_of(panel(census_year))


def estimates_of(figures: Panel) -> dict[str, Estimate]:
    """Do the same from a panel of any origin, such as one that has been simulated."""
    pull = _pull_of_agency(figures)
    return {
        **_posts(figures, pull),
        **_reclassified(figures, pull),
        **_where_england_stands(figures, pull),
        **_leaving(figures),
        **_starting(figures),
        **_agency(figures),
        **estimates_of_cases(figures),
    }


def _posts(figures: Panel, pull: Estimate) -> dict[str, Estimate]:
    years, posts = figures.transitions, figures.posts
    growth = _growth(posts, figures)
    spread = spread_with_prior(growth, PRIOR_OF_POSTS)
    responding = regress(without_england(relative_change(posts)), _above_usual(figures, pull))
    moves, unusual = _moves_with_people(figures, pull)
    own_spread = spread_with_tails(responding.left_over, TAILS) ** 2 - moves**2 * unusual
    return {
        "establishment.growth_per_year": Estimate(
            float(growth.mean()), GROWTH_ERROR * spread / math.sqrt(years), "mean yearly growth of posts"
        ),
        "establishment.growth_standard_error": Estimate(
            GROWTH_ERROR * spread / math.sqrt(years), NO_ERROR, f"spread of yearly growth over root of the years x {GROWTH_ERROR}"
        ),
        "establishment.growth_response_to_vacancies": Estimate(
            float(np.clip(_first(responding.estimate) + SIMULATED_SUPPLY_RESPONSE, -1.0, 0.0)),
            _first(responding.standard_error),
            "regression of authorities' growth on vacancy rate above usual, years' medians out, plus"
            f" {SIMULATED_SUPPLY_RESPONSE} for what more starters do of themselves",
        ),
        "establishment.national_spread": Estimate(spread, NO_ERROR, f"yearly growth, prior {PRIOR_OF_POSTS}"),
        "establishment.authority_year_spread": Estimate(
            math.sqrt(max(own_spread, LEAST_POSTS_SPREAD**2)), NO_ERROR, "middle four fifths of what is left, t with 4"
        ),
        "establishment.moves_with_people": Estimate(
            SIMULATED_MOVES * moves,
            NO_ERROR,
            f"covariance of changes of posts and in post over unusual starters and reclassified, times {SIMULATED_MOVES}",
        ),
    }


def _moves_with_people(figures: Panel, pull: Estimate) -> tuple[float, float]:
    """Give the part of unusual changes in post that comes with posts, and the variance of what is unusual a year."""
    of_people = without_england(relative_change(figures.in_post))
    starters_of_stock = float(np.nansum(figures.starters[:, 1:]) / np.nansum(figures.in_post[:, 1:]))
    swing = swing_beyond_chance(figures.starters[:, 1:], figures.posts[:, 1:], FTE_PER_PERSON)
    reclassified_spread = spread_with_tails(_returning(figures, pull).left_over, TAILS_OF_RECLASSIFICATION)
    unusual = reclassified_spread**2 + (starters_of_stock * swing) ** 2
    by_chance = 2.0 * starters_of_stock * FTE_PER_PERSON / float(np.nanmedian(figures.in_post))
    slope = _first(regress(without_england(relative_change(figures.posts)), of_people).estimate)
    together = slope * spread_with_tails(of_people, TAILS) ** 2
    return float(np.clip(together / (unusual + by_chance), 0.0, 1.0)), unusual


def _reclassified(figures: Panel, pull: Estimate) -> dict[str, Estimate]:
    returning = _returning(figures, pull)
    in_england = england(_closing_difference(figures), figures.in_post[:, :-1])
    spread = spread_with_prior(in_england, PRIOR_OF_RECLASSIFIED)
    return {
        "reclassification.response_to_vacancies": Estimate(
            float(np.clip(_first(returning.estimate), 0.0, 1.0)),
            _first(returning.standard_error),
            "regression of the census's closing difference on vacancy rate above usual, years' medians out",
        ),
        "reclassification.authority_year_spread": Estimate(
            SIMULATED_RECLASSIFICATION * spread_with_tails(returning.left_over, TAILS_OF_RECLASSIFICATION),
            NO_ERROR,
            f"middle four fifths of what is left, t with 3, times {SIMULATED_RECLASSIFICATION}",
        ),
        "reclassification.national_spread": Estimate(
            spread, NO_ERROR, f"England's closing difference a year, prior {PRIOR_OF_RECLASSIFIED}"
        ),
        "reclassification.standard_error": Estimate(
            GROWTH_ERROR * spread / math.sqrt(figures.transitions), NO_ERROR, f"spread over root of the years x {GROWTH_ERROR}"
        ),
    }


def _closing_difference(figures: Panel) -> Series:
    """Give what starters and leavers leave unexplained of the change in post, FTE; shape (authorities, transitions)."""
    in_post = figures.in_post
    return np.asarray(in_post[:, 1:] - in_post[:, :-1] - figures.starters[:, 1:] + figures.leavers[:, 1:])


def _returning(figures: Panel, pull: Estimate) -> Slopes:
    share = ratio(_closing_difference(figures), figures.in_post[:, :-1])
    return regress(without_england(share), _above_usual(figures, pull))


def _above_usual(figures: Panel, pull: Estimate) -> Series:
    """Give how far the vacancy rate lies above the usual one as each year begins; shape (authorities, transitions)."""
    return without_england(figures.vacancy_rate - pull.value * figures.agency_rate)[:, :-1]


def _where_england_stands(figures: Panel, pull: Estimate) -> dict[str, Estimate]:
    return {
        "vacancy rate": _latest(figures, figures.vacancies, figures.posts),
        "agency rate": _latest(figures, figures.agency, figures.agency + figures.in_post),
        "caseload": _latest(figures, figures.cases, figures.holders),
        "vacancy rate per agency rate": pull,
    }


def _pull_of_agency(figures: Panel) -> Estimate:
    """Estimate how far an authority's usual vacancy rate lies above England's for each point of agency rate above.

    Next year's vacancy rate is regressed on this year's vacancy and agency rates; the usual rate is where it stays put.
    """
    slopes = _next_vacancy_rate(figures)
    stays, pulls = slopes.estimate.tolist()
    return Estimate(
        float(np.clip(pulls / max(1.0 - stays, 0.1), 0.0, 1.0)),
        float(slopes.standard_error[1]) / max(1.0 - stays, 0.1),
        "regression of the next vacancy rate on vacancy and agency rates, years' medians out",
    )


def _next_vacancy_rate(figures: Panel) -> Slopes:
    vacancy, agency = without_england(figures.vacancy_rate), without_england(figures.agency_rate)
    return regress(without_england(figures.vacancy_rate[:, 1:]), vacancy[:, :-1], agency[:, :-1])


def _leaving(figures: Panel) -> dict[str, Estimate]:
    leavers, exposure = figures.leavers[:, 1:], figures.mean_stock[:, 1:]
    yearly = np.log(england(leavers, exposure))
    points = without_england(100.0 * ratio(leavers, exposure))
    caseload = without_england(ratio(figures.cases, figures.holders)[:, :-1])
    effect = regress(within_authorities(points), within_authorities(caseload))
    to_agency, to_another = destination_shares(figures.census_year)
    return {
        "turnover.latest_year_level": _latest_level(figures, leavers, exposure, "leavers over mean stock"),
        "turnover.national_spread": Estimate(
            spread_with_prior(np.diff(yearly), PRIOR_OF_LEAVING), NO_ERROR, f"yearly change, prior {PRIOR_OF_LEAVING}"
        ),
        "turnover.authority_year_spread": Estimate(
            swing_beyond_chance(leavers, exposure, FTE_PER_PERSON), NO_ERROR, "moments, less Poisson chance"
        ),
        "turnover.caseload_effect_points": Estimate(
            float(np.clip(_first(effect.estimate), -5.0, 5.0)),
            _first(effect.standard_error),
            "regression of turnover on caseload a year before, within authorities, years' medians out",
        ),
        "turnover.share_to_agency": to_agency,
        "turnover.share_to_another_authority": to_another,
    }


def _starting(figures: Panel) -> dict[str, Estimate]:
    starters, posts = figures.starters[:, 1:], figures.posts[:, 1:]
    regular = without_calendar(figures, starters)
    yearly = np.log(england(regular, posts))
    weights = np.array(level_weights(figures.transitions))
    of_all_years = posts[np.isfinite(posts[:, -len(weights) :]).all(axis=1), -len(weights) :].sum(axis=0)
    usual_posts = float(of_all_years @ weights / weights.sum())
    thinner = (float(of_all_years[-1]) / usual_posts) ** (SUPPLY_FOLLOWS_POSTS - 1.0)
    latest = _latest_level(figures, regular, posts, "starters over posts, Step Up's years evened out,")
    return {
        "labour_market.latest_year_level": replace(latest, value=latest.value / thinner),
        "starters per post as posts grew": Estimate(
            thinner, NO_ERROR, f"posts over those of the level's years, to the power of {SUPPLY_FOLLOWS_POSTS} - 1"
        ),
        "labour_market.national_spread": Estimate(
            spread_with_prior(np.diff(yearly), PRIOR_OF_STARTING),
            NO_ERROR,
            f"yearly change, Step Up's years evened out, prior {PRIOR_OF_STARTING}",
        ),
        "labour_market.authority_year_spread": Estimate(
            CANDIDATES_PER_STARTERS * swing_beyond_chance(starters, posts, FTE_PER_PERSON),
            NO_ERROR,
            f"swing of starters by moments, less Poisson chance, times {CANDIDATES_PER_STARTERS}",
        ),
    }


def _agency(figures: Panel) -> dict[str, Estimate]:
    angle = np.arcsin(np.sqrt(figures.agency_rate))
    own = without_england(angle)
    vacancy_moves = without_england(np.diff(figures.vacancy_rate, axis=1))
    moving = regress(without_england(angle[:, 1:]), own[:, :-1], vacancy_moves)
    slopes = regress(without_england(angle[:, 1:]), own[:, :-1])
    vacancies = _next_vacancy_rate(figures)
    cover = figures.agency_cover
    cover_rate = ratio(cover, figures.agency + figures.in_post)
    following = regress(without_england(np.diff(cover_rate, axis=1)), vacancy_moves)
    usual = float(np.sin(np.nanmean(angle[:, -1])) ** 2)
    return {
        "agency.follows_vacancies": Estimate(
            float(np.clip(_first(following.estimate), 0.0, 1.0)),
            _first(following.standard_error),
            "regression of changes of cover on changes of the vacancy rate, years' medians out",
        ),
        "agency.usual_rate": Estimate(
            usual, NO_ERROR, "mean angle of authorities in the latest census", figures.census_year, figures.census_year
        ),
        "agency.authority_year_persistence": Estimate(
            1.0 - SIMULATED_AGENCY_RETURN * float(np.clip(1.0 - slopes.estimate[0], 0.0, 1.0)),
            SIMULATED_AGENCY_RETURN * float(slopes.standard_error[0]),
            f"regression of the next angle on this, years' medians out, {SIMULATED_AGENCY_RETURN} of the way back",
        ),
        "agency.authority_year_spread": Estimate(
            SIMULATED_AGENCY * spread_with_tails(moving.left_over, TAILS),
            NO_ERROR,
            f"middle four fifths of what this and changes of vacancies leave, t with 4, times {SIMULATED_AGENCY}",
        ),
        "agency.vacancies_persist": Estimate(
            float(np.clip(_first(vacancies.estimate), 0.0, 1.0)),
            _first(vacancies.standard_error),
            "regression of the next vacancy rate on vacancy and agency rates, years' medians out",
        ),
        "agency.national_spread": Estimate(
            spread_with_prior(np.diff(np.nanmedian(angle, axis=0)), PRIOR_OF_AGENCY),
            NO_ERROR,
            f"yearly change of the median angle, prior {PRIOR_OF_AGENCY}",
        ),
    }


def _latest_level(figures: Panel, events: Series, exposure: Series, of: str) -> Estimate:
    usual = pooled_rates(figures, events, exposure)
    latest = exposure[:, -1]
    known = np.isfinite(events[:, -1]) & np.isfinite(latest)
    rates = np.array([usual[code].rate for code in figures.codes])
    expected = float(np.sum(rates[known] * latest[known]))
    seen = float(np.sum(events[known, -1]))
    weights = ", ".join(f"{weight:.2g}" for weight in level_weights(figures.transitions))
    first_year = figures.census_year + 1 - len(level_weights(figures.transitions))
    method = f"latest {of} over that of years weighing {weights}"
    return Estimate(seen / expected, NO_ERROR, method, first_year, figures.census_year)


def _growth(stock: Series, figures: Panel) -> Series:
    """Give England's yearly growth of a stock over the authorities with both censuses; shape (transitions,)."""
    both = figures.opened[:, 1:] & np.isfinite(stock[:, 1:]) & np.isfinite(stock[:, :-1])
    return np.asarray(np.where(both, stock[:, 1:], 0.0).sum(axis=0) / np.where(both, stock[:, :-1], 0.0).sum(axis=0) - 1.0)


def _latest(figures: Panel, part: Series, whole: Series) -> Estimate:
    year = figures.census_year
    return Estimate(float(england(part, whole)[-1]), NO_ERROR, "England's in the latest census", year, year)


def _first(values: Series) -> float:
    return float(values[0])
