"""Put a planner's own figures in the place of published ones."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from workforce_sim.errors import UserError, nearest
from workforce_sim.figures.care import with_children
from workforce_sim.figures.profile import ROLES, AuthorityProfile

_NOT_FIGURES = frozenset({"code", "old_code", "name", "region_code", "region_name", "census_year", "estimated"})
_WORKED_OUT = frozenset({"share_of_england_starters", "region_share_of_england_starters", "roles_fte", "roles_headcount", "care"})
_WHOLE = frozenset({"inpost_headcount", "agency_headcount", "cases", "population_0_to_17"})
_AT_LEAST_ONE = frozenset({"inpost_fte", "inpost_headcount", "population_0_to_17"})
_SIGNED = frozenset({"reclassified_per_year", "caseload_away", "caseload_usually_away"})
_CSV_COLUMNS = ("authority", "figure", "value")

FIGURES = (
    *(field.name for field in fields(AuthorityProfile) if field.name not in _NOT_FIGURES | _WORKED_OUT),
    *(f"roles_fte.{role}" for role in ROLES),
)
"""What may be overridden: fields of a profile, and FTE by role as "roles_fte.case_holder"."""


def with_figures(profile: AuthorityProfile, figures: Mapping[str, float]) -> AuthorityProfile:
    """Put own figures in the place of an authority's published ones, and keep what hangs together consistent.

    Names are those of ``FIGURES``, units those of the profile. Where only FTE in post is given, headcount and roles
    follow in proportion; where only agency FTE is given, agency headcount and cover do. Where roles are given they
    sum to FTE in post, which follows them unless it is given too. Placements and ages of children looked after follow
    their number, and cannot be given: they hang together, and nothing that a planner runs uses them yet. Every own
    figure has a line in ``estimated``.
    Raises UserError for an unknown name, with the nearest one, and for a value that cannot be.
    """
    given = {name: _checked(profile, name, value) for name, value in figures.items()}
    changes: dict[str, Any] = {name: value for name, value in given.items() if not name.startswith("roles_fte.")}
    _follow_roles(profile, given, changes)
    _follow_agency(profile, changes)
    _follow_children(profile, changes)
    if "starters_fte_per_year" in changes:
        changes["share_of_england_starters"] = _share_of_starters(profile, changes["starters_fte_per_year"])
    notes = tuple(f"{name}: own figure {_plain(value)} in place of {_was(profile, name)}" for name, value in given.items())
    changed = replace(profile, **changes, estimated=(*profile.estimated, *notes))
    _check_together(changed)
    return changed


def read_figures_csv(path: str | Path) -> dict[str, dict[str, float]]:
    """Read own figures from a CSV file with the columns authority, figure and value, one figure a row.

    Returns figures by authority as written in the file. Raises UserError with file, row and column for anything wrong.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"{path} does not exist") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}") from None
    lines = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(lines, [])]
    for column in _CSV_COLUMNS:
        if column not in header:
            raise UserError(f"{path}: row 1: column {column} is missing; a row is authority, figure, value")
    at = [header.index(column) for column in _CSV_COLUMNS]
    figures: dict[str, dict[str, float]] = {}
    for row in lines:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise UserError(f"{path}: row {lines.line_num}: {len(row)} cells under {len(header)} columns")
        authority, figure, value = (row[position].strip() for position in at)
        if not authority:
            raise UserError(f"{path}: row {lines.line_num}: column authority is empty")
        if figure not in FIGURES:
            raise UserError(f"{path}: row {lines.line_num}: {figure!r} is not a figure{_instead(figure)}")
        own = figures.setdefault(authority, {})
        if figure in own:
            raise UserError(f"{path}: row {lines.line_num}: {figure} of {authority} was already given")
        own[figure] = _number(path, lines.line_num, value)
    if not figures:
        raise UserError(f"{path}: row 2: there are no figures in the file")
    return figures


def _instead(name: str) -> str:
    """Say what to give in place of a name that is not a figure."""
    if name.partition(".")[0] == "care":
        return " that can be given; care follows cla_at_31_march and uasc_at_31_march"
    return nearest(name, FIGURES)


