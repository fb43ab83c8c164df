"""What a run of one scenario gave: its replications, as tables in memory or in a results folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from workforce_sim.config.scenario import Scenario
from workforce_sim.figures import fingerprint
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.frames import frame
from workforce_sim.records.geography import Area, areas_of
from workforce_sim.records.manifest import manifest
from workforce_sim.records.recorder import Place, ReplicationRecords
from workforce_sim.records.store import BUDGETS, COSTS, VARIANCE, Results, ResultsFolder
from workforce_sim.records.tables import TABLES
from workforce_sim.studies.areas import whole_areas
from workforce_sim.studies.budget_lines import COLUMNS, budget_lines
from workforce_sim.studies.estimates import costs, summary
from workforce_sim.studies.variance import variance_split

BUDGETS_IN_MANIFEST = ("line", "time_period", "line_gbp", "spent_gbp_median", "remaining_gbp_median")


@dataclass(frozen=True)
class RunResult:
    """Hold the finished replications of one scenario, ordered by number, with what was asked for."""

    scenario: Scenario
    profiles: tuple[AuthorityProfile, ...]
    seed: int
    asked: tuple[int, ...]
    records: tuple[ReplicationRecords, ...]
    jobs: int
    seconds: float

    @property
    def is_interrupted(self) -> bool:
        """Whether some of the replications asked for did not finish."""
        return len(self.records) < len(self.asked)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas that the tables have rows for."""
        places = [Place(p.code, p.old_code, p.name, p.region_code, p.region_name) for p in self.profiles]
        return areas_of(places, whole_areas(self.profiles))

    @cached_property
    def summary(self) -> pl.DataFrame:
        """Mean, median, intervals and standard error of every annual measure, year and area."""
        return summary(self.scenario.name, self.scenario.calendar(), self.areas, self.records)

    @cached_property
    def costs(self) -> pl.DataFrame:
        """The same of what is spent by line, financial year and area."""
        return costs(self.scenario.name, self.scenario.calendar(), self.areas, self.records)

    @cached_property
    def budgets(self) -> pl.DataFrame:
        """What every budget line spent by financial year, and what was left; no rows without lines."""
        return budget_lines(self.scenario, self.records)

    @cached_property
    def variance(self) -> pl.DataFrame:
        """How much of the variance of every annual measure, year and area is of rates, and how much of chance."""
        return variance_split(self.scenario, self.profiles, self.areas, self.records, self.seed)

    def table(self, name: str) -> pl.DataFrame:
        """Give one table of results, every replication in it."""
        return frame(name, self.scenario.name, self.scenario.calendar(), self.areas, self.records)

    def manifest(self, command: Sequence[str]) -> dict[str, Any]:
        """Describe the run so that it can be made again."""
        return manifest(
            self.scenario.resolved(),
            seed=self.seed,
            asked=self.asked,
            records=[(record.replication, record.seconds) for record in self.records],
            jobs=self.jobs,
            seconds=self.seconds,
            figures=fingerprint(),
            price_base=self.scenario.money.price_base,
            estimated={profile.name: list(profile.estimated) for profile in self.profiles if profile.estimated},
            command=command,
            budgets=self.budgets.select(*BUDGETS_IN_MANIFEST).to_dicts(),
            budget_columns=COLUMNS,
        )

    def save(self, folder: ResultsFolder, command: Sequence[str]) -> None:
        """Write every table, the summary and the manifest, and give the folder its name."""
        for name in TABLES:
            folder.write_table(name, self.table(name))
        folder.write_summary(self.summary)
        folder.write_csv(VARIANCE, self.variance)
        folder.write_csv(COSTS, self.costs)
        if not self.budgets.is_empty():
            folder.write_csv(BUDGETS, self.budgets)
        folder.keep(self.manifest(command))

    def results(self) -> Results:
        """Give the tables as ``read_results`` would from a folder."""
        tables = {name: self.table(name) for name in TABLES}
        made = {"summary": self.summary, "variance": self.variance, "costs": self.costs}
        if not self.budgets.is_empty():
            made["budgets"] = self.budgets
        return Results({**tables, **made}, self.manifest(()))
