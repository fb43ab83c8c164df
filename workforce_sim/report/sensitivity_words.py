"""What a sensitivity study comes to in sentences: which assumption matters most, and how much of it chance could have made."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from workforce_sim.studies.questions.sensitivity import Sensitivity

MOST_ROWS = 10
ONE_WAY = 0.9
"""Share of the mean size of an effect that its mean must have for the effect to go one way."""
NOISY = 0.5
"""Share of the spread between points from which on chance hides much of it."""


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


def morris_cells(row: dict[str, Any]) -> tuple[str, str, str]:
    """Write the size of an effect, its 95% range, and which way it goes."""
    way = "either way"
    if abs(row["mu"]) >= ONE_WAY * row["mu_star"]:
        way = "rises" if row["mu"] > 0.0 else "falls"
    ends = f"{_shown(max(row['mu_star_lower'], 0.0))} to {_shown(row['mu_star_upper'])}"
    return _shown(row["mu_star"]), ends, way if row["mu_star"] > 0.0 else "does not move"


def sobol_cells(row: dict[str, Any]) -> tuple[str, str, str]:
    """Write the share of variance of a parameter alone, with others, and its 95% range."""
    ends = f"{_per_cent(row['total_order_lower'])} to {_per_cent(row['total_order_upper'])}"
    return _per_cent(row["first_order"]), _per_cent(row["total_order"]), ends


def _shown(value: float) -> str:
    """Write a number with about three figures."""
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def _per_cent(share: float) -> str:
    return f"{max(share, 0.0):.0%}"
