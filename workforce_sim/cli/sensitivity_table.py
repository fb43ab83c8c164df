"""What a sensitivity study says on screen: the parameters that matter most for each output, and how far to trust it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_sim.cli.amounts import when
from workforce_sim.cli.written_page import where

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from workforce_sim.studies.questions.sensitivity import Sensitivity

MOST_ROWS = 10
BAR = 12
"""Characters of the longest bar."""
ONE_WAY = 0.9
"""Share of the mean size of an effect that its mean must have for the effect to go one way."""
NOISY = 0.5
"""Share of the spread between points from which on chance hides much of it."""
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
        cells = _morris_cells(row) if study.method == "morris" else _sobol_cells(row)
        ends = (f"{row['low']:g}", f"{row['high']:g}")
        table.add_row(str(row["rank"]), row["parameter"], *ends, *cells, Text(bar, style="" if "█" in bar else "dim"))
    return table


def sentences(study: Sensitivity, output: dict[str, Any], own: pl.DataFrame) -> Iterator[str]:
    """Say what the ranking of one output means, and how much of it chance could have made."""
    from workforce_sim.studies.indices import may_pass

    first, count = own.row(0, named=True), len(own)
    surely = int(own["told_from_chance"].sum())
    unit = "percentage points" if output["unit"] == "per cent" else output["unit"]
    if surely and study.method == "morris":
        yield (
            f"Moving {first['parameter']} from {first['low']:g} to {first['high']:g} changes {output['measure']} by "
            f"{_shown(first['mu_star'])} {unit}, on average over the ranges of the others."
        )
    elif surely:
        yield (
            f"{first['parameter']} makes {first['first_order']:.0%} of the variance of {output['measure']} between points "
            f"by itself, and {first['total_order']:.0%} with what it does together with the others."
        )
    if not surely:
        yield f"No effect can be told from chance with {study.replications} replications a point; ask for more."
    elif surely < count:
        usual, most = float(own["by_chance"].median() or 0.0), float(own["by_chance"].max() or 0.0)  # type: ignore[arg-type]
        form = _shown if study.method == "morris" else _per_cent
        yield (
            f"{count - surely} of the {count} effects cannot be told from chance, which alone makes effects of about "
            f"{form(usual)} (up to {form(most)}, by parameter: by_chance in indices.csv)."
        )
    if surely:
        share = may_pass(study.replications)
        yield (
            f"With {study.replications} replications at most {share:.1%} of idle parameters pass as effects: of the {surely} "
            f"told from chance, perhaps {math.ceil(share * count)} of the smaller ones are none."
        )
    if study.method == "morris" and not own.head(MOST_ROWS)["told_from_chance"].all():
        yield (
            "The 95% range is over where the other parameters lie, with the luck of these replications; within chance means "
            "that other luck could have made the effect. More replications tell more apart."
        )
    if output["noise_share"] is not None:
        yield (
            f"The mean of {study.replications} replications is uncertain by {_shown(output['noise'])} {unit} (standard "
            f"error), {output['noise_share']:.0%} of the spread between points, {_shown(output['spread'])}."
        )
        if output["noise_share"] > NOISY:
            yield "That is much: ask for more replications before relying on the order."


def varied_and_left_out(study: Sensitivity) -> Iterator[str]:
    """Say how many parameters were varied, and which were not and why."""
    from workforce_sim.studies.questions.ranges import NO_RANGE, NOT_ONE_NUMBER, left_out, usual_ranges

    count = len(study.parameters)
    if study.parameters != usual_ranges(study.base):
        yield f"{count} parameters varied, as the study names them; all others stay as the scenario has them."
        return
    reasons = left_out(study.base)
    counts = Counter(reasons.values())
    parts = [f"{counts.pop(why)} {why}" for why in (NO_RANGE, NOT_ONE_NUMBER) if why in counts]
    parts += [f"{name} ({why})" for name, why in reasons.items() if why in counts]
    yield f"{count} parameters varied over their plausible ranges. Left as they are: {'; '.join(parts)}."


def _morris_cells(row: dict[str, Any]) -> tuple[str, str, str]:
    way = "either way"
    if abs(row["mu"]) >= ONE_WAY * row["mu_star"]:
        way = "rises" if row["mu"] > 0.0 else "falls"
    ends = f"{_shown(max(row['mu_star_lower'], 0.0))} to {_shown(row['mu_star_upper'])}"
    return _shown(row["mu_star"]), ends, way if row["mu_star"] > 0.0 else "does not move"


def _sobol_cells(row: dict[str, Any]) -> tuple[str, str, str]:
    ends = f"{_per_cent(row['total_order_lower'])} to {_per_cent(row['total_order_upper'])}"
    return _per_cent(row["first_order"]), _per_cent(row["total_order"]), ends


def _shown(value: float) -> str:
    """Write a number with about three figures."""
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def _per_cent(share: float) -> str:
    return f"{max(share, 0.0):.0%}"
