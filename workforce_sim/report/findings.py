"""What results come to, in three sentences at most: what was found, what it costs or hangs on, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.config.assumptions import assumptions
from workforce_sim.records.ranges import FEW_REPLICATIONS
from workforce_sim.report.comparison_words import sentences
from workforce_sim.report.futures import Futures, futures
from workforce_sim.report.headlines import headlines
from workforce_sim.report.numbers import name_of, pounds, written
from workforce_sim.studies.comparison import Comparison
from workforce_sim.studies.paired import HIGHER, LOWER

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

MOST = 3


def findings(results: Reported) -> list[str]:
    """Say what the results of a folder come to; three sentences at most."""
    return BY_KIND[results.stored.kind](results)[:MOST]


def of_a_run(results: Reported) -> list[str]:
    """Say where vacancies and people in post are now, where they may be, and what the ranges leave out."""
    vacancies, in_post = futures(results, "vacancy_rate_fte"), futures(results, "inpost_fte")
    return [_course(results, vacancies), _course(results, in_post), how_sure(results)]


def _course(results: Reported, found: Futures) -> str:
    name, measure = name_of(found.measure), found.measure
    line = found.at(results.last)
    now = found.at(results.start)["median"]
    reach = ""
    if 80 in found.ranges:
        low, high = written(line["lower_80"], measure), written(line["upper_80"], measure)
        reach = f", and eight in ten of them lie between {low} and {high}"
    return (
        f"{name} in {results.area.name}: {written(now, measure)} in {results.start}; in {results.last} the middle of"
        f" {results.replications} simulated futures is {written(line['median'], measure)}{reach}."
    )


def how_sure(results: Reported) -> str:
    """Say what the ranges hold and what they leave out."""
    rows = assumptions(results.scenario)
    red = sum(row.reliability == "red" for row in rows)
    few = "" if results.replications >= FEW_REPLICATIONS else f" {results.replications} replications are few for firm ranges."
    return (
        f"The ranges hold chance and unsure rates, not doubt about the {red} of {len(rows)} assumptions that have no published"
        f" source.{few}"
    )


def of_a_comparison(results: Reported) -> list[str]:
    """Say the headline difference with its interval and price, and whether anything gets worse on the way."""
    found = comparison(results)
    if found.is_same:
        return ["The scenarios are the same: exactly no difference, in any measure, year or area."]
    said = []
    for scenario in found.scenarios:
        told = list(sentences(found, scenario, headlines(found, ())))
        prefix = f"{scenario}: " if len(found.scenarios) > 1 else ""
        said.append(f"{prefix}{told[0].rstrip('.')}{_for_so_much(found, scenario)}.")
        if len(found.scenarios) == 1:
            said += told[1:2]
    said.append(
        f"Each difference is of {int(str(found.differences['replications'].max()))} pairs on the same luck; its 95% interval is"
        " of chance alone, as if every assumption were right."
    )
    return said


def comparison(results: Reported) -> Comparison:
    """Read a comparison as its study gave it."""
    tables = {
        name: results.table(name) if results.has(name) else pl.DataFrame()
        for name in ("differences", "attribution", "costs", "attribution_costs")
    }
    return Comparison(tables["differences"], tables["attribution"], tables["costs"], results.areas, tables["attribution_costs"])


def _for_so_much(found: Comparison, scenario: str) -> str:
    """Say what the change costs or saves a year, where that is sure."""
    cost = found.cost("total_gbp", scenario=scenario)
    if cost.difference is None or cost.verdict not in (LOWER, HIGHER):
        return ""
    a_year = cost.difference / (found.years[-1] - found.years[0])
    return f", for {pounds(a_year)} a year" if a_year > 0.0 else f", saving {pounds(-a_year)} a year"


def of_a_sweep(results: Reported) -> list[str]:
    """Say where the first measure of a sweep is lowest and highest."""
    from workforce_sim.report.charts.sweep import sweep

    picture = sweep(results)[0]
    words = picture.alt.partition(". ")[2].split(". ")
    return [f"{words[0]}.", *(f"{sentence.rstrip('.')}." for sentence in words[1:2]), picture.note]


def of_a_stress(results: Reported) -> list[str]:
    """Say which shock does most harm, which targets fail without any, and how many replications stand behind it."""
    table, shocks = results.table("targets"), results.table("shocks").sort("rank")
    without = table.filter(shock="none")
    likely = ", ".join(f"{row['target']} {row['probability']:.0%}" for row in without.iter_rows(named=True))
    worst = shocks.row(0, named=True)["shock"]
    hit = table.filter(shock=worst)
    under = ", ".join(f"{row['target']} {row['probability']:.0%}" for row in hit.iter_rows(named=True))
    count = without["replications"][0]
    return [
        f"Without a shock the targets are met with these probabilities: {likely}.",
        f"Most harm is done by {worst.replace('_', ' ')}: {under}.",
        f"{count} replications of each shock: a probability is known to about {100 / count**0.5:.0f} points at worst; when and"
        " how long shocks last is assumed.",
    ]


def of_a_solve(results: Reported) -> list[str]:
    """Say the value that does it, or that none does, with its evidence."""
    answer = results.table("answer").row(0, named=True)
    asked = f"{answer['target']} with a probability of {answer['probability_asked']:g}"
    if answer["value"] is None:
        best = f"{answer['best']:g}, which does with {answer['best_probability']:.0%}"
        first = f"No value of {answer['lever']} tried brings {asked}; the best is {best}."
    else:
        interval = f"{answer['does_lower']:.0%} to {answer['does_upper']:.0%}"
        first = (
            f"The {answer['find']} {answer['lever']} that brings {asked} is {answer['value']:g}: met in"
            f" {answer['does_probability']:.0%} of replications ({interval})."
        )
    sure = "The answer is decided beyond the doubt allowed." if answer["is_decided"] else "It is too close to be sure."
    return [first, f"{sure} {answer['replications']:,} replications were spent.", how_sure(results)]


def of_a_sensitivity(results: Reported) -> list[str]:
    """Say which assumption each answer hangs on most."""
    indices, outputs = results.table("indices"), results.table("outputs")
    said = []
    for output in outputs.iter_rows(named=True):
        first = indices.filter(output=output["output"]).sort("rank").row(0, named=True)
        size = first.get("mu_star", first.get("total_order"))
        what = "changes it by" if "mu_star" in first else "makes this share of its variance:"
        unit = "points" if output["unit"] == "per cent" else output["unit"]
        after = f" {unit}" if "mu_star" in first else ""
        said.append(
            f"{name_of(output['measure'])} in {output['year']} hangs most on {first['parameter']}: over its range,"
            f" {first['low']:g} to {first['high']:g}, it {what} {size:,.3g}{after}."
        )
    return said


def of_a_backtest(results: Reported) -> list[str]:
    """Say how many bars are met and which are not."""
    bars = results.table("bars")
    judged = bars.filter(pl.col("state").is_in(["met", "missed"]))
    missed = judged.filter(state="missed")
    names = "; ".join(
        f"{name_of(row['measure'])}, {row['score'].replace('_', ' ')}, {row['horizon'] or 'all'} years ahead"
        for row in missed.iter_rows(named=True)
    )
    met = f"{judged.height - missed.height} of {judged.height} bars are met."
    said = [met, f"Missed: {names}." if names else "None is missed."]
    if judged.height < bars.height:
        said.append(f"{bars.height - judged.height} more could not be checked: too little was simulated for them.")
    return said


BY_KIND: Mapping[str, Callable[[Reported], list[str]]] = {
    "run": of_a_run,
    "compare": of_a_comparison,
    "sweep": of_a_sweep,
    "stress": of_a_stress,
    "solve": of_a_solve,
    "sensitivity": of_a_sensitivity,
    "backtest": of_a_backtest,
}
