"""The manifest: everything needed to know what a results folder is and to make it again."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from workforce_sim.records.program import program_state
from workforce_sim.records.store import PROGRAM
from workforce_sim.records.tables import TABLES

PACKAGES = ("workforce_sim", "numpy", "numba", "simpy", "polars", "scipy", "pydantic", "joblib")


def manifest(
    scenario: Mapping[str, Any],
    *,
    seed: int,
    asked: Sequence[int],
    records: Sequence[tuple[int, float]],
    jobs: int,
    seconds: float,
    figures: str,
    price_base: str,
    estimated: Mapping[str, Sequence[str]],
    command: Sequence[str],
    budgets: Sequence[Mapping[str, Any]] = (),
    budget_columns: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Describe a run: the resolved scenario, the seed, what was asked and finished, versions, timings and command.

    ``records`` gives (replication, seconds) of the finished ones, ``asked`` the replications asked for, ``figures`` the
    fingerprint of the published figures, ``price_base`` at which prices accounts are kept, ``estimated`` what was not as
    published, by authority; ``budgets`` what each line of programme money spent and what was left, medians by financial
    year, with what the columns of its table say.
    It names the kind of machine and no host or user.
    """
    finished = [replication for replication, _ in records]
    lines = {"budgets": [dict(row) for row in budgets]} if budgets else {}
    explained = {"budgets": dict(budget_columns)} if budgets and budget_columns else {}
    return {
        "program": PROGRAM,
        "scenario": dict(scenario),
        "seed": seed,
        "replications_asked": list(asked),
        "replications_finished": finished,
        "interrupted": len(finished) < len(asked),
        "figures_fingerprint": figures,
        "figures_estimated": {name: list(lines) for name, lines in estimated.items()},
        "price_base": price_base,
        **lines,
        **surroundings(),
        "jobs": jobs,
        "seconds": round(seconds, 3),
        "seconds_by_replication": {str(replication): round(taken, 4) for replication, taken in records},
        "command": [without_places(word) for word in command],
        "columns": {
            table.name: {column.name: f"{column.unit}: {column.meaning}" for column in table.columns}
            for table in TABLES.values()
        }
        | explained,
    }


def study_manifest(
    kind: str,
    asked: Mapping[str, Any],
    *,
    headline: str,
    replications: int,
    simulated: int,
    seconds: float,
    processes: int,
    figures: str,
    failures: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    command: Sequence[str] = (),
) -> dict[str, Any]:
    """Describe a study: its kind, everything asked, how much was simulated, versions and command.

    ``headline`` names the CSV file to read first; ``replications`` counts all that the tables are made of, ``simulated``
    those of them done since the study was last begun; ``failures`` are the reasons of pieces left out; ``columns``
    explain what the tables hold beside the annual measures.
    """
    return {
        "program": PROGRAM,
        "study": kind,
        "asked": dict(asked),
        "headline": headline,
        "replications": replications,
        "simulated_now": simulated,
        "unfinished": bool(failures),
        "failures": list(failures),
        "figures_fingerprint": figures,
        **surroundings(),
        "processes": processes,
        "seconds": round(seconds, 3),
        "command": [without_places(word) for word in command],
        "columns": dict(columns or {}),
    }


def surroundings() -> dict[str, Any]:
    """Name the state of the program, the versions and the kind of machine, and no host or user."""
    return {
        "program_state": program_state(),
        "versions": {"python": platform.python_version(), **{name: version_of(name) for name in PACKAGES}},
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()},
    }


def without_places(word: str) -> str:
    """Write a word of a command without the place it names on one machine, and without the host of a cluster."""
    option, sign, value = word.partition("=") if word.startswith("--") else ("", "", word)
    if "://" in value:
        value = f"{value.partition('://')[0]}://…"
    elif Path(value).is_absolute():
        inside = Path(value).is_relative_to(Path.cwd())
        value = Path(value).relative_to(Path.cwd()).as_posix() if inside else f"…/{Path(value).name}"
    return f"{option}{sign}{value}"


def version_of(package: str) -> str:
    """Give the version of an installed package, or say that it runs from its source without being installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return f"not installed (python {sys.version_info.major}.{sys.version_info.minor}, from source)"
