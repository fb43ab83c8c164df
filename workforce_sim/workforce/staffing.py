"""Staffing at the start: how published FTE and headcounts become people with whole weekly hours, and who holds cases."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Role

VACANT_POST_HOURS = 36
"""Weekly hours of a post that is advertised: what starters work on average. England, year to 30 September 2025: 5,837.8
FTE and 6,043 people started (DfE, Children's social work workforce)."""

HOLDERS_BY_ROLE = (
    Role.CASE_HOLDER,
    Role.SENIOR_PRACTITIONER,
    Role.QUALIFIED_WITHOUT_CASES,
    Role.FIRST_LINE_MANAGER,
    Role.MIDDLE_MANAGER,
    Role.SENIOR_MANAGER,
)
"""Who holds cases first, after agency workers, until the published FTE holding cases is reached: an assumption."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of one kind: how many, their weekly hours together, and whether they hold cases."""

    heads: int
    hours: int
    holds_cases: bool


@dataclass(frozen=True, slots=True)
class Staffing:
    """Everybody at the start: two groups a role (with and without cases), the same for agency, and the vacant hours."""

    roles: tuple[tuple[Group, Group], ...]
    covering: tuple[Group, Group]
    surge: tuple[Group, Group]
    vacant_hours: int

    def holding_share(self, role: Role) -> float:
        """Give the share of a role's hours whose workers hold cases."""
        with_cases, without = self.roles[role]
        total = with_cases.hours + without.hours
        return with_cases.hours / total if total else float(role is Role.CASE_HOLDER)

    @property
    def agency_holding_share(self) -> float:
        """Give the share of agency hours whose workers hold cases; all, where there are none to go by."""
        total = sum(group.hours for group in (*self.covering, *self.surge))
        return (self.covering[0].hours + self.surge[0].hours) / total if total else 1.0


def staffing_at_start(profile: AuthorityProfile) -> Staffing:
    """Turn one authority's published FTE and headcounts into groups of people in whole weekly hours."""
    hours_by_role = whole_shares(hours_of(profile.inpost_fte), profile.roles_fte)
    agency_hours = hours_of(profile.agency_fte)
    cover_hours = min(hours_of(profile.agency_cover_fte), agency_hours)
    cover_heads = round(profile.agency_headcount * cover_hours / agency_hours) if agency_hours else 0
    left = hours_of(profile.case_holders_fte)
    covering = split(cover_heads, cover_hours, min(left, cover_hours))
    left -= covering[0].hours
    surge_hours = agency_hours - cover_hours
    surge = split(profile.agency_headcount - cover_heads, surge_hours, min(left, surge_hours))
    left -= surge[0].hours
    roles: dict[Role, tuple[Group, Group]] = {}
    for role in HOLDERS_BY_ROLE:
        hours = hours_by_role[role]
        roles[role] = split(profile.roles_headcount[role], hours, min(left, hours))
        left -= roles[role][0].hours
    return Staffing(tuple(roles[role] for role in Role), covering, surge, hours_of(profile.vacancy_fte))


def split(heads: int, hours: int, holding_hours: int) -> tuple[Group, Group]:
    """Split people of one kind into those who hold cases and the others, so that hours are exact and heads are kept."""
    holding = at_least(round(heads * holding_hours / hours) if hours else 0, holding_hours)
    others = at_least(max(heads - holding, 0), hours - holding_hours)
    holding = at_least(max(heads - others, 0), holding_hours)  # the others may have needed one of them
    return Group(holding, holding_hours, True), Group(others, hours - holding_hours, False)


def at_least(heads: int, hours: int) -> int:
    """Give the nearest headcount that can work these weekly hours, between one hour and a full week each."""
    return min(max(heads, math.ceil(hours / FULL_TIME_HOURS)), hours)


def individual_hours(group: Group, part_time_reduction: int) -> list[int]:
    """Share a group's hours among its people: full time, but for as many part-timers as the total needs.

    Each works about ``part_time_reduction`` hours a week less.
    """
    short = group.heads * FULL_TIME_HOURS - group.hours
    if group.heads == 0:
        return []
    part_timers = min(group.heads, math.ceil(short / part_time_reduction))
    hours = [FULL_TIME_HOURS] * group.heads
    for place in range(part_timers):
        hours[place] -= short // part_timers + (1 if place < short % part_timers else 0)
    return hours


def vacant_posts(staffing: Staffing) -> list[tuple[Role, int]]:
    """List the vacant posts, of the usual hours and a remainder, over the roles in proportion to posts filled.

    No split of vacancies by role is published.
    """
    posts = [VACANT_POST_HOURS] * (staffing.vacant_hours // VACANT_POST_HOURS)
    if staffing.vacant_hours % VACANT_POST_HOURS:
        posts.append(staffing.vacant_hours % VACANT_POST_HOURS)
    filled = [sum(group.hours for group in groups) for groups in staffing.roles]
    if not any(filled):
        filled[Role.CASE_HOLDER] = 1
    counts = whole_shares(len(posts), filled)
    roles = [role for role in Role for _ in range(counts[role])]
    return list(zip(roles, posts, strict=True))


def hours_of(fte: float) -> int:
    """Give whole weekly hours for full-time equivalents."""
    return round(fte * FULL_TIME_HOURS)


def whole_shares(total: int, weights: Sequence[float]) -> list[int]:
    """Share a whole number in proportion to weights, by largest remainder (Hamilton's method); zeros if all weigh nothing."""
    weight = float(sum(weights))
    if weight <= 0.0:
        return [0] * len(weights)
    exact = [total * each / weight for each in weights]
    shares = [math.floor(each) for each in exact]
    order = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares
