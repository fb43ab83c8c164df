"""How the experiment was set up: the state it begins in, how long it runs, how many replications and what they are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from workforce_sim.records.headlines import HEADLINES
from workforce_sim.report.evidence.markdown_table import all_said_of, bullets, code, said_of, table

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

NORMAL_95 = 1.96
INTERVAL = ("interval", "wilson", "bootstrap", "student")
"""Words by which the manifest's explanations of columns are known to be about how sure something is."""


def initialisation(subject: Subject) -> str:
    """Say in which state a replication begins."""
    from workforce_sim.caseload import opening
    from workforce_sim.workforce import warm_start

    starts = ", ".join(dict.fromkeys(f"{scenario.start:%-d %B %Y}" for scenario in subject.scenarios))
    return "\n\n".join(
        [
            f"Start: {starts}. Not empty and without a warm-up period: {said_of(warm_start)} {said_of(opening)} What is not "
            "published is drawn from the stationary distribution that the rates imply.",
            f"Figures that had to be estimated: {sum(len(profile.estimated) for profile in subject.results.profiles):,}, listed "
            "in [data_log](data_log.md).",
        ]
    )


def run_length(subject: Subject) -> str:
    """Say how much time is simulated."""
    rows = []
    for name, scenario in subject.named.items():
        calendar = scenario.calendar()
        rows.append(
            (
                name,
                f"{scenario.start:%-d %B %Y}",
                f"{calendar.end:%-d %B %Y}",
                scenario.horizon_years,
                f"{calendar.days:,}",
                len(calendar.month_ends),
            )
        )
    return (
        table(("scenario", "start", "end", "years", "days", "month ends recorded"), rows)
        + "\n\nTerminating: nothing is cut off at the beginning. Time advances from event to event in days."
    )


def estimation(subject: Subject) -> str:
    """Say how many replications there are, why, and how precise that makes the answer."""
    asked, manifest = subject.asked, subject.manifest
    total = subject.results.replications
    parts = [f"{total:,} replications in all. {_how_many(subject)}"]
    if asked.get("precision"):
        parts.append("They were added until the precision asked for was reached, or the most allowed.")
    if subject.kind == "run":
        parts.append(_precision_of_run(subject))
    else:
        told = dict(manifest.get("columns") or {})
        lines = [
            f"{code(name)}: {meaning}"
            for name, meaning in told.items()
            if isinstance(meaning, str) and any(word in meaning.lower() for word in INTERVAL)
        ]
        if lines:
            parts += ["How sure each answer is, by column:", bullets(lines)]
    parts.append(_same_luck(subject))
    return "\n\n".join(parts)


def _how_many(subject: Subject) -> str:
    if subject.kind == "run":
        asked = len(subject.manifest["replications_asked"])
        return f"{asked:,} were asked for and {len(subject.manifest['replications_finished']):,} finished."
    each = subject.asked.get("replications")
    bound = "at most " if subject.kind == "solve" or subject.asked.get("precision") else ""
    said = f"For each scenario or point {bound}{each:,} were asked for." if isinstance(each, int) else ""
    if subject.kind == "solve":
        said += f" Each value of the lever has at least {subject.asked['at_least']:,}, and more until an interval of confidence "
        said += f"{subject.asked['confidence']:g} that stays true however often one looks leaves out the probability asked for."
    return said


def _precision_of_run(subject: Subject) -> str:
    results = subject.results
    rows = results.here(results.table("summary")).filter(pl.col("time_period") == results.last)
    by_measure = {row["measure"]: row for row in rows.iter_rows(named=True)}
    known = [(each, by_measure[each.measure]) for each in HEADLINES if each.measure in by_measure and not each.about]
    lines = [
        (each.name, each.unit, f"{row['mean']:,.2f}", f"{error:,.3f}", f"{NORMAL_95 * error:,.2f}")
        for each, row in known
        if (error := row["standard_error"]) is not None
    ]
    return (
        f"**Why so many.** No number was worked out beforehand; what so many are worth is this, for {results.area.name} on 30 "
        f"September {results.last}. The half width shrinks with the root of the number: four times the replications halve it.\n\n"
        + table(("measure", "unit", "mean", "standard error of the mean", "half width of its 95% interval"), lines)
    )


def _same_luck(subject: Subject) -> str:
    from workforce_sim.studies import paired

    if subject.kind in ("run", "backtest"):
        return "Replications are independent of one another: each has keys of its own."
    return "**Common random numbers.** " + all_said_of(paired).replace("\n", " ")
