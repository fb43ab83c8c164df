"""The check of a file pair, stage after stage, as the platform's own: it stops after the first stage that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workforce_sim.errors import UserError
from workforce_sim.report.open_data.column_names import check_column_names
from workforce_sim.report.open_data.column_rules import check_columns
from workforce_sim.report.open_data.file_names import check_name
from workforce_sim.report.open_data.filter_rules import check_filters
from workforce_sim.report.open_data.meta_rules import check_meta
from workforce_sim.report.open_data.place_rules import check_places
from workforce_sim.report.open_data.reading import read_table
from workforce_sim.report.open_data.rules import FAIL, Finding, Pair
from workforce_sim.report.open_data.time_rules import check_time
from workforce_sim.report.open_data.value_rules import check_forbidden, check_uniqueness, check_values

META = ".meta.csv"
ENDINGS = (".csv.gz", ".csv")

Check = Callable[[Pair], Iterator[Finding]]
STAGES: tuple[tuple[str, tuple[Check, ...]], ...] = (
    ("meta file", (check_meta,)),
    ("columns", (check_columns, check_column_names)),
    ("words", (check_forbidden,)),
    ("time and place", (check_time, check_places)),
    ("filters", (check_filters,)),
    ("values", (check_values, check_uniqueness)),
)


@dataclass(frozen=True, slots=True)
class Screening:
    """What a check found: every finding up to the stage that failed, if one did, and the stages that were passed."""

    name: str
    findings: Sequence[Finding]
    passed: Sequence[str]

    @property
    def failures(self) -> list[Finding]:
        """What has to be put right."""
        return [finding for finding in self.findings if finding.gravity == FAIL]

    @property
    def has_passed(self) -> bool:
        """Whether nothing fails; warnings pass."""
        return not self.failures


def screen_file(path: Path) -> Screening:
    """Check the pair whose data file is given; raises UserError where it is not there or no data file."""
    if path.name.endswith(META):
        raise UserError(f"{path} is a meta file; give the data file beside it, {path.name.removesuffix(META)}.csv")
    ending = next((ending for ending in ENDINGS if path.name.endswith(ending)), None)
    if ending is None:
        raise UserError(f"{path} is no data file; it must end with .csv or .csv.gz")
    stem = path.name.removesuffix(ending)
    beside = path.with_name(f"{stem}{META}")
    for file in (path, beside):
        if not file.is_file():
            raise UserError(f"{file} does not exist; a pair is NAME.csv and NAME{META} in one folder")
    findings = list(check_name(path, stem))
    tables = [read_table(file) for file in (path, beside)]
    faults = [table for table in tables if isinstance(table, Finding)]
    if faults or any(finding.gravity == FAIL for finding in findings):
        return Screening(stem, [*findings, *faults], [])
    data, meta = tables
    assert not isinstance(data, Finding)
    assert not isinstance(meta, Finding)
    return screen(Pair(stem, data, meta), findings)


def screen(pair: Pair, before: Sequence[Finding] = ()) -> Screening:
    """Check a pair in memory, after the findings there were ``before`` from its files."""
    findings, passed = list(before), ["files"]
    for name, checks in STAGES:
        found = [finding for check in checks for finding in check(pair)]
        findings += found
        if any(finding.gravity == FAIL for finding in found):
            break
        passed.append(name)
    return Screening(pair.name, findings, passed)
