"""Appointments: somebody starts in a post, or moves to another role in the same authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workforce_sim.randomness.decisions import decision
from workforce_sim.workforce.absence import expect_absence
from workforce_sim.workforce.capacity import (
    USUAL_CASELOAD,
    begin_first_year,
    draws_cases,
    give_up_cases,
    take_up_cases,
)
from workforce_sim.workforce.career import begin_career
from workforce_sim.workforce.establishment import Vacancy
from workforce_sim.workforce.social_worker import LONG_AGO, Candidate, Role, SocialWorker

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.workforce.authority import Authority

AGE_AT_START = decision("appointment.age_at_start")

AGES_OF_STARTERS = np.array([[0.0, 0.282, 0.601, 0.831, 0.970, 1.0], [20.0, 30.0, 40.0, 50.0, 60.0, 68.0]])
"""Share of starters younger than an age (DfE, Children's social work workforce: characteristics, year to September 2024)."""

AGES_OF_NEWLY_QUALIFIED = np.array([[0.0, 0.5, 0.9, 1.0], [21.0, 28.0, 45.0, 58.0]])
"""Share of newly qualified starters younger than an age: an assumption, no age table by route is published."""


def start_in_post(authority: Authority, vacancy: Vacancy, candidate: Candidate) -> None:
    """Let an appointed candidate start today: post filled, on the roster, in the case book, and a career begins."""
    worker = describe(authority, vacancy.role, vacancy.hours, candidate)
    authority.establishment.fill(vacancy)
    authority.roster.admit(worker)
    authority.flows.started_hours[worker.route] += worker.hours
    begin_holding_cases(authority, worker)
    if candidate.is_newly_qualified:
        begin_first_year(authority, worker)
    begin_career(authority, worker)


def describe(authority: Authority, role: Role, hours: int, candidate: Candidate) -> SocialWorker:
    """Describe a candidate as the worker who starts today in a role, with the hours of the post."""
    today, decisions, key = int(authority.env.now), authority.decisions, candidate.key
    is_new = candidate.is_newly_qualified
    age = decisions.value(AGE_AT_START, key, AGES_OF_NEWLY_QUALIFIED if is_new else AGES_OF_STARTERS)
    return SocialWorker(
        key=key,
        route=candidate.route,
        role=role,
        hours=hours,
        started_day=today,
        qualified_day=today if is_new else today - experience_on_arrival_days(authority.scenario),
        sixtieth_birthday=today + int((60.0 - age) * 365.2425),
        usual_caseload=decisions.value(USUAL_CASELOAD, key, authority.capacity.spread),
        readiness=key,
        early_leaving=candidate.early_leaving,
        committed_until=today + candidate.stays_on_days if candidate.stays_on_days else LONG_AGO,
        asye_from=today if is_new else LONG_AGO,
    )


def experience_on_arrival_days(scenario: Scenario) -> int:
    """Give how long before starting an experienced worker is taken to have qualified."""
    return round(scenario.labour_market.experience_on_arrival_years * 365)


def begin_holding_cases(authority: Authority, worker: SocialWorker) -> None:
    """Enter a worker in the case book, if this role holds cases here, and let spells of absence come."""
    if draws_cases(authority, worker):
        take_up_cases(authority, worker)
        expect_absence(authority, worker)


def change_role(authority: Authority, worker: SocialWorker, role: Role, hours: int) -> None:
    """Move a worker to another role and its hours in the same authority; cases held in the old role are handed over."""
    if worker.holds_cases:
        give_up_cases(authority, worker)
    authority.roster.promote(worker, role, hours)
    begin_holding_cases(authority, worker)
