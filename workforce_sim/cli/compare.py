"""``workforce-sim compare``: what a change makes of the same future, with how sure that is and which change did it."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workforce_sim.cli.studying import FROM_0, POSITIVE, at_work, say_effort, study_options
from workforce_sim.cli.usage import typed

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario

LONGEST_NAME = 120
THE_SAME_ON_BOTH_SIDES = ("areas", "start", "horizon_years", "figures")
"""What --set gives the baseline too where there are two files: otherwise they could not be compared."""


@click.command("compare")
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True, type=click.Path())
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change all but the baseline; may be repeated.")
@click.option("--replications", type=POSITIVE, default=50, show_default=True, help="How many times to simulate each.")
@click.option("--seed", type=FROM_0, default=1, show_default=True, help="The same seed gives the same numbers.")
@click.option("--measure", "measures", multiple=True, metavar="NAME", help="Compare this measure alone; may be repeated.")
@click.option("--year", "years", multiple=True, type=POSITIVE, help="Show this year; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what it would take, and simulate nothing but one replication.")
@study_options
def command(
    scenarios: tuple[str, ...],
    settings: tuple[str, ...],
    replications: int,
    seed: int,
    measures: tuple[str, ...],
    years: tuple[int, ...],
    dry_run: bool,
    jobs: int | None,
    cluster: str | None,
    out: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Compare scenarios with a baseline, the first SCENARIO file, on the same chance events.

    With one file the baseline is the file as it is, and --set says what to change in it. With several, areas, start,
    horizon_years and figures are set in the baseline too. Every difference comes with its 95% interval. Where a scenario
    extends several files, each of these parts is also simulated alone to say what it contributed; else, where several
    parameters change, each of them.

    \b
    Example, twelve apprentices a year in Nottinghamshire against none:
      workforce-sim compare configs/authorities/nottinghamshire.yaml --set apprenticeship.intake=12 --out results/twelve
    """
    from workforce_sim.cli.loaded import loaded
    from workforce_sim.studies.compare import carry_out_compare, check_comparable, labels_of, wanted_of
    from workforce_sim.studies.kept_comparison import stored, what_is_asked, write

    others = scenarios[1:] or scenarios[:1]
    of_both = tuple(setting for setting in settings if setting.partition("=")[0].strip() in THE_SAME_ON_BOTH_SIDES)
    asked_for = [loaded(scenarios[0], of_both if scenarios[1:] else ())[0], *(loaded(file, settings)[0] for file in others)]
    check_comparable(asked_for, replications, seed, measures)
    check_years(asked_for[0], years)
    path = out or Path("results") / folder_name(labels_of(asked_for))
    if dry_run:
        sides, *apart = wanted_of(asked_for, replications, seed)
        wanted = [*sides, *(one for each in apart for one in each)]
        say_effort(asked_for[0], [each.pieces() for each in wanted], replications * len(wanted), jobs, path)
        click.echo(in_words(len(sides), len(wanted) - len(sides), replications))
        return
    asked = what_is_asked(asked_for, replications, seed, measures)
    with at_work(path, asked, force=force, jobs=jobs, cluster=cluster, quiet=quiet) as (folder, work):
        is_new = not folder.is_finished
        if is_new:
            began = time.perf_counter()
            found = carry_out_compare(work, asked_for, replications, seed, measures)
            write(folder, work, found, asked, time.perf_counter() - began, typed())
        else:
            found = stored(path, asked_for[0])
    if not quiet:
        from workforce_sim.cli import differences_table
        from workforce_sim.report.headlines import subjects

        is_changed = len(set(asked["digests"])) > 1
        is_set_forgotten = len(scenarios) == 1 and not settings
        prices = asked_for[0].money.price_base
        differences_table.show(
            found,
            measures,
            prices,
            about=subjects(asked_for),
            years=years,
            is_changed=is_changed,
            is_set_forgotten=is_set_forgotten,
        )
        if found.scenarios_for_attribution:
            click.echo(in_words(len(asked_for), found.scenarios_for_attribution, replications))
        differences_table.say_how_made(asked_for[-1], replications, seed, work.simulated if is_new else None)
        differences_table.say_where(path)


def check_years(baseline: Scenario, years: Sequence[int]) -> None:
    """Refuse years that are not simulated; raises UserError."""
    from workforce_sim.errors import UserError
    from workforce_sim.studies.work import census_years

    simulated = census_years(baseline.calendar())[1:]
    for year in years:
        if year not in simulated:
            raise UserError(f"--year is {year}; it must be a year that is simulated, {simulated[0]} to {simulated[-1]}")


def in_words(sides: int, apart: int, replications: int) -> str:
    """Say how many replications a comparison has and what they are for."""
    taken = f"; to take differences apart {apart} more, {apart * replications:,} replications" if apart else ""
    return f"{sides} scenarios, {sides * replications:,} replications{taken}."


def folder_name(labels: Sequence[str]) -> str:
    """Name the results folder after what is compared, in letters, digits and _."""
    baseline = labels[0]
    others = [label.removeprefix(f"{baseline} with ") for label in labels[1:]]
    named = " and ".join(others[:2]) + (f" and {len(others) - 2} more" if len(others) > 2 else "")
    return re.sub(r"[^A-Za-z0-9]+", "_", f"compare {baseline} with {named}")[:LONGEST_NAME].strip("_")
