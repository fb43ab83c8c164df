"""What a comparison gives: its tables, and one difference of them with how sure it is, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from workforce_sim.errors import UserError, nearest
from workforce_sim.records.geography import Area
from workforce_sim.records.tables import ANNUAL_RETURN, MONEY_YEAR
from workforce_sim.studies.paired import INDISTINGUISHABLE
from workforce_sim.studies.wording import Told, settling

INTERACTION = "interaction"
ALL_CHANGES = "all changes"
ALL_YEARS = "all years"

UNITS = {column.name: column.unit for table in (ANNUAL_RETURN, MONEY_YEAR) for column in table.columns}


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in one year and area: what it is in both scenarios on average, and the difference with its 95% interval.

    ``variance_ratio`` is the factor by which pairing cut the variance, None where the difference never varies.
    ``replications_to_settle`` is None where no number of replications would tell the difference from none.
    """

    scenario: str
    measure: str
    unit: str
    year: int
    area: str
    baseline_mean: float | None
    mean: float | None
    difference: float | None
    lower: float | None
    upper: float | None
    standard_error: float | None
    variance_ratio: float | None
    verdict: str
    replications: int
    replications_to_settle: int | None

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.measure} in {self.year}, {self.area}: {self.words}"

    @property
    def told(self) -> Told:
        """Put the difference in words without saying of what."""
        return Told(self.verdict, self.unit, self.difference, self.lower, self.upper)

    @property
    def words(self) -> str:
        """Say what differs, such as ``2.1 points lower (1.2 to 3.0)``, or that nothing can be told apart and what would."""
        if self.verdict != INDISTINGUISHABLE:
            return str(self.told)
        return f"{self.told}; {settling(self.replications_to_settle, self.replications)}"


@dataclass(frozen=True)
class Comparison:
    """Every difference between a baseline and other scenarios, paired replication by replication.

    ``differences`` has a row for every scenario, year, area and measure. ``attribution`` has one for each of the changes
    that a scenario makes, where it makes several: the effect of that change alone, the interaction, which is what they do
    together beyond the sum, and all of them; it is empty where each scenario changes one thing. A scenario that extends
    several files makes the changes of each of them, under the name of that file. ``costs`` has a row for every scenario,
    financial year, area and line, and after the last year one for all years; ``cost_attribution`` takes them apart as
    ``attribution`` does the measures. ``areas`` are those of the rows, the widest first.
    """

    differences: pl.DataFrame
    attribution: pl.DataFrame
    costs: pl.DataFrame
    areas: tuple[Area, ...]
    cost_attribution: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def baseline(self) -> str:
        """The name of the scenario that the others are compared with."""
        return str(self.differences["baseline"][0])

    @property
    def scenarios(self) -> list[str]:
        """The names of the scenarios compared with the baseline."""
        return self.differences["scenario"].unique(maintain_order=True).to_list()

    @property
    def years(self) -> list[int]:
        """The years of the censuses, the start first."""
        return self.differences["time_period"].unique(maintain_order=True).to_list()

    @property
    def measures(self) -> list[str]:
        """The measures compared."""
        return self.differences["measure"].unique(maintain_order=True).to_list()

    @property
    def scenarios_for_attribution(self) -> int:
        """How many scenarios more were simulated to take the differences apart."""
        apart = {INTERACTION, ALL_CHANGES}
        changes = self.attribution.select("scenario", "change").unique().rows() if len(self.attribution) else []
        return sum(change not in apart for _, change in changes)

    @property
    def is_same(self) -> bool:
        """Whether nothing differs in any replication."""
        return all(
            bool((rows["difference"].fill_null(0.0) == 0.0).all()) and INDISTINGUISHABLE not in rows["verdict"]
            for rows in (self.differences, self.costs)
        )

    def difference(self, measure: str, year: int, area: str | None = None, scenario: str | None = None) -> Difference:
        """Give one difference.

        ``area`` is a name or a code; the widest area simulated unless given. ``scenario`` need be given only where
        several are compared with the baseline. Raises UserError for what is not among the differences.
        """
        chosen = self._scenario(scenario)
        _known("measure", measure, self.measures)
        _known("year", year, self.years)
        place = self.area(area)
        same = pl.col("scenario").eq(chosen) & pl.col("measure").eq(measure) & pl.col("time_period").eq(year)
        (row,) = self.differences.filter(same & is_area(place)).iter_rows(named=True)
        facts = {name: row[name] for name in Difference.__dataclass_fields__ if name in row}
        return Difference(unit=UNITS[measure], year=year, area=place.name, **facts)

    def cost(self, line: str, area: str | None = None, scenario: str | None = None) -> Difference:
        """Give the difference in one line of the accounts over all years together, as ``difference`` does of a measure."""
        same = pl.col("scenario").eq(self._scenario(scenario)) & pl.col("measure").eq(line)
        _known("line", line, MONEY_YEAR.names)
        place = self.area(area)
        (row,) = self.costs.filter(same & is_area(place), time_period=ALL_YEARS).iter_rows(named=True)
        facts = {name: row[name] for name in Difference.__dataclass_fields__ if name in row}
        return Difference(unit=UNITS[line], year=self.years[-1], area=place.name, **facts)

    def unit(self, measure: str) -> str:
        """Give the unit of a measure."""
        return UNITS[measure]

    def area(self, name: str | None = None) -> Area:
        """Find an area by name or code, or the widest one; raises UserError."""
        if name is None:
            return widest(self.areas)
        wanted = " ".join(name.split()).casefold()
        for place in self.areas:
            code = place.new_la_code or (place.region_code if place.la_name is None else None)
            if wanted in (place.name.casefold(), (code or "").casefold()):
                return place
        known = [place.name for place in self.areas]
        raise UserError(f'area is "{name}"; it is not among those compared{nearest(name, known)}{_some(known)}')

    def _scenario(self, name: str | None) -> str:
        if name is None and len(self.scenarios) == 1:
            return self.scenarios[0]
        if name is None:
            raise UserError(f"scenario is missing; several are compared{_some(self.scenarios)}")
        _known("scenario", name, self.scenarios)
        return name


def widest(areas: Sequence[Area]) -> Area:
    """Choose the area that holds all that is simulated: the authority where there is one."""
    most = max(len(area.members) for area in areas)
    whole = [area for area in areas if len(area.members) == most]
    return whole[-1] if most == 1 else whole[0]


def is_area(area: Area) -> pl.Expr:
    """Select the rows of one area."""
    return (
        pl.col("geographic_level").eq(area.geographic_level)
        & pl.col("region_code").eq_missing(pl.lit(area.region_code, dtype=pl.String))
        & pl.col("new_la_code").eq_missing(pl.lit(area.new_la_code, dtype=pl.String))
    )


def _known(what: str, given: object, known: Iterable[object]) -> None:
    names = [str(name) for name in known]
    if str(given) not in names:
        raise UserError(f"{what} is {given}; it is not among those compared{nearest(str(given), names)}{_some(names)}")


def _some(names: Sequence[str], most: int = 11) -> str:
    return f" ({', '.join(names)})" if len(names) <= most else ""
