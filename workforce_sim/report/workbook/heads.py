"""The heads of the tables of studies, as a planner reads them aloud, and how the numbers below them look.

What each column is stands in the manifest of the study, beside which these are the short forms.
"""

from __future__ import annotations

from collections.abc import Mapping

from workforce_sim.config.catalogue import parameters
from workforce_sim.report.workbook.number_formats import COUNT, MEASURE, NUMBER, SHARE, YEAR

BUDGETS: Mapping[str, str] = {
    "line": "Line",
    "time_period": "Financial year",
    "months": "Months simulated",
    "line_gbp": "In the line at the start, pounds",
    "spent_gbp_mean": "Spent in the year, mean, pounds",
    "spent_gbp_median": "Spent in the year, middle, pounds",
    "spent_gbp_lower_80": "Spent in the year, lower end of 80% range, pounds",
    "spent_gbp_upper_80": "Spent in the year, upper end of 80% range, pounds",
    "remaining_gbp_mean": "Left at the end of the year, mean, pounds",
    "remaining_gbp_median": "Left at the end of the year, middle, pounds",
    "remaining_gbp_lower_80": "Left at the end of the year, lower end of 80% range, pounds",
    "remaining_gbp_upper_80": "Left at the end of the year, upper end of 80% range, pounds",
}

