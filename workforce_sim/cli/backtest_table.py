"""What a backtest says on screen: skill and coverage by measure and years ahead, every bar, and what it comes to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.cli.written_page import where

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from workforce_sim.backtest.study import Backtested
    from workforce_sim.backtest.wording import Row

STYLES = {"better": "green", "worse": "red", "met": "green", "missed": "red"}


def show(found: Backtested, path: Path, page: Path | None, *, is_new: bool, simulated: int) -> None:
    """Print the scoreboard, the bars and a paragraph."""
    from rich.text import Text

    from workforce_sim.backtest.wording import sentences
    from workforce_sim.cli.console import console_for_results

    console = console_for_results()
    console.print(scoreboard(found))
    console.print(
        Text(
            "In each cell: CRPS against the best naive forecast, with its standard error (less is better); its name; what the "
            "80% and the 95% intervals hold. Authorities, all origins together."
        )
    )
    console.print(bars(found))
    console.print(Text(" ".join(sentences(found.scoreboard, found.bars))))
    if found.left_out.height:
        names = found.left_out["name"].n_unique()
        console.print(Text(f"{found.left_out.height:,} figures of {names} places are not scored: see left_out.parquet."))
    question = found.question
    done = f"{simulated:,} replications simulated" if is_new else "Finished before; nothing had to be simulated"
    console.print(Text(f"{done}; {question.replications} of each origin, seed {question.seed}."))
    if page is not None:
        console.print(Text(f"Page: {page}"), soft_wrap=True)
    console.print(Text(where(path, "scoreboard.csv"), style="bold"), soft_wrap=True)


def scoreboard(found: Backtested) -> Table:
    """Lay out the skill and the coverage of every measure, by years ahead."""
    from rich import box
    from rich.table import Table

    from workforce_sim.backtest.panel import MEASURES
    from workforce_sim.backtest.wording import SPOKEN, pooled, years

    rows = pooled(found.scoreboard)
    horizons = sorted({horizon for _, horizon in rows if horizon is not None})
    origins = found.question.origins
    title = f"Forecasts from the censuses of {', '.join(map(str, origins))} against what happened"
    laid = Table(title=title, box=box.SIMPLE_HEAD, title_style="bold", title_justify="left", show_lines=True)
    laid.add_column("", no_wrap=True)
    for horizon in horizons:
        laid.add_column(f"{years([horizon])} ahead", justify="right")
    for measure in MEASURES:
        if (measure, None) in rows:
            laid.add_row(SPOKEN[measure], *(_cell(rows.get((measure, horizon))) for horizon in horizons))
    return laid


def bars(found: Backtested) -> Table:
    """Lay out every bar with what was found, those alike but for the years ahead in one row."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from workforce_sim.backtest.page_tables import WHERE, ahead, score_and_bounds
    from workforce_sim.backtest.wording import SPOKEN

    alike: dict[tuple[str, str, str, str], list[Text]] = {}
    for row in found.bars.iter_rows(named=True):
        score, asked, value = score_and_bounds(row)
        horizon = "" if row["horizon"] is None else f"{ahead(row['horizon'])}: "
        key = (SPOKEN[row["measure"]], WHERE[row["geographic_level"]], score, asked)
        told = Text(f"{horizon}{value} {row['state']}", style=STYLES.get(row["state"], "dim"))
        alike.setdefault(key, []).append(told)
    laid = Table(title="Bars, by years ahead", box=box.SIMPLE_HEAD, title_style="bold", title_justify="left")
    for heading in ("measure", "where", "score", "asked", "found"):
        laid.add_column(heading)
    for key, cells in alike.items():
        laid.add_row(*key, Text(", ").join(cells))
    return laid


def _cell(row: Row | None) -> Text:
    from rich.text import Text

    from workforce_sim.backtest.wording import standing

    if row is None:
        return Text("–")
    error = row["skill_standard_error"]
    sure = "" if error is None else f" ±{100.0 * error:.1f}"
    cell = Text(f"{100.0 * row['skill']:+.1f}%{sure}", style=STYLES.get(standing(row), ""))
    cell.append(f"\n{row['best_naive']}\n", style="default")
    held = ["–" if row[name] is None else f"{100.0 * row[name]:.0f}%" for name in ("coverage_80", "coverage_95")]
    return cell.append(" and ".join(held), style="default")
