"""The scenario: everything a run may be told, frozen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator, model_validator

from workforce_sim.clock import Calendar, calendar_of
from workforce_sim.config.absence import Absence
from workforce_sim.config.agency import Agency
from workforce_sim.config.apprenticeship import Apprenticeship
from workforce_sim.config.asye import Asye
from workforce_sim.config.budgets import Budgets
from workforce_sim.config.care_leaver_support import CareLeaverSupport
from workforce_sim.config.cases import Cases
from workforce_sim.config.checks import check_together, read_areas, read_figures, read_name, read_start
from workforce_sim.config.childrens_homes import ChildrensHomes
from workforce_sim.config.counting import Counting
from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.establishment import Establishment
from workforce_sim.config.family_help import FamilyHelp
from workforce_sim.config.family_networks import FamilyNetworks
from workforce_sim.config.fostering import Fostering
from workforce_sim.config.labour_market import LabourMarket
from workforce_sim.config.money import Money
from workforce_sim.config.parts import Part
from workforce_sim.config.placements import Placements
from workforce_sim.config.prices import Prices
from workforce_sim.config.promotion import Promotion
from workforce_sim.config.publications import WORKFORCE
from workforce_sim.config.reclassification import Reclassification
from workforce_sim.config.recruitment import Recruitment
from workforce_sim.config.roll_out import RollOut
from workforce_sim.config.training_routes import TrainingRoutes
from workforce_sim.config.turnover import Turnover
from workforce_sim.config.units import WholeYears

Figures = Path | dict[str, dict[str, float]]

PLAIN_ALREADY = (float, int, str, bool, type(None))


class Scenario(Section):
    """A named set of assumptions about one area and one stretch of time.

    Read one with ``load_scenario``; change one with ``with_values``. Every other value is under the section it belongs
    to: ``scenario.apprenticeship.intake`` is the parameter ``apprenticeship.intake`` of the scenario file.
    """

    name: str = Field("unnamed", description="Name of the folder of results; the file's own name when left out")
    description: str = Field("", description="What is asked, what is sourced and what is assumed")
    start: dt.date = Field(dt.date(2025, 9, 30), description="The census day on which the simulation begins")
    horizon_years: WholeYears = parameter(
        10,
        meaning="Years simulated after the start",
        reliability="red",
        low=1,
        high=15,
        reason="The planner's choice; the further ahead, the less it is worth",
    )
    areas: str | tuple[str, ...] = Field(
        "England", description="England, a region, an authority by name or code, or a list of them"
    )
    uncertainty: Literal["chance", "chance+rates"] = parameter(
        "chance+rates",
        meaning="What differs from one replication to the next: chance alone, or also rates as sure as they are known",
        reliability="green",
        source=WORKFORCE,
        year="2017 to 2025",
        reason="Rates are estimates: each replication draws its own from their standard errors",
    )
    figures: Figures | None = Field(
        None,
        description="Own figures in place of published ones: by authority, or the path of a CSV file beside this one",
    )
    establishment: Establishment = Field(default_factory=Establishment)
    turnover: Turnover = Field(default_factory=Turnover)
    reclassification: Reclassification = Field(default_factory=Reclassification)
    recruitment: Recruitment = Field(default_factory=Recruitment)
    labour_market: LabourMarket = Field(default_factory=LabourMarket)
    training_routes: TrainingRoutes = Field(default_factory=TrainingRoutes)
    apprenticeship: Apprenticeship = Field(default_factory=Apprenticeship)
    asye: Asye = Field(default_factory=Asye)
    agency: Agency = Field(default_factory=Agency)
    absence: Absence = Field(default_factory=Absence)
    promotion: Promotion = Field(default_factory=Promotion)
    cases: Cases = Field(default_factory=Cases)
    family_help: FamilyHelp = Field(default_factory=FamilyHelp)
    family_networks: FamilyNetworks = Field(default_factory=FamilyNetworks)
    counting: Counting = Field(default_factory=Counting)
    placements: Placements = Field(default_factory=Placements)
    fostering: Fostering = Field(default_factory=Fostering)
    childrens_homes: ChildrensHomes = Field(default_factory=ChildrensHomes)
    care_leaver_support: CareLeaverSupport = Field(default_factory=CareLeaverSupport)
    money: Money = Field(default_factory=Money)
    prices: Prices = Field(default_factory=Prices)
    budgets: Budgets = Field(default_factory=Budgets)
    _parts: tuple[Part, ...] = PrivateAttr(default=())

    @field_validator("name", "description", "start", "areas", "figures", mode="before")
    @classmethod
    def _read_head(cls, given: Any, info: ValidationInfo) -> Any:
        readers = {
            "name": read_name,
            "description": lambda text: read_name(text, free=True),
            "start": read_start,
            "areas": read_areas,
            "figures": read_figures,
        }
        return readers[info.field_name or ""](given)

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        check_together(self)
        return self

    @property
    def parts(self) -> tuple[Part, ...]:
        """The scenarios it was put together from, where its file extends several; no number depends on them."""
        return self._parts

    def with_parts(self, parts: tuple[Part, ...]) -> Scenario:
        """Give the same scenario that knows what it was put together from."""
        if parts == self._parts:
            return self
        copied = self.model_copy()
        copied._parts = parts
        return copied

    def calendar(self) -> Calendar:
        """Give the calendar of the scenario: its start and its horizon."""
        return calendar_of(self.start, self.horizon_years)

    def resolved(self) -> dict[str, Any]:
        """Write every value, given or default, as plain numbers, words, lists and mappings for JSON or YAML."""
        return _plain_fields(self)

    def resolved_in(self, sections: Collection[str]) -> dict[str, Any]:
        """Write the values of some sections plainly, as ``resolved`` does, and give the other sections as they are."""
        return {
            name: _plain(getattr(self, name)) if name in sections else getattr(self, name) for name in type(self).model_fields
        }

    def digest(self) -> str:
        """Give a fingerprint of every value that numbers depend on: sha256 in hexadecimal, the same on every machine.

        The name and the description do not count, and a file of figures counts by what it holds, not by where it lies.
        """
        values = self.resolved()
        del values["name"], values["description"]
        if isinstance(self.figures, Path):
            values["figures"] = hashlib.sha256(self.figures.read_bytes()).hexdigest()
        return hashlib.sha256(json.dumps(values, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def with_values(self, values: Mapping[str, Any]) -> Scenario:
        """Give the same scenario with some parameters changed, named by dotted name.

        Values are as in a scenario file: ``{"apprenticeship.intake": {dt.date(2027, 9, 1): 250}}``. Raises
        ``UserError`` as loading a file does.
        """
        from workforce_sim.config.loading import changed  # loading builds scenarios: the two need each other

        return changed(self, values)


def _plain_fields(section: Section) -> dict[str, Any]:
    return {name: _plain(getattr(section, name)) for name in type(section).model_fields}


def _plain(value: Any) -> Any:
    if type(value) in PLAIN_ALREADY:  # most are: asking what else it is takes longer than all the rest
        return value
    if isinstance(value, Section):
        return _plain_fields(value)
    if isinstance(value, Dated | RollOut):
        return value.plain()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value
