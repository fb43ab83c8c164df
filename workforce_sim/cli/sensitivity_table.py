"""What a sensitivity study says on screen: the parameters that matter most for each output, and how far to trust it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_sim.cli.written_page import where
from workforce_sim.report.amounts import when
from workforce_sim.report.sensitivity_words import MOST_ROWS, morris_cells, sentences, sobol_cells, varied_and_left_out

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from workforce_sim.studies.questions.sensitivity import Sensitivity

BAR = 12
"""Characters of the longest bar."""
WITHIN_CHANCE = "within chance"


def show(study: Sensitivity, path: Path, *, is_new: bool, simulated: int) -> None:
    """Print the largest effects on each output from the results folder, and what to make of them."""
    import polars as pl
    from rich.text import Text

    from workforce_sim.cli.console import console_for_results

    console = console_for_results()
    indices, outputs = pl.read_parquet(path / "indices.parquet"), pl.read_parquet(path / "outputs.parquet")
    for output in outputs.to_dicts():
        own = indices.filter(output=output["output"])
        console.print(ranking(study, output, own))
        for sentence in sentences(study, output, own):
            console.print(Text(sentence))
        console.print()
    for sentence in varied_and_left_out(study):
        console.print(Text(sentence))
    done = f"{simulated:,} replications simulated" if is_new else "Finished before; nothing had to be simulated"
    console.print(
        Text(f"{study.count_points:,} points, {study.replications} replications each, seed {study.seed}. {done}.")
    )
    log = f"workforce-sim assumptions FILE --rank {path} puts the ranks into the log of assumptions."
    console.print(Text(log), soft_wrap=True)
    console.print(Text(where(path, "indices.csv"), style="bold"), soft_wrap=True)


def ranking(study: Sensitivity, output: dict[str, Any], own: pl.DataFrame) -> Table:
    """List the parameters with the largest effect on an output, with a bar each."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    named = "" if output["output"] == output["measure"] else f"{output['output']}: "
    dated = when(output["measure"], output["year"])
    title = f"{named}{output['measure']} ({output['unit']}), {output['where']}, {dated}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", justify="right")
    table.add_column("parameter", overflow="fold")
    table.add_column("from", justify="right")
    table.add_column("to", justify="right")
    headings = ("effect", "95% range", "as it rises")
    if study.method == "sobol":
        headings = ("alone", "with others", "95% range")
    for heading in headings:
        table.add_column(heading, justify="left" if heading == headings[2] else "right", no_wrap=True)
    table.add_column("", no_wrap=True)
    rows = own.head(MOST_ROWS).to_dicts()
    index = "mu_star" if study.method == "morris" else "total_order"
    largest = max((row[index] for row in rows), default=0.0) or 1.0
    for row in rows:
        bar = "█" * max(1, round(BAR * row[index] / largest)) if row["told_from_chance"] else WITHIN_CHANCE
        cells = morris_cells(row) if study.method == "morris" else sobol_cells(row)
        ends = (f"{row['low']:g}", f"{row['high']:g}")
        table.add_row(str(row["rank"]), row["parameter"], *ends, *cells, Text(bar, style="" if "█" in bar else "dim"))
    return table
