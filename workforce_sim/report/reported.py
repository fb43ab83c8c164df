"""One results folder as everything for people reads it: finished, of this version, its tables and what they are about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import polars as pl

from workforce_sim.errors import UserError, nearest
from workforce_sim.records.manifest import version_of
from workforce_sim.records.store import PROGRAM
from workforce_sim.studies.standing import Standing
from workforce_sim.studies.stored import DONE, Stored, find_stored, scenario_of

PLACE = ("geographic_level", "region_code", "new_la_code")
"""The columns that say which area a row is about."""


@dataclass(frozen=True, kw_only=True)
class Reported(Standing):
    """A finished results folder, where its scenario stands (the baseline of several), and the area that is told about."""

    stored: Stored

    @property
    def replications(self) -> int:
        """How many replications the tables are made of."""
        return self.stored.replications or 0

    def about(self, name: str) -> Reported:
        """Give the same results told about another of their areas; raises UserError with the nearest name."""
        by_name = {area.name: area for area in self.areas}
        if name not in by_name:
            raise UserError(
                f"{self.stored.path} has no area {name}{nearest(name, by_name)}; it has {', '.join(list(by_name)[:8])}"
                f"{' and others' if len(by_name) > 8 else ''}"
            )
        return replace(self, chosen=by_name[name])

    def has(self, table: str) -> bool:
        """Say whether the folder holds a table, as Parquet or CSV."""
        return any((self.stored.path / f"{table}.{kind}").exists() for kind in ("parquet", "csv"))

    def table(self, name: str) -> pl.DataFrame:
        """Read a table, from Parquet where it is there, else from CSV; raises UserError where it is missing or damaged."""
        if name not in self._read:
            self._read[name] = self._table(name)
        return self._read[name]

    @cached_property
    def _read(self) -> dict[str, pl.DataFrame]:
        return {}

    def _table(self, name: str) -> pl.DataFrame:
        for path in (self.stored.path / f"{name}.parquet", self.stored.path / f"{name}.csv"):
            if path.exists():
                try:
                    return pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema_length=None)
                except (pl.exceptions.PolarsError, OSError) as error:
                    why = " ".join(str(error).split())[:200]
                    raise UserError(f"{path} is damaged ({why}); make the results again") from None
        raise UserError(f"{self.stored.path} has no table {name}; a {self.stored.kind} of this version does: make it again")

    def here(self, table: pl.DataFrame) -> pl.DataFrame:
        """Keep the rows of a table that are about the area told about."""
        return table.filter(*(pl.col(name).eq_missing(pl.lit(getattr(self.area, name), pl.String)) for name in PLACE))


def reported(folder: str | Path) -> Reported:
    """Open a results folder for telling people about it.

    Raises UserError where it is not one, not finished, of another version or damaged.
    """
    stored = find_stored(folder)
    if not stored.manifest or (stored.state != DONE and not stored.is_run):
        raise UserError(f"{stored.path} is {stored.state}; give the command that made it again to finish it")
    now = version_of(PROGRAM)
    if stored.version != now:
        raise UserError(f"{stored.path} was made by version {stored.version} and this is {now}; make the results again")
    try:
        found = Reported(scenario_of(stored.scenarios[0]), stored=stored)
        found.areas  # noqa: B018 - reads scenario and figures, so that what is damaged is found before anything is written
    except UserError as error:
        raise UserError(f"{stored.path}: its manifest is damaged or of another version ({error})") from None
    return found
