"""What studies come to, in three sentences at most: what was found, what it hangs on, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.config.catalogue import written as given
from workforce_sim.records.ranges import FEW_REPLICATIONS
from workforce_sim.report import sensitivity_words, solve_words, stress_words
from workforce_sim.report.carried_out import sensitivity_asked, solved, stressed
from workforce_sim.report.numbers import name_of, spoken, written

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

MOST = 3

TOLD_SCORES = {
    "skill": "against the best naive forecast",
    "coverage_80": "what the 80% intervals hold",
    "coverage_95": "what the 95% intervals hold",
    "mape": "how far England is missed",
}


def first_measure(results: Reported) -> str:
    """Choose the measure of a sweep to say first: the first that was asked for, else the vacancy rate."""
    asked = results.stored.asked.get("measures") or ()
    return str(asked[0]) if asked else "vacancy_rate_fte"


def of_a_sweep(results: Reported) -> list[str]:
    """Say where the first measure of a sweep is lowest and highest in the last year, and how well each mean is known."""
    measure = first_measure(results)
    rows = results.here(results.table("summary")).filter(measure=measure, time_period=results.last).drop_nulls("mean")
    points = results.table("points")
    names = [name for name in points.columns if name not in ("point", "replications")]
    if rows.is_empty():
        return [f"{name_of(measure)} has no value in {results.last} at any of {points.height:,} points."]
    rows = rows.sort("mean", "point")
    lowest, highest = rows.row(0, named=True), rows.row(-1, named=True)
    at_lowest, at_highest = (", ".join(f"{name} {given(row[name])}" for name in names) for row in (lowest, highest))
    fewest, most = (int(end) for end in (points["replications"].to_numpy().min(), points["replications"].to_numpy().max()))
    count = f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"
    error = float(rows["standard_error"].fill_null(0.0).median() or 0.0)  # type: ignore[arg-type]
    size = written(error, measure).replace("%", " points")
    known = f", known to about ±{size} (standard error)" if error else ""
    return [
        f"Over {points.height:,} points, {_lower(name_of(measure))} in {results.area.name} in {results.last} is lowest,"
        f" {written(lowest['mean'], measure)} on average, with {at_lowest}.",
        f"It is highest, {written(highest['mean'], measure)}, with {at_highest}.",
        f"Each figure is a mean of {count} replication{'' if most == 1 else 's'}{known}; all points share their luck, so that"
        " differences between them are surer than the figures, but the lowest and highest of many owe something to chance.",
    ]


def of_a_stress(results: Reported) -> list[str]:
    """Say how likely the targets are without a shock, which shock does most harm, and which do none that can be shown."""
    found = stressed(results)
    without = found.targets.filter(shock="none")
    likely = ", ".join(f"{row['target']} {stress_words.percent(row['probability'])}" for row in without.to_dicts())
    told = [_plain(found.shocks["shock"].to_list(), sentence) for sentence in stress_words.ranked(found)]
    harm = next((sentence for sentence in told if sentence.startswith("Most harm")), "")
    unshown = next((sentence for sentence in told if sentence.startswith("With ")), "")
    count = found.question.replications
    few = "" if count >= stress_words.MANY_REPLICATIONS else f" {count} replications can tell little: ask for 100."
    sure = unshown or f"Each shock was simulated {count} times on the same luck."
    said = [f"Without a shock the targets are met with these probabilities: {likely}."]
    return [*said, *([harm] if harm else []), f"{sure}{few}"]


def of_a_solve(results: Reported) -> list[str]:
    """Say the value that does it, or that none does, with the evidence and how sure it is."""
    told = [spoken(sentence) for sentence in solve_words.sentences(solved(results))]
    return told[:MOST]


def of_a_sensitivity(results: Reported) -> list[str]:
    """Say which assumption each of the first two answers hangs on most, and how much of the ranking chance could make."""
    study, indices = sensitivity_asked(results), results.table("indices")
    told, shown = [], 0
    outputs = results.table("outputs").to_dicts()
    for output in outputs[: MOST - 1]:
        own = indices.filter(output=output["output"]).sort("rank")
        sentence = next(sensitivity_words.sentences(study, output, own))
        told.append(f"{name_of(output['measure'])} in {output['year']}: {spoken(_lower(sentence))}")
        shown += int(own["told_from_chance"].sum())
    of_these = sum(indices.filter(output=output["output"]).height for output in outputs[: MOST - 1])
    few = "" if study.replications >= FEW_REPLICATIONS else f" With {study.replications} replications a point, order is unsure."
    more = f" {len(outputs) - len(told)} more outputs stand below." if len(outputs) > len(told) else ""
    return [*told, f"{shown} of these {of_these} effects can be told from chance.{few}{more}"]


def of_a_backtest(results: Reported) -> list[str]:
    """Say how many bars are met, which are not, and what could not be checked."""
    bars = results.table("bars")
    judged = bars.filter(pl.col("state").is_in(["met", "missed"]))
    missed = judged.filter(state="missed")
    said = [f"{judged.height - missed.height} of {judged.height} bars set for the forecasts are met."]
    said.append(f"Missed: {_missed(missed)}." if missed.height else "None of those is missed.")
    if judged.height < bars.height:
        said.append(f"{bars.height - judged.height} more could not be checked: too little was simulated for them.")
    return said


def _missed(missed: pl.DataFrame) -> str:
    """List bars by measure, those alike but for the years ahead together."""
    told: dict[str, dict[str, list[str]]] = {}
    for row in missed.to_dicts():
        years = told.setdefault(name_of(row["measure"]).lower(), {}).setdefault(TOLD_SCORES[row["score"]], [])
        if row["horizon"] is not None:
            years.append(str(row["horizon"]))

    def ahead(years: list[str]) -> str:
        if not years:
            return ""
        named = f"{', '.join(years[:-1])} and {years[-1]}" if len(years) > 1 else years[0]
        return f" {named} year{'' if years == ['1'] else 's'} ahead"

    listed = {measure: ", ".join(f"{score}{ahead(years)}" for score, years in scores.items()) for measure, scores in told.items()}
    return "; ".join(f"{measure} ({scores})" for measure, scores in listed.items())


def _plain(shocks: list[str], sentence: str) -> str:
    for shock in sorted(shocks, key=len, reverse=True):
        sentence = sentence.replace(shock, shock.replace("_", " "))
    return spoken(sentence)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
