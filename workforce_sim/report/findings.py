"""What results come to, in three sentences at most: what was found, what it costs or hangs on, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from workforce_sim.config.assumptions import assumptions
from workforce_sim.records.ranges import FEW_REPLICATIONS
from workforce_sim.report.carried_out import compared
from workforce_sim.report.comparison_words import for_so_much, price, sentences, turnings
from workforce_sim.report.futures import Futures, futures
from workforce_sim.report.headlines import headlines
from workforce_sim.report.numbers import name_of, written
from workforce_sim.report.study_findings import MOST, of_a_backtest, of_a_sensitivity, of_a_solve, of_a_stress, of_a_sweep
from workforce_sim.studies.wording import ENOUGH_TO_GO_BY

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported


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
    now = written(found.at(results.start)["median"], measure)
    begun = f"{name} in {results.area.name}: {now} in {results.start}; in {results.last}"
    if results.replications == 1:
        return f"{begun} {written(line['median'], measure)} in the one future that was simulated."
    reach = ""
    if 80 in found.ranges:
        low, high = written(line["lower_80"], measure), written(line["upper_80"], measure)
        reach = f", and eight in ten of them lie between {low} and {high}"
    return f"{begun} the middle of {results.replications} simulated futures is {written(line['median'], measure)}{reach}."


def how_sure(results: Reported) -> str:
    """Say what the ranges hold and what they leave out."""
    rows = assumptions(results.scenario)
    red = f"the {sum(row.reliability == 'red' for row in rows)} of {len(rows)} assumptions that have no published source"
    count = results.replications
    if count == 1:
        return f"One replication shows what may happen and not how likely it is; nor is there doubt in it about {red}."
    held = "chance and unsure rates" if results.scenario.uncertainty == "chance+rates" else "chance alone"
    few = "" if count >= FEW_REPLICATIONS else f" {count} replications are few for firm ranges."
    return f"The ranges hold {held}, not doubt about {red}.{few}"


def of_a_comparison(results: Reported) -> list[str]:
    """Say the headline difference with its interval and price, what is worse on the way, and how sure that is."""
    found = compared(results)
    if found.is_same:
        return ["The scenarios are the same: exactly no difference, in any measure, year or area."]
    shown = headlines(found, ())
    said = {scenario: list(sentences(found, scenario, shown)) for scenario in found.scenarios}
    headline = {scenario: words[0].rstrip(".") for scenario, words in said.items()}
    if len(found.scenarios) == 1:
        (scenario,) = found.scenarios
        told = [f"{headline[scenario]}{for_so_much(found, scenario)}."]
        on_the_way = [*turnings(found, scenario, shown), price(found, scenario, shown), *said[scenario][1:2]]
        told += [sentence for sentence in on_the_way if sentence][:1]
    else:
        told = ["; ".join(f"{name}: {words}{for_so_much(found, name)}" for name, words in headline.items()) + "."]
    pairs = int(str(found.differences["replications"].max()))
    few = f" {pairs} pairs are too few to rely on." if pairs < ENOUGH_TO_GO_BY else ""
    told.append(
        f"Each difference is of {pairs} pairs on the same luck; its 95% interval is of chance alone, as if every assumption were"
        f" right.{few}"
    )
    return told


BY_KIND: Mapping[str, Callable[[Reported], list[str]]] = {
    "run": of_a_run,
    "compare": of_a_comparison,
    "sweep": of_a_sweep,
    "stress": of_a_stress,
    "solve": of_a_solve,
    "sensitivity": of_a_sensitivity,
    "backtest": of_a_backtest,
}
