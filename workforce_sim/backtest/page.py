"""The page on validation: what was done, what came of it, and by which rules, written from the tables of a backtest."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workforce_sim.backtest import cells, panel, scores
from workforce_sim.backtest.naive import NAIVE
from workforce_sim.backtest.page_tables import bars_table, coverage_table, level_table, origins_table, pit_picture
from workforce_sim.backtest.study import Backtested
from workforce_sim.backtest.wording import SPOKEN, listed, met_and_missed, of_measures, sentences
from workforce_sim.figures.geography import LOCAL_AUTHORITY, NATIONAL, REGIONAL

TITLE = "# Validation: forecasts from past censuses held against what happened"
LICENCE = (
    "Contains public sector information licensed under the [Open Government Licence "
    "v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/): Department for Education."
)
PAST_ERRORS = (
    "Each is given the errors that the same rule would have made at earlier origins, over all places, as far as they were "
    "known at the origin: as ratios for counts, as differences for rates, in 99 quantiles. Where the history is too short "
    "for a horizon, the errors of the longest it has are widened by the square root of the ratio of the horizons. Regions "
    "lend each other their errors; England's own are put together with theirs. A place that lacks a figure that last flows "
    "needs stays as it is. No forecast is below nought, nor a rate above 100%."
)
KNOWN_BEFOREHAND = (
    "**Not everything was fixed before these scores were seen.** Nothing published after an origin enters its forecast, which "
    "a test proves by corrupting it. But the form of the model, the years that a level is made of, the priors, the persistence "
    "of swings and what the simulation is taken to do of itself (`docs/calibration.md`, Chosen, not estimated) were settled by "
    "people who knew these years, some of it while they looked at scores like these; and a parameter set from another "
    "publication, such as how long work with a child lasts, is the same at every origin. So the gain over the naive forecasts "
    "flatters the model a little. The first census that nobody had seen is the next one: `workforce-sim track` holds it against "
    "today's projection."
)
MOST_NAMES = 12


def page(found: Backtested) -> str:
    """Write the page, Markdown."""
    parts = [
        TITLE,
        "Written by `workforce-sim backtest --page docs/validation.md` from its tables; not edited by hand.",
        *_what_was_done(found),
        KNOWN_BEFOREHAND,
        "## What the model can and cannot forecast",
        "\n".join(f"- {sentence}" for sentence in sentences(found.scoreboard, found.bars)),
        "By measure, for single authorities. Per cent are of the CRPS; beyond chance means beyond 1.96 standard errors:",
        "\n".join(f"- {sentence}" for sentence in of_measures(found.scoreboard)),
        "## Bars",
        f"{met_and_missed(found.bars)} Coverage is asked of all years ahead together; by years ahead it stands below.",
        bars_table(found.bars),
        "## Authorities",
        "All origins together. CRPS, bias and MAE in the unit of the measure (FTE, cases, percentage points, cases per FTE), "
        "MAPE in per cent; skill is the CRPS over that of the best naive forecast, less one, with its standard error: below "
        "nought is better.",
        level_table(found.scoreboard, LOCAL_AUTHORITY),
        *_other_levels(found),
        "## One year ahead, origin by origin",
        "Skill for authorities, one year ahead; the years are few and not alike, which no standard error above knows of.",
        origins_table(found.scoreboard),
        "## Coverage",
        "Share of figures inside the interval, per cent, by years ahead; authorities, all origins together.",
        coverage_table(found.scoreboard),
        "## PIT",
        "Where the figure fell in the forecast, in ten bins from its lowest tenth to its highest; per cent of the figures in "
        "each, 10 if forecasts are calibrated. Full at both ends: intervals too narrow; full in the middle: too wide; full at "
        "the right end: the forecast is too low.",
        pit_picture(found.scoreboard),
        *_rules(),
        *_left_out(found.left_out),
        LICENCE,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _what_was_done(found: Backtested) -> Iterator[str]:
    question = found.question
    first, last = question.origins[0], question.origins[-1]
    origins = (
        f"each census from {first} to {last}"
        if last - first + 1 == len(question.origins) > 1
        else f"the censuses of {listed([str(each) for each in question.origins])}"
    )
    areas = question.scenarios[0].areas
    own = found.forecasts.filter(method="simulation")
    last_target, farthest = (int(own[name].to_numpy().max()) for name in ("time_period", "horizon"))
    yield "## What was done"
    yield (
        f"From {origins}, {areas if isinstance(areas, str) else listed(list(areas))} was simulated {question.replications:,} "
        f"times (seed {question.seed}) up to {farthest} years ahead, with the parameters as calibrated on what was published "
        f"by the origin and started from the figures of its census. Every forecast is held against the census published since, "
        f"to {last_target}: {own.height:,} figures of {len(SPOKEN)} measures. Beside it stand four naive forecasts, made from "
        "the same published figures up to the same origin."
    )


def _other_levels(found: Backtested) -> Iterator[str]:
    for heading, level in (("Regions", REGIONAL), ("England", NATIONAL)):
        table = level_table(found.scoreboard, level)
        if table:
            yield f"## {heading}"
            yield table


def _rules() -> Iterator[str]:
    yield "## Rules"
    named = "; ".join(f"*{each.name}*: {each.meaning}" for each in NAIVE)
    yield f"**Naive forecasts.** {named}. {PAST_ERRORS}"
    for heading, text in (("Places", cells.__doc__), ("Matching", panel.__doc__), ("Scores", scores.__doc__)):
        yield f"**{heading}.** " + _as_markdown(text or "")
    yield (
        "**Skill.** CRPS of the simulation over that of the naive forecast with the lowest CRPS on the same figures, less one. "
        "Standard error: bootstrap over authorities, each drawn with all its years, 1,000 samples, the naive forecast fixed. It "
        "does not hold the luck of so few years being what they were."
    )


def _as_markdown(text: str) -> str:
    """Turn a docstring into Markdown: names in one pair of backticks, its list on lines of its own."""
    return text.strip().replace("``", "`").replace("\n* ", "\n- ")


def _left_out(left_out: pl.DataFrame) -> Iterator[str]:
    yield "## What is not scored"
    if left_out.is_empty():
        yield "Nothing: every figure of every place simulated is scored."
        return
    counted = left_out.group_by("reason", maintain_order=True).agg(pl.len(), pl.col("name").unique(maintain_order=True))
    lines = []
    for reason, count, names in counted.sort("len", descending=True).iter_rows():
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        lines.append(f"- {count:,} figures, {reason}: {', '.join(names[:MOST_NAMES])}{more}.")
    yield "\n".join(lines)
    yield "Each is a row of `left_out.parquet` in the results."
