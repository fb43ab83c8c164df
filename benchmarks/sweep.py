"""Sweeps of one authority through the engine of studies: time, efficiency of two processes, overhead and memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measurement import Measurement
from workforce_sim.config import load_scenario
from workforce_sim.config.scenario import Scenario
from workforce_sim.studies.crew import LocalCrew
from workforce_sim.studies.questions.sweep import Sweep
from workforce_sim.studies.study_folder import study_folder
from workforce_sim.studies.sweep import carry_out_sweep, pieces_at_first
from workforce_sim.studies.work import Work

CONFIGS = Path(__file__).resolve().parent.parent / "configs"
CORES = 2

PARENT = """
import resource, sys
from benchmarks.machine import peak_memory_mb
from benchmarks.sweep import small_scenario, timed_sweep
timed_sweep(small_scenario(), int(sys.argv[1]), jobs=2)
print(peak_memory_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""


def measure_sweep(points: int, points_for_memory: int) -> Iterable[Measurement]:
    """Time a sweep with its tables written, then look at efficiency, overhead and the memory of the parent."""
    scenario = load_scenario(CONFIGS / "authorities" / "nottinghamshire.yaml")
    # Starting the workers and loading the compiled functions is part of the first sweep of a day, not of each.
    timed_sweep(scenario, 4 * CORES, jobs=CORES)
    seconds, simulated = timed_sweep(scenario, points, jobs=CORES)
    share = points / 1000
    yield Measurement(
        job=f"{points:,}-point authority sweep, two cores, tables written",
        measured=seconds,
        target=40.0 * share,
        reach=20.0 * share,
        unit="s",
        detail=f"mean of {1000 * simulated / points:,.1f} ms inside a point",
    )
    alone, simulated_alone = timed_sweep(scenario, points // 4, jobs=1)
    together, _ = timed_sweep(scenario, points // 4, jobs=CORES)
    yield Measurement(
        job="efficiency of two processes",
        measured=100.0 * alone / (CORES * together),
        target=85.0,
        reach=95.0,
        unit="%",
        detail=f"{points // 4} points: {alone:,.1f} s with one process, {together:,.1f} s with two",
        more_is_better=True,
    )
    yield Measurement(
        job="storing and scheduling, over simulating",
        measured=100.0 * (alone - simulated_alone) / simulated_alone,
        target=10.0,
        reach=5.0,
        unit="%",
        detail=f"{points // 4} points with one process, design, pieces and tables",
    )
    few, many = (parent_megabytes(count) for count in (points_for_memory // 10, points_for_memory))
    yield Measurement(
        job=f"memory of the parent, {points_for_memory:,} points over {points_for_memory // 10:,}",
        measured=many / few,
        target=1.5,
        reach=1.1,
        unit="times",
        detail=f"{few:,.0f} MB and {many:,.0f} MB; Rutland, one year",
    )


def small_scenario() -> Scenario:
    """Give the smallest scenario that is real, for sweeps of very many points."""
    return load_scenario(CONFIGS / "authorities" / "rutland.yaml").with_values({"horizon_years": 1})


def timed_sweep(scenario: Scenario, points: int, jobs: int) -> tuple[float, float]:
    """Carry out a sweep over two levels in a new folder; give the seconds it took and those inside replications."""
    vary = {"turnover.level": {"low": 0.5, "high": 1.5}, "cases.referrals_level": {"low": 0.8, "high": 1.2}}
    sweep = Sweep.model_validate(
        {"name": "benchmark", "base": scenario, "vary": vary, "design": "latin_hypercube", "points": points, "replications": 1}
    )
    with tempfile.TemporaryDirectory() as parent, study_folder(Path(parent) / "sweep", sweep.asked()) as folder:
        begun = time.perf_counter()
        work = Work(folder.pieces, LocalCrew(jobs))
        swept = carry_out_sweep(work, sweep, pieces_at_first(sweep, points))
        folder.write_csv("points", swept.parameters())
        folder.write_long_table("annual_return", swept.annual_returns())
        folder.write_long_csv("summary", swept.summaries())
        return time.perf_counter() - begun, work.seconds_simulated


def parent_megabytes(points: int) -> float:
    """Carry out a sweep in a process of its own and give the most memory that it held itself, workers left out."""
    told = subprocess.run([sys.executable, "-c", PARENT, str(points)], capture_output=True, text=True, check=True)
    return float(told.stdout.split()[-1])
