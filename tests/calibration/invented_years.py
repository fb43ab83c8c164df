"""Invented censuses: many data sets of 150 authorities over nine years, drawn from known rates by the simulation's law.

The law is that of ``workforce_sim.workforce.conditions`` and of the routines that use it, with whole months for days and
nothing that only one person could tell: levels lognormal between regions and between authorities; yearly swings that
wear off; starters and leavers Poisson people of 0.9 FTE; reclassification and posts with Student's t tails; posts and
reclassification that answer to the vacancy rate. What the simulation adds, limits of vacancies and training cohorts
among them, is for ``test_recovery_from_simulation``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workforce_sim.calibration.panel import FIRST_CENSUS, Panel

Series = NDArray[np.float64]

AUTHORITIES, REGIONS, CENSUSES = 150, 9, 9
REGION_OF = np.arange(AUTHORITIES) % REGIONS
MEDIAN_SIZE, SPREAD_OF_SIZES, HOLDERS = 175.0, 0.62, 0.6
"""FTE in post, the logarithm's standard deviation, and case holders to one in post: as in the published table."""
MONTHS, MOST = 12, 0.4


@dataclass(frozen=True, slots=True)
class Law:
    """The known rates; names as in ``workforce_sim.config`` where there are parameters."""

    fte_per_person: float = 0.9
    leaving: float = 0.145
    starting: float = 0.145
    between_regions: float = 0.06
    between_authorities: float = 0.16
    starting_follows_leaving: float = 0.55
    starting_apart: float = 0.085
    leaving_swing: float = 0.2
    leaving_persistence: float = 0.35
    starting_swing: float = 0.28
    starting_persistence: float = 0.3
    national_persistence: float = 0.5
    national_leaving: float = 0.1
    national_starting: float = 0.1
    growth: float = 0.025
    growth_response: float = -0.4
    national_posts: float = 0.01
    own_posts: float = 0.078
    moves_with_people: float = 0.6
    reclassified_response: float = 0.05
    national_reclassified: float = 0.008
    own_reclassified: float = 0.045
    vacancy_rate: float = 0.18
    pull_of_agency: float = 0.67
    agency_rate: float = 0.14
    agency_persistence: float = 0.9
    agency_spread: float = 0.08
    national_agency: float = 0.02
    cover_follows: float = 0.64
    caseload: float = 16.0
    caseload_effect_points: float = 0.2
    caseload_persistence: float = 0.75
    caseload_lasting: float = 0.11
    caseload_passing: float = 0.04
    cases_lasting: float = 0.083
    cases_passing: float = 0.09
    cases_follow_staff: float = 0.5
    holders_follow_staff: float = 0.5
    national_cases: float = 0.02


@dataclass(frozen=True, slots=True)
class Invented:
    """Many data sets; panels, and the true levels of every authority: shape (data sets, authorities).

    ``leaving`` and ``starting`` are an authority's rates in a usual year for it; England's own moves come on top, and
    ``england_leaving`` and ``england_starting`` have their factor in each year, shape (data sets, transitions).
    """

    panels: tuple[Panel, ...]
    leaving: Series
    starting: Series
    england_leaving: Series
    england_starting: Series


def invent(law: Law, data_sets: int, seed: int) -> Invented:
    """Draw data sets of nine censuses from a law; the same seed gives the same."""
    world = _World(law, data_sets, np.random.default_rng(seed))
    world.count(starters=np.full(world.shape, np.nan), leavers=np.full(world.shape, np.nan))
    for year in range(CENSUSES - 1):
        world.live(year)
    kept = {name: np.stack(values, axis=-1) for name, values in world.kept.items()}
    codes = tuple(f"E{number:08d}" for number in range(AUTHORITIES))
    regions = tuple(f"R{number}" for number in REGION_OF)
    names = ("in_post", "starters", "leavers", "vacancies", "agency", "cover", "cases", "holders")
    panels = tuple(
        Panel(FIRST_CENSUS + CENSUSES - 1, codes, regions, *(kept[name][number] for name in names)) for number in range(data_sets)
    )
    return Invented(panels, world.leaving, world.starting, np.exp(world.england_leaving), np.exp(world.england_starting))


