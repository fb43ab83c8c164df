"""A solve: the smallest or largest value of a lever that meets a target often enough, with the evidence for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from workforce_sim.config.scenario import Scenario
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.bisection import Ask, Found, Measured, Search, Tried, search_for
from workforce_sim.studies.questions.solve import Solve
from workforce_sim.studies.questions.targets import Target
from workforce_sim.studies.temporary import work_for_now
from workforce_sim.studies.work import UnfinishedError, Wanted, Work

COLUMNS = {
    "tried": {
        "value": "value of the lever that was tried",
        "replications": "replications of it",
        "met": "in how many of them the target is met",
        "probability": "met / replications",
        "lower": "lower end of the interval of the probability; all intervals of the table hold together",
        "upper": "upper end of it",
        "does": "whether the target is met with at least the probability asked for",
        "is_decided": "whether that is beyond the doubt allowed; if not, the share met decided",
        "mean": "mean of the measure over replications, in its own unit",
        "mean_shortfall": "mean distance from the target among the replications that miss it, in the measure's unit",
    },
    "answer": {
        "lever": "the parameter that is looked for a value of",
        "find": "whether the smallest or the largest value is looked for",
        "target": "the target that is to be met",
        "probability_asked": "the probability with which it is to be met",
        "value": "the value known to do it, which is the answer; empty where none of those tried does",
        "does": "the value known to do it",
        "does_not": "the value next to it that does not; empty where the end of the range already does it",
        "best": "the value tried with which the target is met most often",
        **{
            f"{end}_{bound}": f"{meaning} at the value {end}"
            for end in ("does", "does_not", "best")
            for bound, meaning in (
                ("probability", "share of replications in which the target is met"),
                ("lower", "lower end of the interval of the probability"),
                ("upper", "upper end of the interval of the probability"),
            )
        },
        "is_decided": "whether both sides of the answer are beyond the doubt allowed",
        "more_helps": "whether more of the lever brings the measure nearer to the target; empty where that is not clear",
        "replications": "replications spent on all values",
    },
    "replications": {
        "value": "value of the lever that was tried",
        "replication": "number of the replication",
    },
}
"""What the columns of each table mean."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A solve that has been carried out: the question, and what the search came to."""

    question: Solve
    found: Found

    @property
    def value(self) -> float | None:
        """The answer: the smallest or largest value known to do it; None where none of those tried does."""
        return None if self.found.does is None else self.found.does.value

    @property
    def bracket(self) -> tuple[float | None, float | None]:
        """The value known not to do it and the value known to do it, between which the answer lies."""
        return None if self.found.does_not is None else self.found.does_not.value, self.value

    @property
    def sure_bracket(self) -> tuple[float | None, float | None]:
        """The same, of the values that are decided beyond the doubt allowed: never narrower."""
        last, first = self.found.surely_does_not, self.found.surely_does
        return None if last is None else last.value, None if first is None else first.value

    def named(self) -> dict[str, pl.DataFrame]:
        """Give the tables by the names of their files."""
        return {"tried": self.tried, "answer": self.answer, "replications": self.replications}

    @property
    def replications(self) -> pl.DataFrame:
        """The target's measure in every replication of every value tried."""
        tried = self.found.tried
        return pl.DataFrame(
            {
                "value": np.repeat([each.value for each in tried], [each.replications for each in tried]),
                "replication": np.concatenate([np.arange(1, each.replications + 1, dtype=np.int32) for each in tried]),
                self.question.target.measure: np.concatenate([each.measured for each in tried]),
            }
        )

    @property
    def tried(self) -> pl.DataFrame:
        """Every value tried, in order; see ``COLUMNS``."""
        return tried_table(self.found)

    @property
    def answer(self) -> pl.DataFrame:
        """The answer in one row: the bracket, the probabilities at both of its ends, the replications spent."""
        question, found = self.question, self.found
        row: dict[str, Any] = {
            "lever": question.lever.name,
            "find": question.find,
            "target": question.target.words(),
            "probability_asked": question.probability,
            "value": self.value,
        }
        for end, each in (("does", found.does), ("does_not", found.does_not), ("best", found.best)):
            evidence = (None,) * 4 if each is None else (each.value, each.probability, *each.interval)
            names = (end, f"{end}_probability", f"{end}_lower", f"{end}_upper")
            row.update(zip(names, evidence, strict=True))
        row |= {"is_decided": found.is_decided, "more_helps": found.more_helps, "replications": found.replications}
        numbers = {name: pl.Float64 for name in row if name == "value" or name.startswith(("does", "best"))}
        return pl.DataFrame([row], schema_overrides={**numbers, "more_helps": pl.Boolean})


