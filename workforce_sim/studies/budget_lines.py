"""What each line of programme money spent by financial year, and what was left of it: over the replications of a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from workforce_sim.clock import financial_year
from workforce_sim.config.budgets import UNALLOCATED
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.studies.estimates import estimates

ALL_LINES = "all lines"
SHOWN = ("mean", "median", "lower_80", "upper_80")
PENCE_DECIMALS = 2
COLUMNS = {
    "scenario": "name of the scenario",
    "line": "programme of the line; unallocated is spent by nobody; all lines are added up replication by replication",
    "time_period": "financial year",
    "months": "months of it that are simulated",
    "line_gbp": "pounds in the line at the start",
    **{f"spent_gbp_{name}": f"pounds spent in the year: {name} of the replications" for name in SHOWN},
    **{f"remaining_gbp_{name}": f"pounds left at the end of the year: {name} of the replications" for name in SHOWN},
}
"""The columns of ``budgets.csv``, with what each says."""


def budget_lines(scenario: Scenario, records: Sequence[ReplicationRecords]) -> pl.DataFrame:
    """Summarise every line of a scenario: one row a line and financial year, then all lines together.

    All authorities simulated together, at the prices of the price base; no rows where there are no lines.
    """
    began, months = np.unique(scenario.calendar().financial_years, return_counts=True)
    lines = {name: line.pounds or 0.0 for name, line in scenario.budgets.by_programme.items()}
    spent = {name: np.stack([record.budgets[name] for record in records]) for name in lines}
    if scenario.budgets.unallocated.pounds is not None:
        lines[UNALLOCATED] = scenario.budgets.unallocated.pounds
        spent[UNALLOCATED] = np.zeros((len(records), len(began)))
    if lines:
        spent[ALL_LINES], lines[ALL_LINES] = np.sum(list(spent.values()), axis=0), sum(lines.values())
    rows = []
    for name, pounds in lines.items():
        found = estimates(spent[name]), estimates(pounds - np.cumsum(spent[name], axis=1))
        for place, year in enumerate(began):
            row = {
                "scenario": scenario.name,
                "line": name,
                "time_period": financial_year(int(year)),
                "months": int(months[place]),
                "line_gbp": float(pounds),
            }
            for prefix, estimated in zip(("spent", "remaining"), found, strict=True):
                for kind in SHOWN:  # to the penny: what is left of a line is never below nought
                    row[f"{prefix}_gbp_{kind}"] = round(float(estimated[kind][place]), PENCE_DECIMALS) + 0.0
            rows.append(row)
    return pl.DataFrame(rows, schema={name: _kind(name) for name in COLUMNS})


def _kind(name: str) -> type[pl.DataType]:
    if name in ("scenario", "line", "time_period"):
        return pl.String
    return pl.Int32 if name == "months" else pl.Float64
