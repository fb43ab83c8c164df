"""What a planner asks: a place, figures, levers, years, replications and seed, as scenarios and as files that say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from workforce_sim.app.levers import PROGRAMMES, Moved
from workforce_sim.config.layers import Layer, nested
from workforce_sim.config.loading import build
from workforce_sim.config.scenario import Scenario
from workforce_sim.studies.areas import simulated_profiles

BASELINE, PLAN = "baseline", "plan"
REPLICATIONS = (20, 50, 200)
YEARS = (3, 5, 10, 15)


@dataclass(frozen=True)
class Question:
    """One question: what is simulated as the baseline, and what the plan changes in it.

    ``own`` are figures of the one authority asked about that take the place of published ones. ``programmes`` are those
    switched on, each with the year in which it begins.
    """

    areas: str
    own: tuple[tuple[str, float], ...] = ()
    moved: tuple[Moved, ...] = ()
    programmes: tuple[tuple[str, int], ...] = ()
    years: int = 10
    replications: int = 50
    seed: int = 1
    take_apart: bool = field(default=False)

    @property
    def is_a_plan(self) -> bool:
        """Whether anything is changed."""
        return bool(self._changes)

    @cached_property
    def baseline(self) -> Scenario:
        """The scenario without the plan; raises UserError where the place or the figures cannot be."""
        return self._scenario(self._common(BASELINE))

    @cached_property
    def plan(self) -> Scenario:
        """The scenario with the plan; raises UserError where a lever's value cannot be, and names its parameter."""
        return self._scenario(self._common(PLAN) | self._changes)

    def check(self) -> None:
        """Raise UserError where baseline or plan cannot be."""
        for values in (self._common(BASELINE), self._common(PLAN) | self._changes):
            self._scenario(values)

    @property
    def slug(self) -> str:
        """The place as a part of a file's name."""
        return re.sub(r"[^a-z0-9]+", "_", self.areas.casefold()).strip("_")

    def words(self) -> list[str]:
        """Say what the plan changes, a line a change."""
        on = [f"{PROGRAMMES[name].label}: on from April {begins}" for name, begins in self.programmes]
        return [*on, *(moved.words() for moved in self._counted)]

    def files(self) -> dict[str, str]:
        """Give the scenario files of baseline and plan by file name; loading them gives the very scenarios."""
        said = {BASELINE: self._common(BASELINE), PLAN: self._common(PLAN) | self._changes}
        return {f"{self.slug}_{which}.yaml": self._file(values) for which, values in said.items()}

    def command(self) -> str:
        """Give the command that makes the same figures from the files."""
        files = f"{self.slug}_{BASELINE}.yaml {self.slug}_{PLAN}.yaml"
        return f"workforce-sim compare {files} --replications {self.replications} --seed {self.seed}"

    @property
    def _counted(self) -> list[Moved]:
        """The levers that are elsewhere than usual, of programmes those that are on alone."""
        on = {name for name, _ in self.programmes}
        return [each for each in self.moved if each.is_moved and each.lever.programme in {"", *on}]

    @property
    def _changes(self) -> dict[str, Any]:
        rolled = {f"{name}.roll_out": PROGRAMMES[name].roll_out(begins, "England") for name, begins in self.programmes}
        return rolled | {each.lever.name: each.written() for each in self._counted}

    def _common(self, which: str) -> dict[str, Any]:
        values: dict[str, Any] = {"name": f"{self.slug}_{which}", "areas": self.areas, "horizon_years": self.years}
        if which == PLAN:
            values["description"] = "; ".join(self.words()) or "No change"
        if self.own:
            values["figures"] = {self.areas: dict(self.own)}
        return values

    def _scenario(self, values: dict[str, Any]) -> Scenario:
        scenario = build([Layer("", nested(values))])
        simulated_profiles(scenario)
        return scenario

    def _file(self, values: dict[str, Any]) -> str:
        head = f"# Made by workforce-sim app. Compare both files: {self.command()}\n"
        return head + yaml.safe_dump(nested(values), sort_keys=False, allow_unicode=True, width=120)
