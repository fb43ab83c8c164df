"""The pathway of one authority: how many children move along each way a year, and how many are at each stage.

Published stocks and flows fix it. In a steady state the mean duration of a stage is its stock over those who enter a
year (Little's law), so children in need, on plans and in care stay at their published numbers for as long as the
published referrals keep coming. Ways without a published number (red in the assumptions) split what is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_sim.children.durations import shapes_of

if TYPE_CHECKING:
    from workforce_sim.config.cases import Cases
    from workforce_sim.figures.profile import AuthorityProfile

DAYS_A_YEAR = 365.25
LEAST_IN_NEED_SHARE = 0.05
"""At least this share of children in need are neither in assessment, on a plan, in care nor care leavers."""
MOST_PLANS_TO_CARE = 0.6
MOST_LEAVING_CARE_AT_18 = 0.7
MOST_UASC_LEAVING_AT_18 = 0.8
UASC_OF_THOSE_AT_18 = 0.6
"""Bounds on ways that are split from published totals (assumptions without a source): of plans ended, those that end in
care; of care and of unaccompanied children's care ended, those that end at 18; of all who cease at 18, the share that
may be unaccompanied children."""
MOST_PLANS, MOST_CARE = 0.8, 0.3
"""At most these shares of children found in need start a plan or care: more would leave nobody to be closed."""
SHORTEST_STAGE_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Pathway:
    """Yearly flows and stocks of children in a steady state; all outside the scaling by cases held."""

    referrals: float
    no_action_share: float
    """Of referrals, unaccompanied children left out."""
    not_in_need_share: float
    """Of the same."""
    uasc_started: float
    rereferred: float
    """Referrals a year within twelve months of an earlier one."""
    closed_may_return: float
    """Cases closed a year after which a child may be referred again."""

    stock_assessed_out: float
    stock_assessed_in: float
    stock_in_need: float
    stock_plan: float
    stock_care: float
    stock_uasc: float
    stock_leaver: float
    stock_dormant: float
    """Closed, and to be referred again within the year."""

    assessment_days: float
    in_need_days: float
    plan_days: float
    care_days: float
    uasc_days: float
    leaver_days: float

    in_need_to_plan: float
    in_need_to_care: float
    """Shares of those who leave the stage of need; the others are closed."""
    plan_to_care: float
    plan_to_in_need: float
    care_at_18: float
    uasc_at_18: float

    held_share: float
    """Share of children whose case is held by somebody; above 1 there are cases beyond the children counted."""
    estimated: tuple[str, ...]
    """One line for each stock or flow that had to give way to another."""

    @property
    def new_families(self) -> float:
        """First referrals a year, unaccompanied children left out."""
        return self.referrals - self.rereferred - self.uasc_started

    @property
    def return_share(self) -> float:
        """Of the cases closed after which a child may be referred again, those that are."""
        return min(1.0, self.rereferred / self.closed_may_return) if self.closed_may_return > 0.0 else 0.0


def pathway(profile: AuthorityProfile, cases: Cases) -> Pathway:
    """Work out the steady state of one authority from its published stocks and flows."""
    estimated: list[str] = []
    assessment_days = shapes_of(cases).assessment_days
    uasc = min(profile.uasc_started_per_year, 0.5 * profile.referrals_per_year)
    assessed = max(profile.referrals_per_year - uasc, 1e-9)
    no_action = min(profile.referrals_per_year * profile.no_further_action_share / assessed, 1.0)
    not_in_need = min(profile.referrals_per_year * profile.not_in_need_share / assessed, 1.0 - no_action)
    found_in_need = assessed * (1.0 - no_action - not_in_need)

    plans = _at_most(profile.cpp_started_per_year, MOST_PLANS * found_in_need, "plans started", estimated)
    care = _at_most(profile.cla_started_per_year, MOST_CARE * found_in_need, "care started", estimated)
    plans_to_care = min(cases.care_entries_from_plans * care, MOST_PLANS_TO_CARE * plans)
    plans_down = cases.plans_stepping_down * (plans - plans_to_care)
    entering_need = found_in_need + plans_down
    need_to_care = care - plans_to_care

    uasc_at_18 = min(MOST_UASC_LEAVING_AT_18 * uasc, UASC_OF_THOSE_AT_18 * profile.ceased_at_18_per_year)
    care_at_18 = min(profile.ceased_at_18_per_year - uasc_at_18, MOST_LEAVING_CARE_AT_18 * care)
    leavers = uasc_at_18 + care_at_18

    stock_in = found_in_need * assessment_days / DAYS_A_YEAR
    stock_out = assessed * not_in_need * assessment_days / DAYS_A_YEAR
    leaver_stock = leavers * cases.care_leaver_support_years
    others = profile.cin_at_31_march - profile.cpp_at_31_march - profile.cla_at_31_march - profile.uasc_at_31_march
    stock_in, leaver_stock, need_stock = _need(others, stock_in, leaver_stock, profile.cin_at_31_march, estimated)
    closed = assessed - care_at_18
    rereferred = profile.referrals_per_year * profile.rereferral_share
    counted = profile.cin_at_31_march + stock_out
    return Pathway(
        referrals=profile.referrals_per_year,
        no_action_share=no_action,
        not_in_need_share=not_in_need,
        uasc_started=uasc,
        rereferred=min(rereferred, 0.95 * max(closed, 0.0)),
        closed_may_return=max(closed, 0.0),
        stock_assessed_out=stock_out,
        stock_assessed_in=stock_in,
        stock_in_need=need_stock,
        stock_plan=profile.cpp_at_31_march,
        stock_care=profile.cla_at_31_march,
        stock_uasc=profile.uasc_at_31_march,
        stock_leaver=leaver_stock,
        stock_dormant=rereferred / 2.0,
        assessment_days=assessment_days,
        in_need_days=_mean_days(need_stock, entering_need),
        plan_days=_mean_days(profile.cpp_at_31_march, plans),
        care_days=_mean_days(profile.cla_at_31_march, care),
        uasc_days=_mean_days(profile.uasc_at_31_march, uasc),
        leaver_days=_mean_days(leaver_stock, leavers),
        in_need_to_plan=_share(plans, entering_need),
        in_need_to_care=_share(need_to_care, entering_need),
        plan_to_care=_share(plans_to_care, plans),
        plan_to_in_need=_share(plans_down, plans),
        care_at_18=_share(care_at_18, care),
        uasc_at_18=_share(uasc_at_18, uasc),
        held_share=profile.cases / counted if counted > 0.0 else 0.0,
        estimated=tuple(estimated),
    )


def pre_proceedings_share(way: Pathway, care_after_share: float) -> float:
    """Give the share of plans ended other than in care that were in pre-proceedings.

    Everybody who leaves a plan for care was, and ``care_after_share`` of all who were goes into care.
    """
    if care_after_share <= 0.0 or way.plan_to_care >= 1.0:
        return 1.0
    return min(1.0, way.plan_to_care * (1.0 - care_after_share) / care_after_share / (1.0 - way.plan_to_care))


def conference_without_plan_share(way: Pathway, with_plan_share: float) -> float:
    """Give the share of needs closed that had an initial conference which did not lead to a plan.

    Every plan begins with a conference, and ``with_plan_share``, above 0, of all conferences lead to one.
    """
    closed = 1.0 - way.in_need_to_plan - way.in_need_to_care
    if closed <= 0.0:
        return 0.0
    return min(1.0, way.in_need_to_plan * (1.0 - with_plan_share) / with_plan_share / closed)


def _need(
    others: float, stock_in: float, leaver_stock: float, in_need: float, estimated: list[str]
) -> tuple[float, float, float]:
    """Share children in need without plan or care out among assessment, care leavers and plain need.

    Gives stocks in assessment, of care leavers and in need. Plain need keeps its least share; what is missing is taken
    from care leavers first, then from assessment.
    """
    least = LEAST_IN_NEED_SHARE * in_need
    room = max(others - least, 0.0)
    kept_in = min(stock_in, room)
    kept_leavers = min(leaver_stock, room - kept_in)
    if kept_leavers < leaver_stock:
        estimated.append(f"care leavers: {kept_leavers:.0f} in place of {leaver_stock:.0f}, all that fit those in need")
    if kept_in < stock_in:
        estimated.append(f"in assessment: {kept_in:.0f} in place of {stock_in:.0f}, all that fit children in need")
    return kept_in, kept_leavers, max(others - kept_in - kept_leavers, least)


def _at_most(published: float, most: float, name: str, estimated: list[str]) -> float:
    if published <= most:
        return published
    estimated.append(f"{name}: {most:.0f} a year in place of {published:.0f}, for the children found in need")
    return most


def _mean_days(stock: float, started_per_year: float) -> float:
    return max(stock / started_per_year * DAYS_A_YEAR, SHORTEST_STAGE_DAYS) if started_per_year > 0.0 else DAYS_A_YEAR


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else 0.0
