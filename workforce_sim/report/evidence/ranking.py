"""Ranks of effect from a sensitivity study, and whether the study is about the same scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.config.catalogue import parameters, value_of, written
from workforce_sim.errors import UserError
from workforce_sim.studies.sensitivity import best_ranks
from workforce_sim.studies.stored import DONE, Stored, find_stored, scenario_of, stored_in

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.report.reported import Reported

SENSITIVITY = "sensitivity"
CANNOT_MATTER = ("horizon_years",)
"""A study is cut off at the year it asks about."""
PLACE_AND_START = ("areas", "start", "figures")


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranks that a sensitivity study found: by dotted name, None where an effect is not told from chance.

    ``differences`` say in what its scenario is not the one that the ranks are used for.
    """

    path: Path
    scenario: str
    outputs: tuple[str, ...]
    ranks: Mapping[str, int | None]
    differences: tuple[str, ...] = ()

    @property
    def meaning(self) -> str:
        """Say what the ranks are of, in one sentence."""
        where = self.path.name if self.path.is_absolute() else self.path
        return (
            f"Ranked by effect on {', '.join(self.outputs)} ({self.scenario}, {where}), the best of them where there "
            "are several; chance: not to be told from chance; blank: not varied."
        )


def read_ranking(study: str | Path, scenario: Scenario | None = None) -> Ranking:
    """Read the ranks of a sensitivity study's results; ``scenario`` is what they are to be used for.

    Raises UserError where the results are of something else, not finished, or damaged.
    """
    stored = find_stored(study)
    if stored.kind != SENSITIVITY or not stored.manifest:
        raise UserError(f"--rank: {stored.path} has no ranks: it is a {stored.kind}, {stored.state}; give a sensitivity study")
    return _read(stored, scenario)


def ranking_beside(results: Reported) -> Ranking | None:
    """Find the ranks for results: their own where they are of a sensitivity study, else the newest study beside them.

    A study counts where it is finished, of the same version, and its scenario is the same; None where there is none.
    """
    if results.stored.kind == SENSITIVITY:
        return _read(results.stored, None)
    beside = [
        stored
        for stored in stored_in(results.stored.path.resolve().parent)
        if stored.kind == SENSITIVITY and stored.state == DONE and stored.version == results.stored.version
    ]
    for stored in sorted(beside, key=lambda each: each.written, reverse=True):
        if _is_of(stored, results.scenario):
            return _read(stored, results.scenario)
    return None


def _read(stored: Stored, scenario: Scenario | None) -> Ranking:
    path = stored.path / "indices.parquet"
    try:
        indices = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserError(f"{path} is damaged ({' '.join(str(error).split())[:200]}); make the results again") from None
    differences = () if scenario is None else tuple(_differences(_base(stored), scenario))
    outputs = tuple(indices["output"].unique(maintain_order=True))
    return Ranking(stored.path, stored.scenario_names, outputs, best_ranks(indices), differences)


def _is_of(stored: Stored, scenario: Scenario) -> bool:
    """Say whether a study is of a scenario; one whose manifest this version cannot read is of none."""
    try:
        return not _differences(_base(stored), scenario)
    except UserError:
        return False


def _base(stored: Stored) -> Scenario:
    return scenario_of(stored.scenarios[0])


def _differences(study: Scenario, scenario: Scenario) -> list[str]:
    """Say in what the scenario of a study is another."""
    names = [*PLACE_AND_START, *(name for name in parameters() if name not in CANNOT_MATTER)]
    pairs = ((name, value_of(study, name), value_of(scenario, name)) for name in names)
    return [f"{name} is {written(there)} there and {written(here)} here" for name, there, here in pairs if there != here]