def _number(path: Path, row: int, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise UserError(f"{path}: row {row}: column value is {text!r}; it must be a number") from None
    if not math.isfinite(value):
        raise UserError(f"{path}: row {row}: column value is {text!r}; it must be a finite number")
    return value


def _checked(profile: AuthorityProfile, name: str, value: float) -> float:
    what = f"figures: {name} of {profile.name}"
    if name not in FIGURES:
        raise UserError(f"figures: {name} is not a figure of an authority{_instead(name)}")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise UserError(f"{what} is {value}; it must be a finite number")
    if value < 0 and name not in _SIGNED:
        raise UserError(f"{what} is {value:g}; it must be 0 or more")
    if name.endswith(("_share", "_rate", "turnover_per_year")) and value > 1:
        raise UserError(f"{what} is {value:g}; it is a share and must be from 0 to 1")
    if name in _AT_LEAST_ONE and value < 1:
        raise UserError(f"{what} is {value:g}; it must be 1 or more")
    if name in _WHOLE:
        if value != int(value):
            raise UserError(f"{what} is {value:g}; it must be a whole number")
        return int(value)
    return float(value)


def _follow_roles(profile: AuthorityProfile, given: Mapping[str, float], changes: dict[str, Any]) -> None:
    """Make roles, FTE in post and headcount agree after any of them was given."""
    roles = [given.get(f"roles_fte.{role}", fte) for role, fte in zip(ROLES, profile.roles_fte, strict=True)]
    roles_given = any(name.startswith("roles_fte.") for name in given)
    if roles_given:
        if "inpost_fte" in given and abs(sum(roles) - given["inpost_fte"]) > 0.05:
            raise UserError(
                f"figures: roles_fte of {profile.name} sum to {sum(roles):g} but inpost_fte is {given['inpost_fte']:g}"
            )
        changes["inpost_fte"] = sum(roles)
    elif "inpost_fte" in given:
        roles = [fte * given["inpost_fte"] / profile.inpost_fte for fte in roles]
    if "inpost_fte" not in changes and "inpost_headcount" not in changes:
        return
    inpost = changes.get("inpost_fte", profile.inpost_fte)
    roles[roles.index(max(roles))] += inpost - sum(roles)
    heads = changes.get("inpost_headcount", round(inpost * profile.inpost_headcount / profile.inpost_fte))
    changes["inpost_headcount"] = heads
    changes["roles_fte"] = tuple(roles)
    changes["roles_headcount"] = _whole_shares(
        heads,
        [
            fte * (people / was if was else 1.0)
            for fte, people, was in zip(roles, profile.roles_headcount, profile.roles_fte, strict=True)
        ],
    )


def _whole_shares(total: int, weights: list[float]) -> tuple[int, ...]:
    """Share a whole number out in proportion, the largest remainders rounded up."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda role: shares[role] - exact[role])
    for role in by_remainder[: total - sum(shares)]:
        shares[role] += 1
    return tuple(shares)


def _follow_agency(profile: AuthorityProfile, changes: dict[str, Any]) -> None:
    if "agency_fte" not in changes:
        return
    agency = changes["agency_fte"]
    ratio = agency / profile.agency_fte if profile.agency_fte else None
    if "agency_headcount" not in changes:
        changes["agency_headcount"] = round(profile.agency_headcount * ratio if ratio is not None else agency)
    if "agency_cover_fte" not in changes:
        vacancy = changes.get("vacancy_fte", profile.vacancy_fte)
        changes["agency_cover_fte"] = profile.agency_cover_fte * ratio if ratio is not None else min(agency, vacancy)


def _follow_children(profile: AuthorityProfile, changes: dict[str, Any]) -> None:
    """Make placements and ages sum to the children looked after, once their number was given."""
    stocks = ("cla_at_31_march", "uasc_at_31_march")
    if any(name in changes for name in stocks):
        children = sum(changes.get(name, getattr(profile, name)) for name in stocks)
        changes["care"] = with_children(profile.care, children)


def _share_of_starters(profile: AuthorityProfile, starters: float) -> float:
    """Give the share of England's starters when only this authority's number changes."""
    if profile.share_of_england_starters <= 0:
        return 0.0
    elsewhere = profile.starters_fte_per_year / profile.share_of_england_starters - profile.starters_fte_per_year
    return starters / (elsewhere + starters) if starters else 0.0


def _check_together(profile: AuthorityProfile) -> None:
    shares = profile.no_further_action_share + profile.not_in_need_share
    if shares > 1:
        raise UserError(f"figures: no_further_action_share and not_in_need_share of {profile.name} sum to {shares:g}; at most 1")
    if profile.cases and not profile.case_holders_fte:
        raise UserError(f"figures: {profile.name} has {profile.cases} cases and nobody who holds them")
    if profile.agency_cover_fte > profile.agency_fte + 0.1:
        raise UserError(
            f"figures: agency_cover_fte of {profile.name} is {profile.agency_cover_fte:g}, more than agency_fte, "
            f"{profile.agency_fte:g}"
        )


def _was(profile: AuthorityProfile, name: str) -> str:
    section, _, role = name.partition(".")
    value = profile.roles_fte[ROLES.index(role)] if role else getattr(profile, section)
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.0f}"
