"""Targets: what a measure must be, at which census and where, and whether replications meet it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import Quantity, WrongValueError, show
from workforce_sim.errors import nearest
from workforce_sim.records.geography import ENGLAND, NATIONAL, Area
from workforce_sim.records.recorder import Array
from workforce_sim.records.tables import ANNUAL_RETURN, nearest_measure
from workforce_sim.studies.work import areas_of_scenario, census_years

KEYS = ("measure", "at_most", "at_least", "by", "where")
Side = Literal["at_most", "at_least"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure must be at the census of a year: ``at_most`` or ``at_least`` a value, in an area of the results.

    ``place`` is the area's place among the areas of the results, ``year_place`` the census's place on the axis of years.
    """

    name: str
    measure: str
    side: Side
    value: float
    by: int
    where: str
    place: int
    year_place: int

    @property
    def column(self) -> int:
        """The place of the measure among the columns of the annual return."""
        return ANNUAL_RETURN.index[self.measure]

    @property
    def unit(self) -> str:
        """The unit of the measure."""
        return ANNUAL_RETURN.columns[self.column].unit

    @property
    def harmful_sign(self) -> float:
        """1 where more of the measure takes it away from the target, -1 where less does."""
        return 1.0 if self.side == "at_most" else -1.0

    def shortfall(self, values: Array) -> Array:
        """Say how far each value is on the wrong side, in the measure's unit; 0 where the target is met."""
        return np.maximum(self.harmful_sign * (values - self.value), 0.0)

    def is_met(self, values: Array) -> npt.NDArray[np.bool_]:
        """Say of each value whether it meets the target; one that does not exist does not."""
        met: npt.NDArray[np.bool_] = self.harmful_sign * (values - self.value) <= 0.0
        return met

    def plain(self) -> dict[str, Any]:
        """Write the target as a study file would."""
        return {"measure": self.measure, self.side: self.value, "by": self.by, "where": self.where}

    def words(self) -> str:
        """Say the target in words."""
        side = self.side.replace("_", " ")
        return f"{self.measure} {side} {in_unit(self.value, self.unit)} by {self.by} in {self.where}"


def read_targets(given: Any, base: Scenario) -> tuple[Target, ...]:
    """Read the targets of a study file; raises ``WrongValueError`` with the name of the one that is wrong."""
    if isinstance(given, tuple) and given and all(isinstance(each, Target) for each in given):
        return given
    if not isinstance(given, Mapping) or not given:
        what = "empty" if given in ({}, [], None) else show(given)
        raise WrongValueError(f"is {what}; it must be names with a measure, at_most or at_least, and by each")
    targets = []
    for name, each in given.items():
        try:
            targets.append(read_target(str(name), each, base))
        except WrongValueError as wrong:
            raise WrongValueError(wrong.text, f"{name}.{wrong.path}".strip(".")) from None
    return tuple(targets)


def read_target(name: str, given: Any, base: Scenario) -> Target:
    """Read one target of a scenario; raises ``WrongValueError`` with the key that is wrong."""
    if isinstance(given, Target):
        return given
    if not isinstance(given, Mapping):
        raise WrongValueError(f"is {show(given)}; it must have measure, at_most or at_least, and by")
    for key in given:
        if key not in KEYS:
            raise WrongValueError(f"is not part of a target{nearest(str(key), KEYS)}", str(key))
    measure = _needed(given, "measure")
    if measure not in ANNUAL_RETURN.names:
        raise WrongValueError(f"is {show(measure)}, which is not a measure{nearest_measure(str(measure))}", "measure")
    sides: list[Side] = [side for side in ("at_most", "at_least") if side in given]
    if len(sides) != 1:
        both = "both at_most and" if sides else "neither at_most nor"
        raise WrongValueError(f"has {both} at_least; it must have one of them")
    value = _checked(Quantity("", noun=False), given[sides[0]], sides[0])
    years = census_years(base.calendar())
    by = _needed(given, "by")
    if isinstance(by, bool) or by not in years[1:]:
        raise WrongValueError(f"is {show(by)}; it must be a census that is simulated, {years[1]} to {years[-1]}", "by")
    place, area = find_area(given.get("where"), areas_of_scenario(base))
    return Target(name, str(measure), sides[0], value, int(by), area.name, place, years.index(by))


def find_area(given: Any, areas: tuple[Area, ...]) -> tuple[int, Area]:
    """Find an area of the results by name or code, the widest one where none is given; raises ``WrongValueError``."""
    if given is None:
        place = max(range(len(areas)), key=lambda place: (len(areas[place].members), -place))
        return place, areas[place]
    wanted = str(given).strip().lower()
    for place, area in enumerate(areas):
        if wanted in _calls(area):
            return place, area
    names = [area.name for area in areas]
    most = 5
    listed = ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
    close = nearest(str(given), names) or f"; there are {listed}"
    raise WrongValueError(f"is {show(given)}, which the results have no row for{close}", "where")


def _calls(area: Area) -> set[str]:
    code = ENGLAND if area.geographic_level == NATIONAL else area.new_la_code or area.region_code
    return {area.name.lower()} | ({code.lower()} if code is not None else set())


def _needed(given: Mapping[Any, Any], key: str) -> Any:
    if key not in given:
        raise WrongValueError("is missing", key)
    return given[key]


def _checked(quantity: Quantity, given: Any, key: str) -> float:
    try:
        return quantity.check(given)
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, key) from None


def in_unit(value: float, unit: str) -> str:
    """Write a value as a person would: 20%, 12 people, £2,000,000."""
    if unit == "pounds":
        return f"£{value:,.0f}" if value == round(value) else f"£{value:,.2f}"
    return f"{value:g}%" if unit == "per cent" else f"{value:g} {unit}"