_ANYWHERE: Mapping[str, tuple[str, str]] = {
    "baseline": ("Baseline", ""),
    "scenario": ("Scenario", ""),
    "time_period": ("Year", YEAR),
    "change": ("What is changed", ""),
    "baseline_mean": ("Mean of the baseline", MEASURE),
    "mean": ("Mean", MEASURE),
    "median": ("Middle", MEASURE),
    "lower_80": ("Lower end of 80% range", MEASURE),
    "upper_80": ("Upper end of 80% range", MEASURE),
    "lower_95": ("Lower end of 95% range", MEASURE),
    "upper_95": ("Upper end of 95% range", MEASURE),
    "difference": ("Difference", MEASURE),
    "lower": ("Lower end of 95% interval", MEASURE),
    "upper": ("Upper end of 95% interval", MEASURE),
    "standard_error": ("Standard error", MEASURE),
    "verdict": ("Verdict", ""),
    "replications": ("Replications", COUNT),
    "variance_ratio": ("Variance saved by pairing, times", NUMBER),
    "replications_to_settle": ("Replications that would settle it", COUNT),
    "geographic_level": ("Kind of area", ""),
    "unit": ("Unit", ""),
    "point": ("Point", COUNT),
    "shock": ("Shock", ""),
    "target": ("Target", ""),
    "where": ("Area", ""),
    "probability": ("Probability that the target is met", SHARE),
    "met": ("Replications that meet the target", COUNT),
    "mean_shortfall": ("Missed by, mean where missed", MEASURE),
    "is_decided": ("Beyond doubt", ""),
    "rank": ("Rank", COUNT),
    "year": ("Year", YEAR),
}
_IN: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "differences": {"mean": ("Mean of the scenario", MEASURE)},
    "costs": {"mean": ("Mean of the scenario", MEASURE), "time_period": ("Financial year", "")},
    "attribution": {"mean": ("Mean of the change", MEASURE)},
    "attribution_costs": {"mean": ("Mean of the change", MEASURE), "time_period": ("Financial year", "")},
    "targets": {
        "side": ("At most or at least", ""),
        "value": ("Value asked for", MEASURE),
        "by": ("Judged in", YEAR),
        "lower": ("Lower end of its 95% interval", SHARE),
        "upper": ("Upper end of its 95% interval", SHARE),
        "mean_change": ("Mean less that without a shock", MEASURE),
        "mean_change_lower": ("Mean less that without, lower end of 95% interval", MEASURE),
        "mean_change_upper": ("Mean less that without, upper end of 95% interval", MEASURE),
        "change": ("Probability less that without a shock", SHARE),
        "change_by_chance": ("Chance alone would make such a change", SHARE),
        "change_is_clear": ("Change is beyond chance", ""),
    },
    "shocks": {
        "damage": ("Probability taken from targets, mean", SHARE),
        "shortfall_added": ("Added to shortfalls, share of the target", SHARE),
        "kind": ("Kind", ""),
        "from": ("From", ""),
        "months": ("Months it lasts", COUNT),
        "size": ("Size", NUMBER),
        "size_in_words": ("Size in words", ""),
        "meaning": ("Meaning", ""),
        "changes": ("Parameters changed", ""),
        "reliability": ("Reliability", ""),
        "source": ("Source", ""),
        "reason": ("Reason", ""),
    },
    "breaks_first": {
        "first_census": ("First census at which half or more miss it", YEAR),
        "share_missing_then": ("Replications that miss it then", SHARE),
    },
    "recovery": {
        "largest_harm": ("Largest harm, mean", MEASURE),
        "harmful": ("More or less of it is harmful", ""),
        "months_to_largest": ("Months to the largest harm", COUNT),
        "months_to_recover": ("Months to recover, middle", COUNT),
        "share_not_recovered": ("Replications not recovered at the end", SHARE),
        "months_felt": ("Months that it is felt", COUNT),
        "is_felt_at_end": ("Felt at the end", ""),
    },
    "break_point": {
        "probability_asked": ("Probability asked for", SHARE),
        "size_holds": ("Largest size at which the target holds", NUMBER),
        "holds_probability": ("Share met there", SHARE),
        "holds_lower": ("Share met there, lower end", SHARE),
        "holds_upper": ("Share met there, upper end", SHARE),
        "size_breaks": ("Smallest size at which it breaks", NUMBER),
        "breaks_probability": ("Share met where it breaks", SHARE),
        "breaks_lower": ("Share met where it breaks, lower end", SHARE),
        "breaks_upper": ("Share met where it breaks, upper end", SHARE),
        "low": ("Smallest size tried", NUMBER),
        "high": ("Largest size tried", NUMBER),
    },
    "break_point_tried": {
        "value": ("Size tried", NUMBER),
        "lower": ("Lower end of its interval", SHARE),
        "upper": ("Upper end of its interval", SHARE),
        "does": ("Target holds", ""),
    },
    "tried": {
        "value": ("Value tried", NUMBER),
        "lower": ("Lower end of its interval", SHARE),
        "upper": ("Upper end of its interval", SHARE),
        "does": ("Does it", ""),
    },
    "answer": {
        "lever": ("Lever", ""),
        "find": ("Smallest or largest", ""),
        "probability_asked": ("Probability asked for", SHARE),
        "value": ("Answer", NUMBER),
        "does": ("Value that does it", NUMBER),
        "does_probability": ("Share met there", SHARE),
        "does_lower": ("Share met there, lower end", SHARE),
        "does_upper": ("Share met there, upper end", SHARE),
        "does_not": ("Next value, that does not", NUMBER),
        "does_not_probability": ("Share met at the next", SHARE),
        "does_not_lower": ("Share met at the next, lower end", SHARE),
        "does_not_upper": ("Share met at the next, upper end", SHARE),
        "best": ("Value that does best", NUMBER),
        "best_probability": ("Share met at the best", SHARE),
        "best_lower": ("Share met at the best, lower end", SHARE),
        "best_upper": ("Share met at the best, upper end", SHARE),
        "more_helps": ("More of the lever helps", ""),
    },
    "indices": {
        "output": ("Output", ""),
        "parameter": ("Parameter", ""),
        "unit": ("Unit of the parameter", ""),
        "low": ("Lowest value", NUMBER),
        "high": ("Highest value", NUMBER),
        "mu_star": ("Effect, size", NUMBER),
        "mu_star_lower": ("Effect, lower end of 95% interval", NUMBER),
        "mu_star_upper": ("Effect, upper end of 95% interval", NUMBER),
        "mu": ("Effect with its sign", NUMBER),
        "sigma": ("Spread of the effect", NUMBER),
        "total_order": ("Share of variance, with others", SHARE),
        "total_order_lower": ("With others, lower end of 95% interval", SHARE),
        "total_order_upper": ("With others, upper end of 95% interval", SHARE),
        "first_order": ("Share of variance, alone", SHARE),
        "first_order_lower": ("Alone, lower end of 95% interval", SHARE),
        "first_order_upper": ("Alone, upper end of 95% interval", SHARE),
        "by_chance": ("What chance alone makes it", NUMBER),
        "told_from_chance": ("Beyond chance", ""),
    },
    "outputs": {
        "output": ("Output", ""),
        "mean": ("Mean over points", MEASURE),
        "lowest": ("Lowest", MEASURE),
        "highest": ("Highest", MEASURE),
        "spread": ("Spread over points", MEASURE),
        "noise": ("Noise at a point", MEASURE),
        "noise_share": ("Noise over spread, times", NUMBER),
    },
    "bars": {
        "horizon": ("Years ahead", COUNT),
        "score": ("Score", ""),
        "value": ("Found", NUMBER),
        "at_least": ("At least", NUMBER),
        "at_most": ("At most", NUMBER),
        "state": ("Verdict", ""),
    },
    "scoreboard": {
        "horizon": ("Years ahead", COUNT),
        "origin": ("Forecast from", YEAR),
        "method": ("Method", ""),
        "cells": ("Figures scored", COUNT),
        "places": ("Places", COUNT),
        "bias": ("Mean error", MEASURE),
        "mae": ("Mean error without sign", MEASURE),
        "mape": ("Mean error without sign, per cent", NUMBER),
        "mape_cells": ("Figures that are not nought", COUNT),
        "crps": ("Probability score, less is better", NUMBER),
        "pinball": ("Pinball loss, less is better", NUMBER),
        "coverage_50": ("Figures inside the 50% range", SHARE),
        "coverage_80": ("Figures inside the 80% range", SHARE),
        "coverage_95": ("Figures inside the 95% range", SHARE),
        "best_naive": ("Best naive forecast", ""),
        "skill": ("Skill, below nought is better", NUMBER),
        "skill_standard_error": ("Standard error of the skill", NUMBER),
    },
}
"""What a column is called in one table, where it is called otherwise or is nowhere else."""


def head(table: str, column: str) -> tuple[str, str]:
    """Give what people read above a column of a table of a study, and how the numbers below it look.

    A parameter is called by its own name with its unit, and what nobody named by its column.
    """
    found = _IN.get(table, {}).get(column) or _ANYWHERE.get(column)
    if found:
        return found
    known = parameters().get(column)
    if known is not None:
        return f"{column}, {known.unit}" if known.unit else column, NUMBER
    return (column.replace("_", " ").capitalize() if column.islower() else column), NUMBER