def carry_out_solve(work: Work, question: Solve) -> Solved:
    """Search for the answer, simulating what the work's store does not hold; raises UnfinishedError where a piece fails."""
    lever = question.lever
    simulate = measured_by(work, question.base, question.target, question.seed, lambda v: lever.settings(question.base, v))
    return Solved(question, search_for(search_of(question), simulate))


def solved_before(question: Solve, replications: pl.DataFrame) -> Solved:
    """Go through the search again with the replications that it spent, nothing simulated."""

    def measured(asks: Sequence[Ask]) -> list[Array]:
        number = pl.col("replication")
        return [
            replications.filter(pl.col("value") == value, number >= first, number <= last)[question.target.measure].to_numpy()
            for value, first, last in asks
        ]

    return Solved(question, search_for(search_of(question), measured))


def search_of(question: Solve) -> Search:
    """Say what is searched for."""
    lever = question.lever
    return Search(
        question.target,
        lever.low,
        lever.high,
        lever.step,
        question.probability,
        question.confidence,
        question.fewest,
        question.replications,
        question.find,
    )


def measured_by(
    work: Work, base: Scenario, target: Target, seed: int, settings: Callable[[float], dict[str, Any]]
) -> Measured:
    """Give what simulates the values of a lever and measures the target; ``settings`` are those of a value."""

    def measured(asks: Sequence[Ask]) -> list[Array]:
        pieces = [
            Wanted(base, settings(value), last, seed, areas_kept=(target.place,)).pieces(first) for value, first, last in asks
        ]
        work.carry_out([piece for each in pieces for piece in each], sum(last + 1 - first for _, first, last in asks))
        if work.failures:
            raise UnfinishedError(work.failures)
        return [
            np.concatenate(
                [
                    work.store.outcome(piece.key).arrays[ANNUAL_RETURN.name][:, target.year_place, 0, target.column]
                    for piece in each
                ]
            )
            for each in pieces
        ]

    return measured


def solve(question: Solve, jobs: int | None = None, cluster: str | None = None) -> Solved:
    """Find the smallest or largest value of a lever that meets a target; the shelf's own ``solve``, nothing written.

    >>> import workforce_sim as ws
    >>> baseline = ws.load_scenario("configs/authorities/nottinghamshire.yaml")
    >>> lever = {"name": "apprenticeship.intake", "high": 60, "whole": True, "from_date": "2026-09-01"}
    >>> target = {"measure": "vacancy_rate_fte", "at_most": 12, "by": 2032}
    >>> solved = ws.solve(ws.Solve(name="apprentices", base=baseline, lever=lever, target=target))
    >>> solved.bracket, solved.tried  # doctest: +SKIP

    Raises UserError for wrong input and UnfinishedError where a replication fails.
    """
    with work_for_now(jobs, cluster) as work:
        return carry_out_solve(work, question)


def tried_table(found: Found) -> pl.DataFrame:
    """Give every value tried, in order; see ``COLUMNS``."""
    return pl.DataFrame([_row(each) for each in found.tried], schema_overrides={"mean_shortfall": pl.Float64})


def _row(each: Tried) -> dict[str, Any]:
    lower, upper = each.interval
    shortfalls = each.search.target.shortfall(each.measured)
    missing = shortfalls[shortfalls > 0.0]
    return {
        "value": each.value,
        "replications": each.replications,
        "met": each.met,
        "probability": each.probability,
        "lower": lower,
        "upper": upper,
        "does": each.does,
        "is_decided": each.is_decided,
        "mean": float(np.nanmean(each.measured)),
        "mean_shortfall": float(missing.mean()) if missing.size else None,
    }
