"""Results made again from what their manifest says, and compared with what was stored, to the bit."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from workforce_sim.config.parts import Part
from workforce_sim.errors import UserError
from workforce_sim.figures import fingerprint
from workforce_sim.records.likeness import Difference, first_difference
from workforce_sim.records.manifest import surroundings
from workforce_sim.records.program import program_state
from workforce_sim.records.store import BUDGETS, COSTS, SUMMARY, VARIANCE
from workforce_sim.records.tables import TABLES
from workforce_sim.studies.replicate import replicate_many
from workforce_sim.studies.run_result import RunResult
from workforce_sim.studies.stored import Stored, scenario_of
from workforce_sim.studies.temporary import work_for_now
from workforce_sim.studies.work import UnfinishedError, Work

Tables = dict[str, pl.DataFrame]
OnProgress = Callable[[int, int], None]

SHORT = 12
NOT_ASKED = ("study", "base", "digest", "digests")
"""What a manifest notes down beside what the model of a study is given."""


@dataclass(frozen=True)
class Reproduced:
    """What became of it: which tables were compared, what differs, and in what the program of now is another."""

    tables: tuple[str, ...]
    values: int
    differences: tuple[Difference, ...]
    changes: tuple[str, ...]

    @property
    def is_identical(self) -> bool:
        """Whether every table is the same to the bit."""
        return not self.differences


def reproduce(stored: Stored, jobs: int | None = None, on_progress: OnProgress | None = None) -> Reproduced:
    """Make the tables of a results folder again and compare each with what is stored there.

    Raises UserError where the folder has no whole results, where it is of a kind that cannot be made again, and where
    this version does not know what was asked; UnfinishedError or ReplicationError where a replication fails.
    """
    if not stored.manifest:
        raise UserError(f"{stored.path} is {stored.state}: there is nothing to compare with yet; run its command again")
    kept = _tables_in(stored)
    if stored.is_run:
        result = run_again(stored, jobs, on_progress)
        now = {name: result.table(name) for name in TABLES}
        now |= {Path(SUMMARY).stem: result.summary, Path(VARIANCE).stem: result.variance, Path(COSTS).stem: result.costs}
        now[Path(BUDGETS).stem] = result.budgets
    else:
        now = study_again(stored, jobs, on_progress)
    found, values = [], 0
    for name, path in kept.items():
        difference, size = _compare(name, path, now.get(name))
        values += size
        found += [] if difference is None else [difference]
    return Reproduced(tuple(kept), values, tuple(found), tuple(changes_since(stored)))


def run_again(stored: Stored, jobs: int | None = None, on_progress: OnProgress | None = None) -> RunResult:
    """Simulate the replications of a run that had finished, again."""
    finished = [int(number) for number in stored.manifest["replications_finished"]]
    asked = [int(number) for number in stored.manifest["replications_asked"]]
    only = finished[0] if len(asked) == 1 else None
    scenario = scenario_of(stored.manifest["scenario"])
    result = replicate_many(scenario, max(finished), int(stored.manifest["seed"]), jobs, only=only, on_progress=on_progress)
    if result.is_interrupted:
        raise KeyboardInterrupt
    return replace(result, records=tuple(record for record in result.records if record.replication in finished))


def study_again(stored: Stored, jobs: int | None = None, on_progress: OnProgress | None = None) -> Tables:
    """Carry out a study again in a temporary store."""
    if stored.kind not in TABLES_OF:
        raise UserError(f"{stored.path} is a {stored.kind} study; reproduce knows {', '.join(['run', *TABLES_OF])}")
    with work_for_now(jobs, on_progress=on_progress) as work:
        tables = TABLES_OF[stored.kind](work, stored.asked)
        if work.failures and not stored.manifest.get("failures"):
            raise UnfinishedError(work.failures)
    return tables


def changes_since(stored: Stored) -> Iterator[str]:
    """Say in what the program, its packages, the machine and the figures are not what the manifest says."""
    then, now = stored.manifest, surroundings()
    for part in ("versions", "machine"):
        for name, value in then.get(part, {}).items():
            if now[part].get(name) != value:
                yield f"{name} was {value} and is {now[part].get(name, 'not there')}"
    if "program_state" in then and then["program_state"] != program_state():
        yield f"the program's sources were {then['program_state']} and are {program_state()}"
    if then.get("figures_fingerprint") != fingerprint():
        yield f"the published figures were {short(then.get('figures_fingerprint'))} and are {short(fingerprint())}"


def short(fingerprint: object) -> str:
    """Write as much of a fingerprint as tells it from others."""
    return str(fingerprint)[:SHORT]


def rebuilt(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the model of a study is validated from: what was asked, its scenario made again."""
    given = {name: value for name, value in asked.items() if name not in NOT_ASKED and value not in (None, [], {})}
    return {**given, "base": scenario_of(asked["base"])}


