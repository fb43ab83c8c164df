"""What was found: the fan of futures of baseline and plan, what differs, how likely targets are, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from workforce_sim.app.question import Question
from workforce_sim.clock import financial_year
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.headlines import BY_MEASURE, CHILDREN, Headline
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN, MONEY_YEAR
from workforce_sim.report.comparison_words import for_so_much, sentences
from workforce_sim.report.futures import Futures, gathered
from workforce_sim.report.headlines import headlines, subjects
from workforce_sim.report.numbers import ALL_LINES, name_of
from workforce_sim.studies.certainty import wilson
from workforce_sim.studies.compare import carry_out_compare
from workforce_sim.studies.comparison import ALL_YEARS, Comparison, Difference, is_area
from workforce_sim.studies.questions.targets import Target
from workforce_sim.studies.standing import Standing
from workforce_sim.studies.work import Wanted, Work, census_years


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a target is met: the share of the replications that meet it and Wilson's 95% interval of it."""

    met: int
    replications: int

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the interval."""
        return wilson(self.met, self.replications)

    def __str__(self) -> str:
        """Say it as people write it: 62% (48% to 74%)."""
        low, high = self.interval
        return f"{self.met / self.replications:.0%} ({low:.0%} to {high:.0%})"


@dataclass(frozen=True)
class Answer:
    """What was found with so many replications of those asked for; a look ahead has no plan and nothing to compare."""

    question: Question
    standing: Standing
    replications: int
    asked: int
    seconds: float
    base: Array
    plan: Array | None = None
    comparison: Comparison | None = None

    @property
    def is_partial(self) -> bool:
        """Whether fewer replications finished than were asked for."""
        return self.replications < self.asked

    @property
    def years(self) -> list[int]:
        """The years of the censuses simulated, the start left out."""
        return census_years(self.standing.scenario.calendar())[1:]

    @property
    def taken_away(self) -> Question:
        """The question that gives this very answer again: that of the replications that finished."""
        return replace(self.question, replications=self.replications)

    def futures(self, measure: str, *, of_plan: bool = False) -> Futures:
        """Gather published history and futures of an annual measure, of the baseline or of the plan."""
        values = self.plan if of_plan and self.plan is not None else self.base
        column = ANNUAL_RETURN.index[measure]
        known = {year: row[measure] for year, row in self.standing.published.items() if row.get(measure) is not None}
        years = census_years(self.standing.scenario.calendar())
        simulated = {year: values[:, place, column] for place, year in enumerate(years)}
        return gathered(measure, known, simulated, self.standing.start)

    def difference(self, measure: str, year: int) -> Difference:
        """Give what differs in one measure and year."""
        return self._comparison.difference(measure, year, self.standing.area.name)

    def first_sentence(self, measure: str, year: int) -> str:
        """Say what differs in one measure and what it costs a year."""
        row = self.difference(measure, year)
        found = self._comparison
        price = for_so_much(found, found.scenarios[0], self.standing.area.name)
        return f"{name_of(measure)} in {year}: {row.words}{price}."

    def other_sentences(self) -> list[str]:
        """Say what the comparison says of itself: first signs, turns, prices, children."""
        found = self._comparison
        shown = headlines(found, (), self.about)
        return list(sentences(found, found.scenarios[0], shown))[1:]

    @cached_property
    def about(self) -> frozenset[str]:
        """What the plan acts on beside the workforce."""
        return subjects((self.question.baseline, self.question.plan))

    def rows(self, year: int, *, of_children: bool) -> list[tuple[Headline, Difference]]:
        """List the headline measures of a year, of the workforce or of children, with what differs."""
        chosen = [each for each in BY_MEASURE.values() if (each.about == CHILDREN) is of_children]
        return [(each, self.difference(each.measure, year)) for each in chosen]

    def costs(self, financial: str = ALL_YEARS) -> list[tuple[str, Difference]]:
        """List what is spent by line in a financial year, or in all years together, with what differs; the total last."""
        table = self._comparison.costs.filter(is_area(self.standing.area), time_period=financial)
        lines = {row["measure"]: row for row in table.iter_rows(named=True)}
        return [(name, self._cost(lines[name])) for name in ALL_LINES]

    @property
    def financial_years(self) -> list[str]:
        """The financial years of the accounts, all years together first."""
        return [ALL_YEARS, *(financial_year(began) for began in dict.fromkeys(self._calendar_years))]

    def chances(self, target: Target) -> tuple[Chance, Chance]:
        """Say how likely a target is in the baseline and with the plan."""
        if self.plan is None:
            raise ValueError("a look ahead has no plan")
        sides = [values[:, target.year_place, target.column] for values in (self.base, self.plan)]
        first, second = (Chance(int(target.is_met(side).sum()), self.replications) for side in sides)
        return first, second

    @property
    def _calendar_years(self) -> Sequence[int]:
        return [int(year) for year in self.standing.scenario.calendar().financial_years]

    @property
    def _comparison(self) -> Comparison:
        if self.comparison is None:
            raise ValueError("a look ahead compares nothing")
        return self.comparison

    def _cost(self, row: dict[str, object]) -> Difference:
        facts = {name: row[name] for name in Difference.__dataclass_fields__ if name in row}
        year, area = self.standing.last, self.standing.area.name
        return Difference(unit="pounds", year=year, area=area, **facts)  # type: ignore[arg-type]  # a row of our own table


def answered(work: Work, question: Question, replications: int, asked: int, seconds: float, *, take_apart: bool) -> Answer:
    """Simulate what the store does not hold of baseline and plan, and compare them."""
    scenarios = (question.baseline, question.plan)
    found = carry_out_compare(work, scenarios, replications, question.seed, take_apart=take_apart)
    standing = Standing(question.baseline)
    base, plan = (_values(work, scenario, standing, replications, question.seed) for scenario in scenarios)
    return Answer(question, standing, replications, asked, seconds, base, plan, found)


def looked_ahead(work: Work, question: Question, replications: int, asked: int, seconds: float) -> Answer:
    """Simulate what the store does not hold of the baseline."""
    standing = Standing(question.baseline)
    wanted = _wanted(question.baseline, replications, question.seed)
    work.simulate([wanted])
    base = _values(work, question.baseline, standing, replications, question.seed)
    return Answer(question, standing, replications, asked, seconds, base)


def _wanted(scenario: Scenario, replications: int, seed: int) -> Wanted:
    return Wanted(scenario, {}, replications, seed, tables=(ANNUAL_RETURN.name, MONEY_YEAR.name))


def _values(work: Work, scenario: Scenario, standing: Standing, replications: int, seed: int) -> Array:
    """Read the annual returns of the area told about; shape (replications, years, columns)."""
    values: Array = work.values(_wanted(scenario, replications, seed))[:, :, standing.place, :]
    return np.ascontiguousarray(values)
