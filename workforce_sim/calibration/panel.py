"""The published workforce census as arrays: every authority by year, up to one census and never later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workforce_sim.errors import UserError
from workforce_sim.figures.published_table import ENGLAND, frame, look_up

Series = NDArray[np.float64]

FIRST_CENSUS = 2017
MEASURES = (
    "inpost_fte",
    "starters_fte",
    "leavers_fte",
    "vacancy_fte",
    "agency_fte",
    "agency_cover_fte",
    "cases",
    "case_holders_fte",
)


@dataclass(frozen=True, slots=True)
class Panel:
    """Published figures of every authority up to a census; arrays of shape (authorities, years), not a number if missing.

    The years run from 2017 to ``census_year``. A year's stocks are those of 30 September, its flows those of the year up
    to it. In the first census of a new authority there is no opening stock.
    """

    census_year: int
    codes: tuple[str, ...]
    region_codes: tuple[str, ...]
    in_post: Series
    starters: Series
    leavers: Series
    vacancies: Series
    agency: Series
    agency_cover: Series
    cases: Series
    holders: Series

    @property
    def years(self) -> range:
        """The census years, oldest first."""
        return range(FIRST_CENSUS, self.census_year + 1)

    @property
    def transitions(self) -> int:
        """How many times one census follows another."""
        return self.census_year - FIRST_CENSUS

    @property
    def posts(self) -> Series:
        """Funded posts: in post and vacant, FTE."""
        return self.in_post + self.vacancies

    @property
    def vacancy_rate(self) -> Series:
        """Vacancies over posts."""
        return ratio(self.vacancies, self.posts)

    @property
    def agency_rate(self) -> Series:
        """Agency workers over agency workers and in post."""
        return ratio(self.agency, self.agency + self.in_post)

    @property
    def mean_stock(self) -> Series:
        """Mean of opening and closing in post, FTE; not a number in the first year."""
        mean = np.full_like(self.in_post, np.nan)
        mean[:, 1:] = (self.in_post[:, 1:] + self.in_post[:, :-1]) / 2.0
        return mean

    @property
    def opened(self) -> NDArray[np.bool_]:
        """Whether an authority also returned the census before; shape (authorities, years)."""
        opened = np.zeros(self.in_post.shape, dtype=np.bool_)
        opened[:, 1:] = np.isfinite(self.in_post[:, 1:]) & np.isfinite(self.in_post[:, :-1])
        return opened


@lru_cache(maxsize=8)
def panel(census_year: int) -> Panel:
    """Gather the published figures up to a census; raises UserError when there are fewer than three censuses.

    Rows of later years are put aside before anything is looked up.
    """
    table = frame()
    lookup = look_up(MEASURES, FIRST_CENSUS, table.filter(table["year"] <= census_year))
    if census_year < FIRST_CENSUS + 2 or lookup.value(ENGLAND, "inpost_fte", census_year) is None:
        known = look_up(MEASURES[:1], FIRST_CENSUS).figures
        last = max(year for place, _, year in known if place == ENGLAND)
        raise UserError(
            f"no calibration to {census_year}: it needs three published censuses, so the year must be "
            f"{FIRST_CENSUS + 2} to {last}"
        )
    places = [place for _, place in sorted(lookup.places.items())]
    years = range(FIRST_CENSUS, census_year + 1)

    def of(measure: str) -> Series:
        values = [[lookup.value(place.code, measure, year) for year in years] for place in places]
        return np.array([[np.nan if value is None else value for value in row] for row in values], dtype=np.float64)

    return Panel(
        census_year,
        tuple(place.code for place in places),
        tuple(place.region_code for place in places),
        *(of(measure) for measure in MEASURES),
    )


def ratio(part: Series, whole: Series) -> Series:
    """Divide, where the whole is more than nothing; not a number elsewhere."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0.0)


def england(part: Series, whole: Series) -> Series:
    """Give the sum of parts over the sum of wholes of those who have both, a year each; shape (years,)."""
    both = np.isfinite(part) & np.isfinite(whole)
    return ratio(np.where(both, part, 0.0).sum(axis=0), np.where(both, whole, 0.0).sum(axis=0))
