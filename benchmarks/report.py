"""The page of a large sweep: how long it takes to write and how large it is."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner

from benchmarks.measurement import Measurement
from workforce_sim.cli import main

NOTTINGHAMSHIRE = Path(__file__).resolve().parent.parent / "configs" / "authorities" / "nottinghamshire.yaml"
SWEEP = """
study: sweep
scenario: {scenario}
name: large
design: latin_hypercube
points: {points}
vary: {{turnover.level: {{low: 0.8, high: 1.2}}, labour_market.candidates_level: {{low: 0.8, high: 1.2}}}}
replications: 1
"""


def measure_report(points: int) -> Iterable[Measurement]:
    """Simulate a sweep, then time the command that writes its page, and weigh the page."""
    with tempfile.TemporaryDirectory() as parent:
        study, folder = Path(parent) / "large.yaml", Path(parent) / "large"
        study.write_text(SWEEP.format(scenario=NOTTINGHAMSHIRE, points=points), encoding="utf-8")
        _call("sweep", str(study), "--out", str(folder), "--no-report", "--quiet")
        begun = time.perf_counter()
        _call("report", str(folder), "--quiet")
        seconds = time.perf_counter() - begun
        size = (folder / "report.html").stat().st_size / 1e6
    detail = "ten years of Nottinghamshire, one replication a point"
    yield Measurement(
        job=f"page of a {points:,}-point sweep", measured=seconds, target=20.0, reach=5.0, unit="s", detail=detail
    )
    yield Measurement(
        job=f"size of that page, {points:,} points", measured=size, target=10.0, reach=2.0, unit="MB", detail="pictures included"
    )


def _call(*words: str) -> None:
    told = CliRunner().invoke(main, list(words))
    if told.exit_code != 0:
        raise RuntimeError(told.output)
