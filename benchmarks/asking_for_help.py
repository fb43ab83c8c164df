"""How long someone waits who asks the command line for help."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.measurement import Measurement


def measure_help(times: int = 5) -> Measurement:
    """Time ``workforce-sim --help`` from a cold process; the median of several."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        ask = "from workforce_sim.cli import main; main(['--help'])"
        subprocess.run([sys.executable, "-c", ask], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
    return Measurement(
        job="workforce-sim --help",
        measured=1000.0 * statistics.median(seconds),
        target=300.0,
        reach=150.0,
        unit="ms",
        detail=f"median of {times}, process start included",
    )
