"""All of England for ten years: time and memory of one replication, in a process of its own.

Run by itself, ``python -m benchmarks.england`` does the job once and prints ``{"seconds": …, "peak_mb": …}``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.machine import peak_memory_mb
from benchmarks.measurement import Measurement

CONFIGS = Path(__file__).resolve().parent.parent / "configs"


def measure_england(areas: str = "England") -> tuple[Measurement, Measurement]:
    """Time one replication of England on one core, and take the peak memory of the process that did it."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.england", areas],
        cwd=CONFIGS.parent,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures = json.loads(done.stdout)
    speed = Measurement(
        job=f"{areas}, 10 years, one replication, one core",
        measured=figures["seconds"],
        target=6.0,
        reach=3.0,
        unit="s",
        detail=f"{figures['authorities']} authorities, whole replication",
    )
    memory = Measurement(
        job=f"memory, {areas}",
        measured=figures["peak_mb"],
        target=1000.0,
        reach=500.0,
        unit="MB",
        detail="peak resident size of that process, interpreter and libraries included",
    )
    return speed, memory


def _once(areas: str) -> dict[str, float]:
    from workforce_sim.config import load_scenario
    from workforce_sim.figures.areas import select
    from workforce_sim.replication import replicate

    # One authority first, so that the compiled functions are loaded before the clock starts.
    warm = load_scenario(CONFIGS / "authorities" / "nottinghamshire.yaml")
    replicate(warm, select(warm.areas), seed=1, replication=0)
    scenario = load_scenario(CONFIGS / "england.yaml").with_values({"areas": areas})
    profiles = select(scenario.areas)
    begun = time.perf_counter()
    replicate(scenario, profiles, seed=1, replication=1)
    return {
        "seconds": time.perf_counter() - begun,
        "authorities": len(profiles),
        "peak_mb": peak_memory_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss),
    }


if __name__ == "__main__":
    print(json.dumps(_once(sys.argv[1])))
