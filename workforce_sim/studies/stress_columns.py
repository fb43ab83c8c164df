"""What the columns of the tables of a stress test mean."""

from __future__ import annotations

from workforce_sim.studies.questions.shocks import NO_SHOCK
from workforce_sim.studies.solve import COLUMNS as SOLVE_COLUMNS

COLUMNS = {
    "shock": f"name of the shock; {NO_SHOCK} is the scenario without any",
    "probability": "share of replications in which the target is met",
    "lower": "lower end of its 95% interval (Wilson)",
    "upper": "upper end of its 95% interval (Wilson)",
    "mean_shortfall": "mean distance from the target among the replications that miss it, in the unit of the measure",
    "mean_change": "mean of the measure less that without a shock, the same replications",
    "mean_change_lower": "lower end of its 95% interval (Student's t over pairs)",
    "mean_change_upper": "upper end of its 95% interval",
    "change": "probability less that without a shock, the same replications",
    "change_by_chance": "how likely chance alone makes such a change: p-value of the exact test of the replications that differ",
    "change_is_clear": "whether the change is beyond chance, for all changes together (false discovery rate of 5%)",
    "damage": "mean over targets of the probability that the shock takes away; what it adds to other targets does not count",
    "shortfall_added": "mean over targets of what the shock adds to the shortfall, as a share of the target's value",
    "reliability": "of the size: red is an assumption without a source",
    "largest_harm": "largest mean difference to the same replications without the shock, harmful counted as positive",
    "harmful": "whether more or less of the measure is harmful",
    "months_to_recover": "months from the shock's start until the difference is down to a tenth of its largest and stays"
    " there: median over replications; empty where half or more have not recovered by the end",
    "share_not_recovered": "share of replications in which it is not down to a tenth by the end",
    "months_felt": "months from the shock's start until the mean difference over replications is for good below a tenth of its"
    " largest or within chance (three standard errors); empty where it is felt at the end",
    "first_census": "first census from the shock's start on at which half or more replications are on the wrong side",
    "share_missing_then": "share of replications on the wrong side at that census",
    "target": "name of the target",
    "measure": "the annual measure that the target is about",
    "where": "the area that the target is about",
    "side": "at_most or at_least",
    "value": "the value of the measure that must not be passed",
    "by": "year of the census at which the target is judged",
    "replications": "replications that the row is made of",
    "met": "in how many of them the target is met",
    "mean": "mean of the measure over replications, in its own unit",
    "unit": "unit of the measure",
    "months_to_largest": "months from the shock's start until the mean difference is largest",
    "is_felt_at_end": "whether the mean difference is still felt at the end",
    "rank": "place by damage, then by shortfall; 1 does most harm",
    "kind": "kind of the shock; empty for dated values of its own",
    "from": "day on which the shock begins",
    "months": "months that it lasts",
    "size": "its size, in the unit of its kind",
    "size_in_words": "the same in words",
    "meaning": "what the shock is",
    "changes": "the parameters that it changes",
    "source": "publication that the size is from",
    "reason": "why that size, or that it is an assumption",
    "probability_asked": "the probability of meeting the target below which it counts as broken",
    "size_holds": "largest size known at which the target is met with that probability",
    "size_breaks": "smallest size known at which it is not",
    "low": "smallest size that was tried",
    "high": "largest size that was tried",
    "is_decided": "whether both sizes are beyond the doubt allowed",
    **{
        f"{end}_{bound}": f"{meaning} at the size that {end}"
        for end in ("holds", "breaks")
        for bound, meaning in (
            ("probability", "share of replications in which the target is met"),
            ("lower", "lower end of the interval of the probability"),
            ("upper", "upper end of the interval of the probability"),
        )
    },
    "break_point_tried": {**SOLVE_COLUMNS["tried"], "value": "size of the shock that was tried"},
}
"""By column; and, for the table in which names mean other things, by table."""
