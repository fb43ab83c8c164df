"""The twin beside a run: how far the simulation's mean lies from expected values, in standard errors, and why it may."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from scipy.stats import t as student

from workforce_sim.config.scenario import Scenario
from workforce_sim.records.frames import LABELS

HEADLINES = (
    "inpost_fte",
    "starters_fte",
    "leavers_fte",
    "turnover_rate_fte",
    "establishment_fte",
    "vacancy_fte",
    "vacancy_rate_fte",
    "agency_rate_fte",
    "cases",
    "case_holders_fte",
    "caseload_fte",
    "apprentices_headcount",
)
"""The measures that are held against each other."""

FALSE_ALARM_RATE = 1e-3
"""A difference is called more than chance where Student's t has one as large less often than this, two sides."""

FEWEST = 10
"""Replications below which a standard error says too little."""

SWINGS = (
    ("turnover", "authority_year_spread"),
    ("turnover", "national_spread"),
    ("labour_market", "authority_year_spread"),
    ("labour_market", "national_spread"),
    ("establishment", "authority_year_spread"),
    ("establishment", "national_spread"),
    ("reclassification", "authority_year_spread"),
    ("reclassification", "national_spread"),
    ("agency", "authority_year_spread"),
    ("agency", "national_spread"),
)
"""The parameters that let one year differ from another beyond chance among people."""


def against(annual_return: pl.DataFrame, twin: pl.DataFrame) -> pl.DataFrame:
    """Hold the twin against a run: a row an area, year after the start and headline measure that both have.

    ``annual_return`` is that table of a run, ``twin`` what ``expected`` gives for its scenario. Columns: the labels of the
    area, time_period, measure, simulated (the mean over replications), standard_error, twin, difference (simulated less
    twin), z (difference over standard error, null where nothing varies), more_than_chance, replications.
    """
    keys = ["time_period", *LABELS]
    start = twin["time_period"].min()
    measures = [pl.col(name).cast(pl.Float64) for name in HEADLINES]
    long = (
        annual_return.filter(pl.col("time_period") > start).select(*keys, *measures).unpivot(index=keys, variable_name="measure")
    )
    simulated = long.group_by([*keys, "measure"], maintain_order=True).agg(
        pl.col("value").mean().alias("simulated"),
        (pl.col("value").std() / pl.col("value").count().sqrt()).alias("standard_error"),
        pl.col("value").count().cast(pl.Int32).alias("replications"),
    )
    expected = twin.select(*keys, *measures).unpivot(index=keys, variable_name="measure", value_name="twin")
    joined = simulated.join(expected, on=[*keys, "measure"], how="inner", nulls_equal=True, maintain_order="left")
    joined = joined.drop_nulls(["simulated", "twin"]).with_columns((pl.col("simulated") - pl.col("twin")).alias("difference"))
    return _judged(joined).select(
        *LABELS,
        "time_period",
        "measure",
        "simulated",
        "standard_error",
        "twin",
        "difference",
        "z",
        "more_than_chance",
        "replications",
    )


def _judged(table: pl.DataFrame) -> pl.DataFrame:
    difference, error = table["difference"].to_numpy(), table["standard_error"].fill_null(0.0).to_numpy()
    varies = error > 1e-9
    z = np.divide(difference, error, out=np.full(len(error), np.nan), where=varies)
    p_value = 2.0 * student.sf(np.abs(np.nan_to_num(z)), np.maximum(table["replications"].to_numpy() - 1, 1))
    beyond = np.where(
        varies, p_value < FALSE_ALARM_RATE, np.abs(difference) > 1e-6 * np.maximum(1.0, table["twin"].abs().to_numpy())
    )
    return table.with_columns(
        pl.Series("z", z).fill_nan(None),
        pl.Series("more_than_chance", beyond, dtype=pl.Boolean),
    )


def reasons(scenario: Scenario, measures: set[str]) -> Iterator[str]:
    """Say why the simulation is expected to differ from expected values in some measures, as far as this scenario has it."""
    people = {"inpost_fte", "starters_fte", "leavers_fte", "turnover_rate_fte", "establishment_fte", "vacancy_fte"}
    people |= {"vacancy_rate_fte", "agency_rate_fte"}
    work = {"cases", "case_holders_fte", "caseload_fte"}
    if measures & people:
        if any(getattr(getattr(scenario, section), name) > 0.0 for section, name in SWINGS):
            yield (
                "Swings from year to year (Jensen): vacancies and agency cannot fall below nought and candidates in a good year"
                " find too few posts, so that good years give less than bad years take. The twin has one average year."
            )
        if scenario.uncertainty == "chance+rates":
            yield (
                "Rates that are themselves uncertain: a draw of low turnover changes stocks by more than a draw as high, and it"
                " lasts for the whole of a replication."
            )
        if scenario.turnover.caseload_effect_points:
            yield (
                "Feedback: in the simulation a holder with many cases leaves more readily; the twin's leavers do not feel"
                " their cases."
            )
        yield (
            "Whole people and posts: a small authority may have no open post when somebody looks. The twin takes the number open"
            " for a Poisson number, which is close and not exact."
        )
    if measures & work:
        yield (
            "The queue: the twin has none. Cases stay at their published number, while the simulation opens and closes each and"
            " may keep some waiting; holders are shares of staff, while in the simulation somebody may hold no case on the day."
        )
        if scenario.counting.cases_lasting_spread or scenario.counting.caseload_lasting_spread:
            yield (
                "Counting: published cases move with large steps from census to census, and the mean of such steps is above what"
                " the twin's normal law gives."
            )
    if "apprentices_headcount" in measures:
        yield "Apprentices: the cap is a whole number of practice educators; where it binds, the twin is right only on average."
