"""The page of measures: every table of results with its columns, from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from workforce_sim.records.tables import TABLES, Column, Table

INTRODUCTION = """# Measures

Written by `workforce-sim schema --write` from `workforce_sim/records/tables.py`; do not edit.

What a run writes, a table of Parquet a section. Every name is a column, and every column of `annual_return` a measure that
targets, sweeps, comparisons and sensitivity studies can name. Words that the department publishes keep its name and
definition. FTE is full-time equivalent, 37 hours a week.

*Over a year* says how months make a year: the last day, a sum, a mean, or recomputed from what the column is made of. *Over
places* says the same of authorities that make a region: rates are never added or averaged.
"""
PERIODS = {"month": "A row a month", "year": "A row a census year", "financial year": "A row a financial year"}


def measures_page() -> str:
    """Write ``docs/measures.md``."""
    return "\n".join([INTRODUCTION, *(line for table in TABLES.values() for line in _section(table))]).rstrip() + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n\n{table.meaning} {PERIODS[table.period]}, area and replication.\n"
    yield "| column | unit | meaning | over a year | over places |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        yield _row(column)
    yield ""


def _row(column: Column) -> str:
    cells = (f"`{column.name}`", column.unit, column.meaning, column.over_time, column.over_places)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