class _World:
    """All data sets side by side; arrays of shape (data sets, authorities) unless said otherwise."""

    def __init__(self, law: Law, data_sets: int, luck: np.random.Generator) -> None:
        self.law, self.luck, self.shape = law, luck, (data_sets, AUTHORITIES)
        self.kept: dict[str, list[Series]] = {}
        busy = law.between_regions * luck.standard_normal((data_sets, REGIONS))[:, REGION_OF]
        busy += law.between_authorities * self.normal()
        self.leaving = law.leaving * np.exp(busy)
        self.starting = law.starting * np.exp(law.starting_follows_leaving * busy + law.starting_apart * self.normal())
        self.england_leaving = _england(luck, data_sets, law.national_leaving, law.national_persistence)
        self.england_starting = _england(luck, data_sets, law.national_starting, law.national_persistence)
        self.leaving_swing = _swings(luck, self.shape, law.leaving_swing, law.leaving_persistence)
        self.starting_swing = _swings(luck, self.shape, law.starting_swing, law.starting_persistence)
        self.angle = law.agency_spread / math.sqrt(1.0 - law.agency_persistence**2) * self.normal()
        self.england_agency, self.england_cases = np.zeros((data_sets, 1)), np.zeros((data_sets, 1))
        self.in_post = MEDIAN_SIZE * np.exp(SPREAD_OF_SIZES * self.normal())
        vacancy_rate = self.usual_vacancy_rate() + law.own_posts * self.normal()
        self.posts = self.in_post / (1.0 - np.clip(vacancy_rate, 0.02, 0.5))
        self.away = law.caseload_lasting / math.sqrt(1.0 - law.caseload_persistence**2) * self.normal()
        self.together = np.zeros(self.shape)
        self.size = self.in_post.copy()

    def normal(self) -> Series:
        return self.luck.standard_normal(self.shape)

    def for_england(self, spread: float) -> Series:
        """One draw a data set; shape (data sets, 1)."""
        return spread * self.luck.standard_normal((self.shape[0], 1))

    def student(self, freedom: int) -> Series:
        return np.asarray(self.luck.standard_t(freedom, self.shape) * math.sqrt((freedom - 2.0) / freedom))

    def agency_rate(self) -> Series:
        usual = math.asin(math.sqrt(self.law.agency_rate))
        return np.asarray(np.sin(np.clip(usual + self.angle + self.england_agency, 0.0, 1.2)) ** 2)

    def usual_vacancy_rate(self) -> Series:
        rate = self.agency_rate()
        return np.asarray(self.law.vacancy_rate + self.law.pull_of_agency * (rate - np.median(rate, axis=1, keepdims=True)))

    def live(self, year: int) -> None:
        """Let one year pass, and count at its end."""
        law = self.law
        gap = (self.posts - self.in_post) / self.posts - self.usual_vacancy_rate()
        caseload = self.kept["cases"][-1] / self.kept["holders"][-1]
        leaving = self.leaving * np.exp(self.leaving_swing[..., year] + self.england_leaving[:, year, None])
        leaving = np.maximum(leaving + law.caseload_effect_points / 100.0 * (caseload - law.caseload), 0.0)
        starting = self.starting * np.exp(self.starting_swing[..., year] + self.england_starting[:, year, None])
        reclassified = law.own_reclassified * self.student(3)
        candidates = self.starting_swing[..., year] + law.starting_swing**2 / 2.0
        starters_of_stock = law.starting / (1.0 - law.vacancy_rate)
        growth = law.growth + law.growth_response * gap + law.own_posts * self.student(4)
        growth += self.for_england(law.national_posts)
        growth += law.moves_with_people * (reclassified + starters_of_stock * candidates)
        usual_coming = law.growth - self.starting / (1.0 - law.vacancy_rate) + self.leaving
        coming = usual_coming + law.reclassified_response * gap + reclassified
        coming += self.for_england(law.national_reclassified)
        self.pass_months(leaving, starting, np.clip(growth, -MOST, MOST), np.clip(coming, -MOST, MOST))

    def pass_months(self, leaving: Series, starting: Series, growth: Series, coming: Series) -> None:
        """Let people come and go one by one, and posts and the count move a little, in each month of a year."""
        starters, leavers, fte = np.zeros(self.shape), np.zeros(self.shape), self.law.fte_per_person
        for _ in range(MONTHS):
            come = fte * self.luck.poisson(starting / MONTHS * self.posts / fte)
            go = fte * self.luck.poisson(leaving / MONTHS * self.in_post / fte)
            self.in_post = np.maximum(self.in_post + come - go + coming / MONTHS * self.in_post, 5.0)
            self.posts = np.maximum(self.posts * (1.0 + growth) ** (1.0 / MONTHS), self.in_post)  # no fewer than none vacant
            starters += come
            leavers += go
        law = self.law
        self.england_agency += self.for_england(law.national_agency)
        self.england_cases += self.for_england(law.national_cases)
        self.angle = law.agency_persistence * self.angle + law.agency_spread * self.student(4)
        self.away = law.caseload_persistence * self.away + law.caseload_lasting * self.student(4)
        self.together = self.together + law.cases_lasting * self.student(4)
        self.count(starters, leavers)

    def count(self, starters: Series, leavers: Series) -> None:
        """Keep what a census counts."""
        law, agency_rate = self.law, self.agency_rate()
        caseload = self.away + law.caseload_passing * self.student(4)
        everyone = self.in_post / (1.0 - agency_rate)
        staff = np.log(everyone / self.size)
        holders = HOLDERS * self.size * np.exp(self.together + law.cases_passing * self.student(4))
        covered = 0.1 + law.cover_follows * (self.posts - self.in_post) / self.posts + 0.01 * self.normal()
        counted = {
            "in_post": self.in_post,
            "starters": starters,
            "leavers": leavers,
            "vacancies": self.posts - self.in_post,
            "agency": everyone * agency_rate,
            "cover": everyone * covered,
            "cases": law.caseload * holders * np.exp(self.england_cases + law.cases_follow_staff * staff + caseload / 2.0),
            "holders": holders * np.exp(law.holders_follow_staff * staff - caseload / 2.0),
        }
        for name, values in counted.items():
            self.kept.setdefault(name, []).append(values.copy())


def _england(luck: np.random.Generator, data_sets: int, spread: float, persistence: float) -> Series:
    return _worn_off(spread * luck.standard_normal((data_sets, CENSUSES - 1)), persistence)


def _swings(luck: np.random.Generator, shape: tuple[int, int], spread: float, persistence: float) -> Series:
    """Logarithms whose factors have mean 1; shape (data sets, authorities, transitions)."""
    shocks = spread * luck.standard_normal((*shape, CENSUSES - 1))
    shocks[..., 1:] *= math.sqrt(1.0 - persistence**2)
    return _worn_off(shocks, persistence) - spread**2 / 2.0


def _worn_off(shocks: Series, persistence: float) -> Series:
    out = shocks.copy()
    for year in range(1, shocks.shape[-1]):
        out[..., year] += persistence * out[..., year - 1]
    return out
