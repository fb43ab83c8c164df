"""England's newly qualified by census year, as the calendars of the training routes have them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from workforce_sim.calibration.panel import Panel, Series

if TYPE_CHECKING:
    from workforce_sim.config.training_routes import TrainingRoutes

FTE_PER_STARTER = 36 / 37
"""A starter takes over the hours of a vacant post, 36 a week on average."""


def newly_qualified(census_year: int, routes: TrainingRoutes) -> float:
    """Give how many qualify in a census year, to 30 September, and reach local authority children's work; heads."""
    first, last = dt.date(census_year - 1, 10, 1), dt.date(census_year, 9, 30)
    return sum(route.reaching(began) for route in routes.by_name.values() for began, _ in route.cohorts(first, last))


def without_calendar(figures: Panel, starters: Series) -> Series:
    """Take out of starters what the routes' calendars explain: Step Up qualifies in one year of two.

    Starters of shape (authorities, transitions). Each year is scaled by England's starters less its newly qualified
    above the mean of the years; the simulation brings the cohorts by their calendar and must not swing by them twice.
    """
    from workforce_sim.config.training_routes import TrainingRoutes  # parameters are declared in terms of the calibration

    qualified = np.array([newly_qualified(year, TrainingRoutes()) for year in figures.years[1:]])
    in_england = np.nansum(starters, axis=0)
    return np.asarray(starters * (1.0 - FTE_PER_STARTER * (qualified - qualified.mean()) / in_england))
