"""The search for the least that does the job: how likely the target is at every value of the lever that was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.report import palette
from workforce_sim.report.numbers import spoken
from workforce_sim.report.picture import FIT, NARROW, Drawing, Picture

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

TALL = 340


def search(results: Reported) -> Picture:
    """Show a solve: probability of meeting the target by value of the lever, and the probability asked for."""
    tried, answer = results.table("tried").sort("value"), results.table("answer").row(0, named=True)
    asked = float(answer["probability_asked"])
    found = answer["value"]
    says = (
        f"No value tried meets it with {asked:.0%}; the best, {answer['best']:g}, does with {answer['best_probability']:.0%}"
        if found is None
        else f"The {answer['find']} value that does is {found:g}, with {answer['does_probability']:.0%}"
    )
    said = "; ".join(
        f"{row['value']:g}: {row['probability']:.0%} ({row['lower']:.0%} to {row['upper']:.0%})"
        for row in tried.iter_rows(named=True)
    )
    rows = [
        {"value": row["value"], "p": 100 * row["probability"], "low": 100 * row["lower"], "high": 100 * row["upper"]}
        for row in tried.iter_rows(named=True)
    ]

    target = spoken(f" {answer['target']}").strip()

    def draw(width: int) -> Drawing:
        return _drawn(rows, 100.0 * asked, str(answer["lever"]), width)

    return Picture(
        name="search",
        title=f"How likely is {target}, by {answer['lever']}?",
        alt=f"Chart of the probability that the target is met by value of {answer['lever']}. {says}. {said}.",
        note=f"{says}. The line is the {asked:.0%} asked for; bars are intervals that stay true however often one looks."
        f" {answer['replications']:,} replications in all.",
        draw=draw,
    )


def _drawn(rows: list[dict[str, float]], asked: float, lever: str, width: int) -> Drawing:
    import altair as alt

    base = alt.Chart(alt.Data(values=rows))
    y_axis = alt.Axis(title=None, labelExpr="datum.label + '%'", tickCount=5)
    y_scale = alt.Scale(domain=[0, 100])
    x = alt.X(
        "value:Q",
        title=lever,
        axis=alt.Axis(tickCount=4 if width <= NARROW else 10),
        scale=alt.Scale(zero=False, nice=False, padding=12),
    )
    spans = base.mark_rule(strokeWidth=3, color=palette.DARK_BLUE).encode(
        x=x, y=alt.Y("low:Q", axis=y_axis, scale=y_scale), y2="high:Q"
    )
    points = base.mark_point(filled=True, size=90, opacity=1.0, color=palette.DARK_BLUE).encode(
        x=x, y=alt.Y("p:Q", axis=y_axis, scale=y_scale)
    )
    rule = (
        alt.Chart(alt.Data(values=[{"asked": asked}]))
        .mark_rule(color=palette.ORANGE, strokeWidth=2, strokeDash=[6, 4])
        .encode(y=alt.Y("asked:Q", axis=y_axis, scale=y_scale))
    )
    return alt.layer(rule, spans, points).properties(
        width=width, height=TALL, autosize=FIT, title="Probability that the target is met"
    )
