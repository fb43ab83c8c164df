"""A comparison in its results folder: what was asked, its tables and its manifest, and reading them back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from workforce_sim.config.scenario import Scenario
from workforce_sim.studies.comparison import Comparison
from workforce_sim.studies.study_folder import StudyFolder
from workforce_sim.studies.study_tables import finish, write_tables
from workforce_sim.studies.work import Work, areas_of_scenario

KIND = "compare"
DIFFERENCES, ATTRIBUTION, COSTS, COST_ATTRIBUTION = "differences", "attribution", "costs", "attribution_costs"
COLUMNS = {
    "baseline_mean": "mean over the replications of the baseline",
    "mean": "mean over the replications of the scenario",
    "difference": "scenario less baseline, mean over pairs of replications",
    "lower": "lower end of the 95% interval of the difference (Student's t)",
    "upper": "upper end of the 95% interval of the difference (Student's t)",
    "standard_error": "standard error of the difference",
    "variance_ratio": "factor by which pairing cut the variance of the difference; empty where it never varies",
    "verdict": "whether the interval leaves zero out",
    "replications": "pairs of replications in which the value exists",
    "replications_to_settle": "fewest replications for which the interval would exclude zero; empty where none would",
    "change": "part of the scenario, or parameter, changed alone; their interaction; or all changes",
}


def what_is_asked(scenarios: Sequence[Scenario], replications: int, seed: int, measures: Sequence[str]) -> dict[str, Any]:
    """Write down everything that makes a comparison this one and no other.

    The digests stand for the files of figures that scenarios name, of which the resolved values hold the paths alone.
    Parts, by which differences are taken apart, are written down where there are any, with what each of them sets.
    """
    made_of = [[{"name": part.name, "sets": sorted(part.values)} for part in scenario.parts] for scenario in scenarios]
    return {
        "study": KIND,
        "scenarios": [scenario.resolved() for scenario in scenarios],
        "digests": [scenario.digest() for scenario in scenarios],
        "replications": replications,
        "seed": seed,
        "measures": list(measures),
        **({"parts": made_of} if any(made_of) else {}),
    }


def write(
    folder: StudyFolder, work: Work, found: Comparison, asked: dict[str, Any], seconds: float, command: Sequence[str]
) -> None:
    """Write the tables, in full as Parquet and rounded as CSV, and the manifest; ``command`` is what asked for it."""
    tables = {DIFFERENCES: found.differences, COSTS: found.costs}
    if len(found.attribution):
        tables |= {ATTRIBUTION: found.attribution, COST_ATTRIBUTION: found.cost_attribution}
    left_out = write_tables(folder, tables)
    finish(
        folder,
        work,
        KIND,
        asked,
        seconds,
        headline=f"{DIFFERENCES}.csv",
        replications=(len(asked["scenarios"]) + found.scenarios_for_attribution) * asked["replications"],
        columns=COLUMNS,
        command=command,
        left_out_of_csv=left_out,
    )


def stored(path: Path, baseline: Scenario) -> Comparison:
    """Read a comparison that was finished before."""
    tables = {name: path / f"{name}.parquet" for name in (DIFFERENCES, ATTRIBUTION, COSTS, COST_ATTRIBUTION)}
    read = {name: pl.read_parquet(file) if file.exists() else pl.DataFrame() for name, file in tables.items()}
    areas = areas_of_scenario(baseline)
    return Comparison(read[DIFFERENCES], read[ATTRIBUTION], read[COSTS], areas, read[COST_ATTRIBUTION])
