"""Studies as they were carried out, read back from their results folder: what was asked, and the tables that came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from workforce_sim.errors import UserError
from workforce_sim.studies.comparison import Comparison
from workforce_sim.studies.questions.sensitivity import Sensitivity
from workforce_sim.studies.questions.solve import Solve
from workforce_sim.studies.questions.stress import Stress
from workforce_sim.studies.questions.study import Study, told
from workforce_sim.studies.solve import Solved, solved_before
from workforce_sim.studies.stress import TABLES, Stressed

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

NOT_OF_THE_QUESTION = ("study", "digest", "base")
NOTHING: tuple[Any, ...] = (None, [], {})
Kind = TypeVar("Kind", bound=Study)


def compared(results: Reported) -> Comparison:
    """Read a comparison as its study gave it."""
    tables = {
        name: results.table(name) if results.has(name) else pl.DataFrame()
        for name in ("differences", "attribution", "costs", "attribution_costs")
    }
    return Comparison(tables["differences"], tables["attribution"], tables["costs"], results.areas, tables["attribution_costs"])


def stressed(results: Reported) -> Stressed:
    """Read a stress test as its study gave it."""
    tables = {name: results.table(name) for name in TABLES if results.has(name)}
    missing = [name for name in TABLES if name not in tables and not name.startswith("break_point")]
    if missing:
        results.table(missing[0])  # says that the folder has no such table
    return Stressed(_asked(results, Stress), **tables)


def solved(results: Reported) -> Solved:
    """Go through a search again with the replications that it spent."""
    return solved_before(_asked(results, Solve), results.table("replications"))


def sensitivity_asked(results: Reported) -> Sensitivity:
    """Read what a sensitivity study asked."""
    return _asked(results, Sensitivity)


def _asked(results: Reported, kind: type[Kind]) -> Kind:
    given = results.stored.asked.items()
    asked: dict[str, Any] = {name: value for name, value in given if name not in NOT_OF_THE_QUESTION and value not in NOTHING}
    try:
        return told(lambda: kind.model_validate({**asked, "base": results.scenario}), str(results.stored.path))
    except UserError as error:
        raise UserError(f"{error}; its manifest is damaged or of another version: make the results again") from None
