"""``workforce-sim compare``: what a change makes of the same future, with how sure that is and which change did it."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workforce_sim.cli.studying import FROM_0, POSITIVE, at_work, finish, say_effort, study_options, write_tables

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.studies.comparison import Comparison
    from workforce_sim.studies.study_folder import StudyFolder
    from workforce_sim.studies.work import Work

KIND = "compare"
LONGEST_NAME = 120
DIFFERENCES, ATTRIBUTION, COSTS, COST_ATTRIBUTION = "differences", "attribution", "costs", "attribution_costs"
THE_SAME_ON_BOTH_SIDES = ("areas", "start", "horizon_years", "figures")
"""What --set gives the baseline too where there are two files: otherwise they could not be compared."""
COLUMNS = {
    "baseline_mean": "mean over the replications of the baseline",
    "mean": "mean over the replications of the scenario",
    "difference": "scenario less baseline, mean over pairs of replications",
    "lower": "lower end of the 95% interval of the difference (Student's t)",
    "upper": "upper end of the 95% interval of the difference (Student's t)",
    "standard_error": "standard error of the difference",
    "variance_ratio": "factor by which pairing cut the variance of the difference; empty where it never varies",
    "verdict": "whether the interval leaves zero out",
    "replications": "pairs of replications in which the value exists",
    "replications_to_settle": "fewest replications for which the interval would exclude zero; empty where none would",
    "change": "part of the scenario, or parameter, changed alone; their interaction; or all changes",
}


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
            write(folder, work, found, asked, time.perf_counter() - began)
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


def what_is_asked(scenarios: Sequence[Scenario], replications: int, seed: int, measures: Sequence[str]) -> dict[str, Any]:
    """Write down everything that makes a comparison this one and no other.

    The digests stand for the files of figures that scenarios name, of which the resolved values hold the paths alone.
    Parts, by which differences are taken apart, are written down where there are any, with what each of them sets.
    """
    made_of = [[{"name": part.name, "sets": sorted(part.values)} for part in scenario.parts] for scenario in scenarios]
    return {
        "study": KIND,
        "scenarios": [scenario.resolved() for scenario in scenarios],
        "digests": [scenario.digest() for scenario in scenarios],
        "replications": replications,
        "seed": seed,
        "measures": list(measures),
        **({"parts": made_of} if any(made_of) else {}),
    }


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


def write(folder: StudyFolder, work: Work, found: Comparison, asked: dict[str, Any], seconds: float) -> None:
    """Write the tables, in full as Parquet and rounded as CSV, and the manifest."""

    tables = {DIFFERENCES: found.differences, COSTS: found.costs}
    if len(found.attribution):
        tables |= {ATTRIBUTION: found.attribution, COST_ATTRIBUTION: found.cost_attribution}
    write_tables(folder, tables)
    finish(
        folder,
        work,
        KIND,
        asked,
        seconds,
        headline=f"{DIFFERENCES}.csv",
        replications=(len(asked["scenarios"]) + found.scenarios_for_attribution) * asked["replications"],
        columns=COLUMNS,
    )


def stored(path: Path, baseline: Scenario) -> Comparison:
    """Read a comparison that was finished before."""
    import polars as pl

    from workforce_sim.studies.comparison import Comparison
    from workforce_sim.studies.work import areas_of_scenario

    tables = {name: path / f"{name}.parquet" for name in (DIFFERENCES, ATTRIBUTION, COSTS, COST_ATTRIBUTION)}
    read = {name: pl.read_parquet(file) if file.exists() else pl.DataFrame() for name, file in tables.items()}
    areas = areas_of_scenario(baseline)
    return Comparison(read[DIFFERENCES], read[ATTRIBUTION], read[COSTS], areas, read[COST_ATTRIBUTION])
