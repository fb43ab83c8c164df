"""``workforce-sim backtest``: forecasts from past censuses scored against what happened, beside naive ones."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workforce_sim.cli.studying import FROM_0, POSITIVE, at_work, say_effort, study_options
from workforce_sim.cli.usage import typed
from workforce_sim.errors import UserError

if TYPE_CHECKING:
    from workforce_sim.backtest.study import Backtest, Backtested
    from workforce_sim.studies.study_folder import StudyFolder
    from workforce_sim.studies.work import Work

FIRST_YEARS = "2019:2024"
ONLY_WHOLE = ("forecasts", "left_out")
"""Tables that are written as Parquet alone: the other two are what a person reads."""


@click.command("backtest")
@click.option("--origins", default=FIRST_YEARS, show_default=True, metavar="YEARS", help="FIRST:LAST or a list 2021,2023.")
@click.option("--areas", multiple=True, metavar="NAME", help="England unless given; an area or several, may be repeated.")
@click.option("--replications", type=POSITIVE, default=40, show_default=True, help="How many times to simulate each origin.")
@click.option("--seed", type=FROM_0, default=1, show_default=True, help="The same seed gives the same numbers.")
@click.option("--page", type=click.Path(path_type=Path), help="Write the page on validation to this file, Markdown.")
@click.option("--dry-run", is_flag=True, help="Say what it would take, and simulate nothing.")
@study_options
def command(
    origins: str,
    areas: tuple[str, ...],
    replications: int,
    seed: int,
    page: Path | None,
    dry_run: bool,
    jobs: int | None,
    cluster: str | None,
    out: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Forecast from past censuses with what was known then, and score the forecasts against what happened since.

    The model is calibrated on what was published by each origin, started there, and held against up to five later
    censuses. Four naive forecasts from the same figures are scored beside it: a model that is not better is not needed.

    \b
    Example, every origin, and the page that says what came of it:
      workforce-sim backtest --origins 2019:2024 --replications 40 --page docs/validation.md
    """
    from workforce_sim.backtest.study import asked_backtest, carry_out_backtest

    chosen: str | tuple[str, ...] = areas[0] if len(areas) == 1 else areas or "England"
    question = asked_backtest(read_origins(origins), replications, seed, chosen)
    path = out or Path("results") / folder_name(question)
    if page is not None:
        check_page(page)
    if dry_run:
        pieces = question.pieces()
        say_effort(question.of_middling_length, pieces, replications * len(pieces), jobs, path)
        return
    asked = question.identity()
    with at_work(path, asked, force=force, jobs=jobs, cluster=cluster, quiet=quiet) as (folder, work):
        is_new = not folder.is_finished
        if is_new:
            began = time.perf_counter()
            found = carry_out_backtest(work, question)
            write(folder, work, found, asked, time.perf_counter() - began)
        else:
            found = stored(path, question)
    if page is not None:
        write_page(found, page)
    if not quiet:
        from workforce_sim.cli import backtest_table

        backtest_table.show(found, path, page, is_new=is_new, simulated=work.simulated)


def read_origins(text: str) -> list[int]:
    """Read FIRST:LAST or a list of years; raises UserError with what was given and what is allowed."""
    allowed = f"it must be years such as {FIRST_YEARS} or 2021,2023"
    if not re.fullmatch(r"\s*\d{4}\s*(:\s*\d{4}\s*|(,\s*\d{4}\s*)*)", text):
        raise UserError(f'--origins is "{text}"; {allowed}')
    if ":" not in text:
        return [int(year) for year in text.split(",")]
    first, last = (int(year) for year in text.split(":"))
    if first > last:
        raise UserError(f'--origins is "{text}"; the first year must not be after the last')
    return list(range(first, last + 1))


def folder_name(question: Backtest) -> str:
    """Name the results folder after what is simulated, in letters, digits and _."""
    areas = question.scenarios[0].areas
    named = areas if isinstance(areas, str) else "_".join(areas)
    return "backtest" if named == "England" else re.sub(r"[^A-Za-z0-9]+", "_", f"backtest_{named}")[:80].strip("_")


def write(folder: StudyFolder, work: Work, found: Backtested, asked: dict[str, Any], seconds: float) -> None:
    """Write the tables, in full as Parquet and those to read as CSV, and the manifest."""
    from workforce_sim.backtest.columns import COLUMNS
    from workforce_sim.backtest.study import KIND
    from workforce_sim.studies.study_tables import finish, write_tables

    write_tables(folder, found.named(), only_whole=ONLY_WHOLE)
    question = found.question
    replications = question.replications * len(question.origins)
    finish(folder, work, KIND, asked, seconds, headline="bars.csv", replications=replications, columns=COLUMNS, command=typed())


def stored(path: Path, question: Backtest) -> Backtested:
    """Read a backtest that was finished before."""
    import polars as pl

    from workforce_sim.backtest.study import TABLES, Backtested

    return Backtested(question, **{name: pl.read_parquet(path / f"{name}.parquet") for name in TABLES})


def check_page(path: Path) -> None:
    """Refuse to replace a file that is no page of ours, before anything is simulated."""
    from workforce_sim.backtest.page import TITLE

    if not path.parent.is_dir():
        raise UserError(f"--page {path}: there is no folder {path.parent}")
    if path.is_dir() or (path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(TITLE)):
        raise UserError(f"--page {path}: holds something else; give a file that does not exist yet or an earlier page")


def write_page(found: Backtested, path: Path) -> None:
    """Write the page and give it its name once it is whole."""
    from workforce_sim.backtest.page import page
    from workforce_sim.whole_file import named_once_whole

    try:
        with named_once_whole(path) as unnamed:
            unnamed.write_text(page(found), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}; choose another file with --page") from None
