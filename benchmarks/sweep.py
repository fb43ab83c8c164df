"""A thousand points for one authority on two cores: each a replication of the scenario with two parameters changed."""

from __future__ import annotations

import time
from pathlib import Path

from joblib import Parallel, delayed

from benchmarks.measurement import Measurement
from workforce_sim.config import load_scenario
from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.areas import select
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.replication import replicate

CONFIGS = Path(__file__).resolve().parent.parent / "configs"
CORES = 2


def measure_sweep(side: int) -> Measurement:
    """Time a square grid of turnover and referral levels, ``side`` values of each, one replication a point."""
    scenario = load_scenario(CONFIGS / "authorities" / "nottinghamshire.yaml")
    profiles = select(scenario.areas)
    points = [(0.5 + i / side, 0.8 + 0.4 * j / side) for i in range(side) for j in range(side)][:1000]
    with Parallel(n_jobs=CORES, batch_size=8) as workers:
        # Starting the workers and loading the compiled functions is part of the first sweep of a day, not of each.
        workers(delayed(_point)(scenario, profiles, turnover, referrals) for turnover, referrals in points[: 2 * CORES])
        begun = time.perf_counter()
        finished = workers(delayed(_point)(scenario, profiles, turnover, referrals) for turnover, referrals in points)
        seconds = time.perf_counter() - begun
    share = len(points) / 1000
    return Measurement(
        job=f"{len(points):,}-point authority sweep, two cores",
        measured=seconds,
        target=40.0 * share,
        reach=20.0 * share,
        unit="s",
        detail=f"mean of {1000 * sum(finished) / len(finished):,.1f} ms inside a point",
    )


def _point(scenario: Scenario, profiles: tuple[AuthorityProfile, ...], turnover: float, referrals: float) -> float:
    changed = scenario.with_values({"turnover.level": turnover, "cases.referrals_level": referrals})
    return float(replicate(changed, profiles, seed=1, replication=1).seconds)
