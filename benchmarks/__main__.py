"""Print the table of speed and size for this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click
from rich.console import Console
from rich.table import Table

from benchmarks.app import measure_app
from benchmarks.asking_for_help import measure_help
from benchmarks.authority import measure_authority
from benchmarks.case_book import measure_case_book
from benchmarks.england import measure_england
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement
from benchmarks.process_per_case import measure_against_process_per_case
from benchmarks.report import measure_report
from benchmarks.sweep import measure_sweep


@click.command()
@click.option("--quick", is_flag=True, help="Smaller jobs: a region for England, 100 points for 1,000.")
def main(quick: bool) -> None:
    """Measure every job and compare it with its target; exits with 1 if one is missed.

    Example: python -m benchmarks --quick
    """
    console = Console(width=None if sys.stdout.isatty() else 150)
    console.print(describe_machine(), soft_wrap=True, highlight=False)
    jobs: tuple[Callable[[], Iterable[Measurement]], ...] = (
        lambda: [measure_authority(replications=5 if quick else 25)],
        lambda: measure_england("East Midlands" if quick else "England"),
        lambda: [measure_case_book(replications=2 if quick else 10)],
        lambda: [measure_against_process_per_case(years=2 if quick else 10)],
        lambda: measure_sweep(points=100 if quick else 1000, points_for_memory=1000 if quick else 10_000),
        lambda: measure_report(points=100 if quick else 1000),
        measure_app,
        lambda: [measure_help()],
    )
    measurements: list[Measurement] = []
    with console.status("measuring") as status:
        for number, job in enumerate(jobs, start=1):
            status.update(f"measuring, part {number} of {len(jobs)}")
            measurements += job()
    console.print(table_of(measurements))
    sys.exit(0 if all(measurement.met for measurement in measurements) else 1)


def table_of(measurements: Iterable[Measurement]) -> Table:
    """Lay the measurements out, target and measured side by side."""
    table = Table("job", "how measured")
    for heading in ("target", "reach for", "measured"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for line in measurements:
        verdict = "met" if line.met else "[bold red]missed[/]"
        table.add_row(
            line.job, line.detail, line.shown(line.target), line.shown(line.reach), line.shown(line.measured), verdict
        )
    return table


if __name__ == "__main__":
    main()
