"""The tables that a page has of studies: targets and whether they are met, what was tried, ranks, and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_sim.config.catalogue import written as given
from workforce_sim.report.carried_out import sensitivity_asked, solved, stressed
from workforce_sim.report.numbers import bare, name_of, spoken, unit_of, written
from workforce_sim.report.sensitivity_words import morris_cells, sobol_cells
from workforce_sim.report.solve_words import interval
from workforce_sim.report.stress_words import percent
from workforce_sim.report.study_findings import TOLD_SCORES, first_measure
from workforce_sim.report.table import Table

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

MOST_ROWS = 60
MOST_RANKS = 15
MOST_ACROSS, MOST_DOWN = 8, 24
"""Values of two parameters that a table of a grid can be read with."""
FEWEST_ACROSS = 2
LIKELY, UNLIKELY = "likelier met than missed", "likelier missed than met"


def of_a_stress(results: Reported) -> list[Table]:
    """Lay out the targets, how likely each is under each shock, what breaks first, and what the shocks are."""
    found = stressed(results)
    table, shocks = found.targets, found.shocks.sort("rank").to_dicts()
    names = [target.name for target in found.question.targets]
    broken = {row["shock"]: row for row in found.breaks_first.to_dicts()}
    rows = []
    for shock in ("none", *(row["shock"] for row in shocks)):
        own = {row["target"]: row for row in table.filter(shock=shock).to_dicts()}
        first = broken[shock]
        since = "" if first["first_census"] is None else f", {first['first_census']}"
        cells = [_likely(own[name]) for name in names]
        rows.append(["no shock" if shock == "none" else shock.replace("_", " "), *cells, f"{first['target']}{since}"])
    without = {row["target"]: row for row in table.filter(shock="none").to_dicts()}
    asked = [
        [target.name, spoken(target.words()), percent(without[target.name]["probability"]), _verdict(without[target.name])]
        for target in found.question.targets
    ]
    meant = [
        [
            row["shock"].replace("_", " "),
            row["size_in_words"] or "–",
            row["meaning"],
            row["reliability"],
            " ".join(part for part in (row["source"], row["reason"]) if part),
        ]
        for row in shocks
    ]
    heads = ["Target", "What is asked", "Probability", "Verdict"]
    note = (
        "In brackets the 95% interval; lower and higher mark changes beyond chance, judged on the same replications. Breaks"
        " first: the target least likely to be met, and the first census since the shock at which half or more miss it."
    )
    return [
        Table("Targets, and whether they are met without a shock", heads, asked, words=4),
        Table("Probability that each target is met", ["Shock", *names, "Breaks first"], rows, note),
        Table("What each shock is", ["Shock", "Size", "Meaning", "Reliability", "Source or reason"], meant, words=5),
    ]


def _likely(row: dict[str, Any]) -> str:
    mark = (", lower" if row["change"] < 0.0 else ", higher") if row["change_is_clear"] else ""
    return f"{percent(row['probability'])} ({100 * row['lower']:.0f} to {100 * row['upper']:.0f}){mark}"


def _verdict(row: dict[str, Any]) -> str:
    if row["lower"] <= 0.5 <= row["upper"]:
        return "cannot be told"
    return LIKELY if row["probability"] > 0.5 else UNLIKELY


def of_a_solve(results: Reported) -> list[Table]:
    """Lay out the target and whether it is met, and every value tried with its evidence."""
    found = solved(results)
    question, target = found.question, found.question.target
    if found.value is None:
        verdict = "missed at every value tried"
    else:
        verdict = f"met from {found.value:g} on" if question.find == "smallest" else f"met up to {found.value:g}"
    if not found.found.is_decided:
        verdict += ", too close to be sure"
    asked = [[spoken(target.words()), f"{question.probability:g}", question.lever.name, verdict]]
    rows = []
    for each, row in zip(found.found.tried, found.tried.to_dicts(), strict=True):
        does = ("yes" if each.does else "no") + ("" if each.is_decided else ", too close to be sure")
        miss = "–" if row["mean_shortfall"] is None else written(row["mean_shortfall"], target.measure).replace("%", " points")
        counts = [f"{each.replications:,}", f"{each.met:,}", percent(each.probability), interval(each)]
        rows.append([f"{each.value:g}", *counts, written(row["mean"], target.measure), miss, does])
    evidence = ["Replications", "Met", "Share met", "Interval"]
    heads = [question.lever.name, *evidence, name_of(target.measure), "Missed by", "Does it?"]
    note = "The intervals hold together, however often one looks. Missed by: on average, of the replications that miss it."
    return [
        Table("The target, and whether it is met", ["Target", "Probability asked for", "Lever", "Verdict"], asked, words=4),
        Table("Every value tried", heads, rows, note),
    ]


def of_a_sensitivity(results: Reported) -> list[Table]:
    """Lay out the assumptions with the largest effect on each output."""
    study, indices = sensitivity_asked(results), results.table("indices")
    headings = ["Effect", "95% range", "As it rises"] if study.method == "morris" else ["Alone", "With others", "95% range"]
    made = []
    for output in results.table("outputs").to_dicts():
        own = indices.filter(output=output["output"]).sort("rank")
        rows = []
        for row in own.head(MOST_RANKS).to_dicts():
            cells = morris_cells(row) if study.method == "morris" else sobol_cells(row)
            chance = "more than chance" if row["told_from_chance"] else "within chance"
            rows.append([f"{row['rank']}. {row['parameter']}", f"{row['low']:g} to {row['high']:g}", *cells, chance])
        unit = "percentage points" if output["unit"] == "per cent" else output["unit"]
        effect = f", effects in {unit}" if study.method == "morris" else ", shares of the variance"
        left = f"{own.height - len(rows)} more parameters are in indices.csv. " if own.height > len(rows) else ""
        note = f"{left}Within chance: other luck could have made the effect."
        caption = f"{name_of(output['measure'])} in {output['year']}, {output['where']}: what it hangs on{effect}"
        made.append(Table(caption, ["Assumption", "Range", *headings, "Sure?"], rows, note))
    return made


def of_a_sweep(results: Reported) -> list[Table]:
    """Lay out the first measure over a grid of two parameters, else the headline measures of the points."""
    points = results.table("points")
    names = [name for name in points.columns if name not in ("point", "replications")]
    summary = results.here(results.table("summary")).filter(time_period=results.last)
    measure = first_measure(results)
    sides = [points[name].unique(maintain_order=True).to_list() for name in names]
    is_grid = len(names) == FEWEST_ACROSS and points.height == len(sides[0]) * len(sides[1])
    where = f"{results.area.name}, {results.last}"
    note = "Means over replications, with their standard error."
    if is_grid and len(sides[0]) <= MOST_DOWN and len(sides[1]) <= MOST_ACROSS:
        cells = {(row[names[0]], row[names[1]]): _mean(row) for row in summary.filter(measure=measure).to_dicts()}
        rows = [[given(down), *(cells.get((down, across), "–") for across in sides[1])] for down in sides[0]]
        caption = f"{name_of(measure)}, {unit_of(measure)}, {where}: {names[0]} down, {names[1]} across"
        return [Table(caption, [names[0], *(given(across) for across in sides[1])], rows, note)]
    there = summary["measure"].unique(maintain_order=True).to_list()
    shown = [measure, *(name for name in there if name != measure)][:4]
    by_point = {(row["point"], row["measure"]): _mean(row) for row in summary.to_dicts() if row["measure"] in shown}
    chosen = points if points.height <= MOST_ROWS else points.head(MOST_ROWS)
    rows = [
        [str(row["point"]), *(given(row[name]) for name in names), *(by_point.get((row["point"], each), "–") for each in shown)]
        for row in chosen.to_dicts()
    ]
    named = [f"{name_of(each)}, {unit_of(each)}" for each in shown]
    left = points.height - chosen.height
    more = f" {left:,} more points are in summary.csv." if left else ""
    return [Table(f"Points, {where}", ["Point", *names, *named], rows, f"{note}{more}")]


def _mean(row: dict[str, Any]) -> str:
    if row["mean"] is None:
        return "–"
    return f"{bare(row['mean'], row['measure'])} ± {bare(row['standard_error'] or 0.0, row['measure'])}"


def of_a_backtest(results: Reported) -> list[Table]:
    """Lay out every bar with what was asked and found, and whether it is met."""
    rows = []
    for row in results.table("bars").to_dicts():
        horizon = "all" if row["horizon"] is None else str(row["horizon"])
        where = "England" if row["geographic_level"] == "National" else "authorities"
        rows.append([name_of(row["measure"]), where, horizon, TOLD_SCORES[row["score"]], *_asked_and_found(row), row["state"]])
    heads = ["Measure", "Where", "Years ahead", "Score", "Asked", "Found", "Verdict"]
    note = (
        "Against the best naive forecast: CRPS less one, below 0% is better. The intervals should hold what they say. How far"
        " England is missed: mean error of those in post, per cent."
    )
    return [Table("Bars set for the forecasts, and whether they are met", heads, rows, note, words=7)]


def _asked_and_found(row: dict[str, Any]) -> tuple[str, str]:
    times = 1.0 if row["score"] == "mape" else 100.0
    found = "–" if row["value"] is None else f"{times * row['value']:.1f}%"
    if row["at_least"] is not None:
        return f"{times * row['at_least']:g} to {times * row['at_most']:g}%", found
    return (f"at most {times * row['at_most']:g}%" if row["at_most"] else "below 0%"), found
