"""What a pack of evidence is about: finished results, their scenarios, and the ranks of effect where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from workforce_sim.config.catalogue import parameters, value_of, written
from workforce_sim.errors import UserError
from workforce_sim.report.evidence.markdown_table import code
from workforce_sim.report.evidence.ranking import Ranking, ranking_beside, read_ranking
from workforce_sim.report.reported import Reported, reported
from workforce_sim.studies.compare import labels_of
from workforce_sim.studies.reproduce import changes_since
from workforce_sim.studies.stored import DONE, scenario_of

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario


@dataclass(frozen=True)
class Subject:
    """One results folder under review."""

    results: Reported
    ranking: Ranking | None

    @property
    def kind(self) -> str:
        """What made the results: run, sweep, compare, stress, solve, sensitivity or backtest."""
        return self.results.stored.kind

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The manifest as it was written."""
        return self.results.stored.manifest

    @property
    def asked(self) -> Mapping[str, Any]:
        """What was asked."""
        return self.results.stored.asked

    @property
    def name(self) -> str:
        """What the results are called: their folder."""
        return self.results.stored.path.resolve().name

    @property
    def seed(self) -> int:
        """The seed."""
        return int(self.asked.get("seed", self.manifest.get("seed", 0)))

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Every scenario that was simulated, the one it starts from first."""
        return tuple(scenario_of(each) for each in self.results.stored.scenarios)

    @property
    def named(self) -> dict[str, Scenario]:
        """Every scenario by a name that no other has, as the study's own tables call them."""
        return dict(zip(labels_of(self.scenarios), self.scenarios, strict=True))

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """In what the program, machine and figures of now are not those that made the results."""
        return tuple(changes_since(self.results.stored))

    def changed_by(self, scenario: Scenario) -> Iterator[tuple[str, str, str]]:
        """Give name, value and value of the first scenario for each parameter in which another differs from it."""
        first = self.scenarios[0]
        for name in ("start", "areas", *parameters()):
            here, there = value_of(scenario, name), value_of(first, name)
            if here != there:
                yield name, written(here), written(there)

    def varied(self) -> list[tuple[str, str]]:
        """Give what the study itself varies, by name, with what it is given."""
        asked = self.asked
        found = [(f"{code(name)}", written(each)) for name, each in dict(asked.get("vary") or {}).items()]
        if self.kind == "sensitivity":
            found += [(code(name), f"{each['low']:g} to {each['high']:g}") for name, each in asked["parameters"].items()]
        if self.kind == "solve":
            found.append((code(asked["lever"]["name"]), written({k: v for k, v in asked["lever"].items() if k != "name"})))
        return found + [(f"shock {name}", written(each)) for name, each in dict(asked.get("shocks") or {}).items()]


def subject_of(folder: str | Path, rank: str | Path | None = None) -> Subject:
    """Open results for review, with the ranks of a sensitivity study: the one given, or one of the same scenario beside them.

    Raises UserError where the results are not finished, of another version or damaged, and where there are no ranks in what
    is given.
    """
    results = reported(folder)
    stored = results.stored
    if stored.state != DONE:
        raise UserError(f"{stored.path} is {stored.state}; give the command that made it again to finish it")
    _check_whole(stored.path, stored.headline)
    ranking = ranking_beside(results) if rank is None else read_ranking(rank, results.scenario)
    return Subject(results, ranking)


def _check_whole(path: Path, headline: Path) -> None:
    """Refuse results of which a table cannot be opened or the first one is missing."""
    if not headline.exists():
        raise UserError(f"{path} is damaged: {headline.name} is missing; make the results again")
    for table in sorted(path.glob("*.parquet")):
        try:
            pl.read_parquet(table, n_rows=1)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise UserError(f"{table} is damaged ({' '.join(str(error).split())[:200]}); make the results again") from None
