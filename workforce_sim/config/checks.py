"""Checks of a scenario's own lines, and of values that must fit one another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.config.budgets import check_budgets
from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Section
from workforce_sim.config.reading import read_date
from workforce_sim.config.units import WrongValueError, show

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario

FIRST_CENSUS, LAST_CENSUS = 2019, 2025
"""Years of the censuses a run can start from: roles are published from 2019."""

BANDS = ("caseload_bands", "assessment_bands", "need_bands", "plan_bands", "care_bands")
ROUNDING = 0.005
"""How far published shares may miss 1 when added, each having been rounded."""


def read_name(given: object, free: bool = False) -> str:
    """Read a name that can serve as the name of a folder, or, if free, any text."""
    if not isinstance(given, str):
        raise WrongValueError(f"is {show(given)}; it must be text")
    if not free and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 _.,()&'-]*", given):
        raise WrongValueError(
            f"is {show(given)}; it names a folder of results and must be letters, digits, spaces, _ - or ."
        )
    return given.strip()


def read_start(given: object) -> dt.date:
    """Read the start day: a census day that figures are published for."""
    start = read_date(given)
    if (start.month, start.day) != (9, 30) or not FIRST_CENSUS <= start.year <= LAST_CENSUS:
        raise WrongValueError(f"is {start}; it must be a census day, 30 September of {FIRST_CENSUS} to {LAST_CENSUS}")
    return start


def read_areas(given: object) -> str | tuple[str, ...]:
    """Read one area or a list of them, each a name or a code; whether they exist is for the figures to say."""
    if isinstance(given, str) and given.strip():
        return given.strip()
    if not isinstance(given, list | tuple) or not given:
        what = "an empty list" if given in ([], ()) else show(given)
        raise WrongValueError(f"is {what}; it must be England, a region, an authority, or a list of them")
    areas: list[str] = []
    for area in given:
        if not isinstance(area, str) or not area.strip():
            raise WrongValueError(f"holds {show(area)}; each area must be a name or a code")
        if area.strip() in areas:
            raise WrongValueError(f"holds {show(area)} twice; each area may be given once")
        areas.append(area.strip())
    return tuple(areas)


def read_figures(given: object) -> Path | dict[str, dict[str, float]] | None:
    """Read a planner's own figures: the path of a CSV file, or figures by authority."""
    if given is None:
        return None
    if isinstance(given, str | Path) and str(given).strip():
        path = Path(given)
        if not path.is_file():
            raise WrongValueError(f'is "{path.as_posix()}"; there is no such file')
        return path
    if not isinstance(given, Mapping):
        raise WrongValueError(f"is {show(given)}; it must be the path of a CSV file, or authorities with their figures")
    figures: dict[str, dict[str, float]] = {}
    for authority, own in given.items():
        if not isinstance(authority, str) or not isinstance(own, Mapping):
            raise WrongValueError(
                f"has {show(own)} for {authority}; it must be an authority with a mapping of figures under it"
            )
        figures[authority] = {_figure_name(name): _figure(authority, name, value) for name, value in own.items()}
    return figures


def _figure_name(name: object) -> str:
    if not isinstance(name, str):
        raise WrongValueError(f"has the key {show(name)}; it must be the name of a figure such as inpost_fte")
    return name


def _figure(authority: str, name: object, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise WrongValueError(f"has {name} of {authority} as {show(value)}; it must be a number, 0 or more")
    return float(value)


def check_together(scenario: Scenario) -> None:
    """Refuse values that do not fit one another; raises ``WrongValueError`` with the name of the one to change."""
    for name, value in _dated_values(scenario, ""):
        for date, _ in value.changes:
            if date < scenario.start:
                raise WrongValueError(f"has the date {date}; it must be on or after the start, {scenario.start}", name)
    _check_roll_outs(scenario)
    _check_apprenticeship(scenario)
    check_budgets(scenario)
    turnover = scenario.turnover
    changes = turnover.share_to_agency.changes + turnover.share_to_another_authority.changes
    for date in (scenario.start, *(date for date, _ in changes)):
        shares = turnover.share_to_agency.on(date) + turnover.share_to_another_authority.on(date)
        if shares > 1.0 + 1e-9:
            raise WrongValueError(
                f"and turnover.share_to_another_authority add up to {shares:g} on {date}; they must be at most 1",
                "turnover.share_to_agency",
            )
    fostering = scenario.fostering
    available = fostering.filled_share + fostering.vacant_share
    if available > 1.0 + 1e-9:
        text = f"and fostering.vacant_share add up to {available:g}; they must be at most 1"
        raise WrongValueError(text, "fostering.filled_share")
    adding_up = {f"cases.{band}": getattr(scenario.cases, band) for band in BANDS}
    for name, shares in (adding_up | {"placements.need_shares": scenario.placements.need_shares}).items():
        if abs(sum(shares) - 1.0) > ROUNDING:
            raise WrongValueError(f"adds up to {sum(shares):g}; its shares must add up to 1", name)


def _check_roll_outs(scenario: Scenario) -> None:
    for section in type(scenario).model_fields:
        roll_out = getattr(getattr(scenario, section), "roll_out", None)
        for place, step in enumerate(roll_out.steps if roll_out is not None else (), start=1):
            if step.begins < scenario.start:
                text = f"in place {place} begins on {step.begins}; it must be on or after the start, {scenario.start}"
                raise WrongValueError(text, f"{section}.roll_out")


def _check_apprenticeship(scenario: Scenario) -> None:
    apprenticeship = scenario.apprenticeship
    intake, cap = apprenticeship.intake, apprenticeship.places_cap
    most = f"it must be at most the {cap:g} places a year there are: to allow more, raise apprenticeship.places_cap"
    if intake.maximum > cap:
        raise WrongValueError(f"is {intake.maximum:g}; {most}", "apprenticeship.intake")
    listed = sum(apprenticeship.places.values())
    if listed > cap:
        raise WrongValueError(f"adds up to {listed:g}; {most}", "apprenticeship.places")
    if apprenticeship.shared_by == "list" and not apprenticeship.places:
        text = "is list; then apprenticeship.places must say how many places each authority has"
        raise WrongValueError(text, "apprenticeship.shared_by")


def _dated_values(section: Section, prefix: str) -> Iterator[tuple[str, Dated]]:
    """List the dated values that are not at their defaults."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, Dated):
            if value != type(section).model_fields[name].default:  # what happened before the start is no slip
                yield prefix + name, value
        elif isinstance(value, Section):
            yield from _dated_values(value, f"{prefix}{name}.")
