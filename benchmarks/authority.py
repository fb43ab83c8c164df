"""One authority for ten years: a single replication, on one core."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from benchmarks.measurement import Measurement
from workforce_sim.config import load_scenario
from workforce_sim.figures.areas import select
from workforce_sim.replication import replicate

CONFIGS = Path(__file__).resolve().parent.parent / "configs"


def measure_authority(replications: int) -> Measurement:
    """Time a whole replication of Nottinghamshire, warm start and records included; the median of several."""
    scenario = load_scenario(CONFIGS / "authorities" / "nottinghamshire.yaml")
    profiles = select(scenario.areas)
    replicate(scenario, profiles, seed=1, replication=0)  # compiles, or loads what was compiled before
    seconds = []
    for replication in range(1, replications + 1):
        begun = time.perf_counter()
        replicate(scenario, profiles, seed=1, replication=replication)
        seconds.append(time.perf_counter() - begun)
    return Measurement(
        job=f"Nottinghamshire, {scenario.horizon_years} years, one replication, one core",
        measured=1000.0 * statistics.median(seconds),
        target=40.0,
        reach=20.0,
        unit="ms",
        detail=f"median of {replications}; slowest {1000.0 * max(seconds):,.1f} ms",
    )