def _sensitivity(work: Work, asked: Mapping[str, Any]) -> Tables:
    from workforce_sim.studies.questions.sensitivity import Sensitivity
    from workforce_sim.studies.questions.study import told
    from workforce_sim.studies.sensitivity import carry_out_sensitivity, pieces_of_study

    study = told(lambda: Sensitivity.model_validate(rebuilt(asked)), "manifest.json")
    return carry_out_sensitivity(work, study, pieces_of_study(study, study.count_points)).named()


def _sweep(work: Work, asked: Mapping[str, Any]) -> Tables:
    from workforce_sim.studies.design import count_points
    from workforce_sim.studies.questions.study import told
    from workforce_sim.studies.questions.sweep import Sweep
    from workforce_sim.studies.sweep import carry_out_sweep, pieces_at_first

    study = told(lambda: Sweep.model_validate(rebuilt(asked)), "manifest.json")
    swept = carry_out_sweep(work, study, pieces_at_first(study, count_points(study)))
    tables = {"points": swept.parameters()}
    if swept.finished:
        tables |= {"annual_return": pl.concat(swept.annual_returns()), "summary": pl.concat(swept.summaries())}
    return tables


def _compare_study(work: Work, asked: Mapping[str, Any]) -> Tables:
    from workforce_sim.studies.compare import carry_out_compare

    made_of = asked.get("parts") or [()] * len(asked["scenarios"])
    scenarios = [
        scenario_of(each).with_parts(tuple(Part(part["name"], "", dict.fromkeys(part["sets"])) for part in own))
        for each, own in zip(asked["scenarios"], made_of, strict=True)
    ]
    found = carry_out_compare(work, scenarios, asked["replications"], asked["seed"], tuple(asked["measures"]))
    return {
        "differences": found.differences,
        "attribution": found.attribution,
        "costs": found.costs,
        "attribution_costs": found.cost_attribution,
    }


def _stress(work: Work, asked: Mapping[str, Any]) -> Tables:
    from workforce_sim.studies.questions.stress import Stress
    from workforce_sim.studies.questions.study import told
    from workforce_sim.studies.stress import carry_out_stress

    return carry_out_stress(work, told(lambda: Stress.model_validate(rebuilt(asked)), "manifest.json")).named()


def _solve(work: Work, asked: Mapping[str, Any]) -> Tables:
    from workforce_sim.studies.questions.solve import Solve
    from workforce_sim.studies.questions.study import told
    from workforce_sim.studies.solve import carry_out_solve

    solved = carry_out_solve(work, told(lambda: Solve.model_validate(rebuilt(asked)), "manifest.json"))
    return {"tried": solved.tried, "answer": solved.answer, "replications": solved.replications}


TABLES_OF: Mapping[str, Callable[[Work, Mapping[str, Any]], Tables]] = {
    "sweep": _sweep,
    "compare": _compare_study,
    "stress": _stress,
    "solve": _solve,
    "sensitivity": _sensitivity,
}
"""By kind of study, what makes its tables again from what its manifest says was asked, by the names of their files."""


def _tables_in(stored: Stored) -> dict[str, Path]:
    """Find the tables of a folder; a CSV file with a Parquet file of its name is that table rounded for reading."""
    found = {path.stem: path for path in sorted(stored.path.glob("*.csv"))}
    found |= {path.stem: path for path in sorted(stored.path.glob("*.parquet"))}
    if not found:
        raise UserError(f"{stored.path} has no tables to compare with")
    return dict(sorted(found.items()))


def _compare(name: str, path: Path, now: pl.DataFrame | None) -> tuple[Difference | None, int]:
    """Compare one stored table with the same made again; give what differs first and how many values were compared."""
    if now is None or not now.width:
        return Difference(name, "it is not made any more"), 0
    try:
        then = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as error:
        return Difference(name, f"{path.name} cannot be read ({' '.join(str(error).split())[:200]})"), 0
    if path.suffix == ".csv":
        written = io.BytesIO()
        now.write_csv(written)
        written.seek(0)
        now = pl.read_csv(written, infer_schema_length=None)
    return first_difference(name, then, now), then.height * then.width
