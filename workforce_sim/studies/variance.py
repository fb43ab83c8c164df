"""Where the spread of a run comes from: rates that are not known exactly, or chance among people, cases and years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.records.frames import stacked
from workforce_sim.records.geography import Area
from workforce_sim.records.recorder import Array, ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.estimates import DECIMALS, long_labels
from workforce_sim.workforce.conditions import RATES, drawn_rates, drawn_rates_of_england
from workforce_sim.workforce.warm_start import authority_key

RATES_DRAWN = 4
"""Leaving and starting of the area's authorities, England's growth of posts and reclassification."""
FEWEST_REPLICATIONS = 5 * RATES_DRAWN
"""Below this a share of variance is too unsure to be worth a number."""


def variance_split(
    scenario: Scenario,
    profiles: Sequence[AuthorityProfile],
    areas: Sequence[Area],
    records: Sequence[ReplicationRecords],
    seed: int,
) -> pl.DataFrame:
    """Split the variance over replications of every annual measure, year and area into rates and chance.

    Each replication's measure is regressed on the rates that it drew; the variance they account for, less what as many
    meaningless regressors would (adjusted R squared; Theil, Economic Forecasts and Policy, 1961), is that of rates, and
    the rest is chance. No share is given for fewer than 20 replications or where rates are not drawn.
    """
    years = [scenario.calendar().date_of(day).year for day in scenario.calendar().census_days][1:]
    values = stacked(ANNUAL_RETURN, records, areas)[:, 1:]
    with np.errstate(invalid="ignore"):
        variance = np.var(values, axis=0, ddof=1) if len(records) > 1 else np.full(values.shape[1:], np.nan)
    share = np.full(variance.shape, np.nan)
    if scenario.uncertainty == RATES and len(records) >= FEWEST_REPLICATIONS:
        drawn = [_drawn(scenario, profiles, Decisions(seed, record.replication)) for record in records]
        for place, area in enumerate(areas):
            share[:, place] = share_explained(values[:, :, place], _of_area(drawn, profiles, area))
    columns = long_labels(years, areas, 1, of_each=len(ANNUAL_RETURN.names))
    rows = len(years) * len(areas)
    columns["measure"] = pl.Series(list(ANNUAL_RETURN.names) * rows)
    for name, numbers in {
        "variance": variance,
        "share_from_rates": share,
        "share_from_chance": 1.0 - share,
    }.items():
        columns[name] = pl.Series(name, np.round(numbers.reshape(-1), DECIMALS)).fill_nan(None)
    return pl.DataFrame(columns)


def share_explained(values: Array, drawn: Array) -> Array:
    """Give the adjusted share of variance that a regression on what was drawn accounts for, from 0 to 1.

    ``values`` of shape (replications, years, measures), ``drawn`` of shape (replications, rates); gives (years,
    measures), not a number where a measure does not vary or is missing in a replication.
    """
    count = len(values)
    centred = drawn - drawn.mean(axis=0)
    centred = centred[:, centred.std(axis=0) > 0.0]
    flat = values.reshape(count, -1)
    flat = flat - flat.mean(axis=0)
    total = np.sum(flat**2, axis=0)
    known = np.isfinite(total) & (total > 0.0)
    share = np.full(flat.shape[1], np.nan)
    slopes = np.linalg.lstsq(centred, flat[:, known], rcond=None)[0]
    left = np.sum((flat[:, known] - centred @ slopes) ** 2, axis=0) / total[known]
    adjusted = 1.0 - left * (count - 1) / (count - centred.shape[1] - 1)
    share[known] = np.clip(adjusted, 0.0, 1.0)
    return share.reshape(values.shape[1:])


def _drawn(scenario: Scenario, profiles: Sequence[AuthorityProfile], decisions: Decisions) -> tuple[Array, Array]:
    """Give what one replication drew: leaving and starting of each authority, shape (authorities, 2), and England's two."""
    own = [drawn_rates(profile, scenario, decisions, authority_key(profile)) for profile in profiles]
    return np.array(own), np.array(drawn_rates_of_england(scenario, decisions))


def _of_area(drawn: Sequence[tuple[Array, Array]], profiles: Sequence[AuthorityProfile], area: Area) -> Array:
    """Add up the authorities' rates over an area, weighted by the people they move; shape (replications, 4)."""
    members = list(area.members)
    leaving = np.array([profiles[place].turnover_per_year * profiles[place].inpost_fte for place in members])
    starting = np.array([profiles[place].starters_fte_per_year for place in members])
    weights = np.column_stack([leaving, starting])
    return np.array([np.concatenate([(own[members] * weights).sum(axis=0), england]) for own, england in drawn])
