"""Nothing published after a census reaches a calibration to it, or a simulation from it: to the bit.

Two things in a profile are of a later year and say so; ``tests.figures.later_care`` names them. They are made wrong here
like everything else, and must change nothing but themselves.

Every figure of every measure and place after year T is multiplied, set to null or exchanged with another in the packaged
table itself, all caches are emptied, and what was worked out for T before is worked out again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.figures.later_care import known_then, later_care
from workforce_sim.calibration import attrition
from workforce_sim.calibration.england import england_estimates
from workforce_sim.calibration.levels import authority_levels
from workforce_sim.calibration.rows import table
from workforce_sim.config.loading import default_scenario
from workforce_sim.figures import assembly, published_table
from workforce_sim.figures.areas import profiles, without_figures
from workforce_sim.figures.care_assembly import FIRST_CARE_YEAR
from workforce_sim.figures.published_table import frame
from workforce_sim.records.measures import SUMS
from workforce_sim.records.tables import ANNUAL_RETURN, PLACEMENTS_MONTH
from workforce_sim.replication import replicate

pytestmark = pytest.mark.unit

YEARS = (2019, 2021, 2023)
Table = Callable[[int], pl.DataFrame]
OF_PLACEMENTS = frozenset(
    (
        *(column.name for column in ANNUAL_RETURN.columns if column.of_month or column.name in PLACEMENTS_MONTH.index),
        *SUMS,
        "family_setting_rate",
        "placement_moves_per_child",
    )
)
"""What of the annual return is made from placements."""
SMALL = ("Rutland", "Bracknell Forest", "Isle of Wight")


def forget() -> None:
    """Empty every cache of the program, so that none hides a figure that was read before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("workforce_sim."):
            for thing in list(vars(module).values()):
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    yield
    forget()


def corrupted(after: int) -> pl.DataFrame:
    """The packaged table with every figure after a year multiplied, taken away or exchanged with another's.

    What a profile needs of a later year is not taken away.
    """
    published, luck = frame(), np.random.default_rng(after)
    later = published["year"].to_numpy() > after
    values = published["value"].to_numpy().copy()
    how = luck.integers(3, size=len(values))
    how[(how == 1) & published.select(later_care(after)).to_series().to_numpy()] = 0
    values = np.where(later & (how == 0), (values + 1.0) * luck.uniform(0.1, 9.0, len(values)), values)
    values = np.where(later & (how == 1), np.nan, values)
    exchanged = np.flatnonzero(later & (how == 2))
    values[exchanged] = values[luck.permutation(exchanged)]
    return published.with_columns(pl.Series("value", values).fill_nan(None))


def cut_off(after: int) -> pl.DataFrame:
    """The packaged table as if nothing after a year had been published but what a profile needs, and that made wrong."""
    wrong = pl.when(later_care(after)).then(7.0 * pl.col("value") + 11.0).otherwise(pl.col("value"))
    return frame().with_columns(wrong.alias("value")).filter((pl.col("year") <= after) | later_care(after))


def known_in(year: int) -> dict[str, str | bytes]:
    """Everything that is worked out for a start in a year, as text or bytes."""
    scenario = default_scenario({"start": f"{year}-09-30", "horizon_years": "2", "areas": f"[{', '.join(SMALL)}]"})
    chosen = [profile for profile in profiles(year) if profile.name in SMALL]
    assert len(chosen) == len(SMALL)
    levels = authority_levels(year)
    written = dict(replicate(scenario, chosen, 1, 1).arrays)
    if year < FIRST_CARE_YEAR:  # placements of 2021 stand for earlier ones
        for name in ("placements_month", "money_month", "money_year"):
            del written[name]
        of_placements = [place for name, place in ANNUAL_RETURN.index.items() if name in OF_PLACEMENTS]
        written["annual_return"] = np.delete(written["annual_return"], of_placements, axis=-1)
    return {
        "England's estimates": repr(england_estimates(year)),
        "levels of authorities": repr([(profile.code, levels[profile.code]) for profile in profiles(year)]),
        "profiles": repr([known_then(profile) for profile in profiles(year)]) + repr(without_figures(year)),
        "the calibration table": repr(table(year)),
        "the scenario": repr(scenario.resolved()),
        "a replication": b"".join(array.tobytes() for _, array in sorted(written.items())),
    }


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("tampered", [corrupted, cut_off])
def test_no_later_figure_is_used(year: int, tampered: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known_in(year)
    path = tmp_path / "published.parquet"
    tampered(year).write_parquet(path)
    split = {known: value if known <= year else (1.0, 9.0, 9.0) for known, value in attrition.SPLIT.items()}
    monkeypatch.setattr(attrition, "SPLIT", split)
    started = {known: value if known <= year else -1.0 for known, value in assembly.UASC_STARTED.items()}
    monkeypatch.setattr(assembly, "UASC_STARTED", started)
    monkeypatch.setattr(published_table, "PUBLISHED", path)
    forget()
    after = known_in(year)
    leaks = [name for name in before if before[name] != after[name]]
    assert not leaks, f"{leaks} of {year} change with figures that were published later"


def test_a_corrupted_figure_of_the_year_itself_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known_in(2023)
    path = tmp_path / "published.parquet"
    wrong = pl.when(pl.col("year") == 2023).then(pl.col("value") * 1.1 + 1.0).otherwise(pl.col("value"))
    frame().with_columns(wrong.alias("value")).write_parquet(path)
    monkeypatch.setattr(published_table, "PUBLISHED", path)
    forget()
    after = known_in(2023)
    assert [name for name in before if before[name] == after[name]] == []
