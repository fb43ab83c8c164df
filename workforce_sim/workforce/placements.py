"""Placements of one authority: opened with the children found at the start, then played at every month end.

Children in care are rows and their placements are small numbers beside the rows, moved by two compiled loops a month: one
walks the case book for who is looked after, the other gives everyone a place. Nothing here changes a case but special
guardianship beyond the usual (``find_guardians``).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.caseload.care_register import CHILD
from workforce_sim.caseload.counting import COUNTS
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.endings_of_care import end_care, ways_before_18
from workforce_sim.children.guardianship import orders_a_year
from workforce_sim.children.placement_book import PlacementBook
from workforce_sim.children.placements import chances_of
from workforce_sim.config.childrens_homes import NO_CAP
from workforce_sim.config.fostering import PUBLISHED_APPROVED_SHARE
from workforce_sim.randomness.decisions import decision
from workforce_sim.randomness.draws import mix
from workforce_sim.workforce.timetable import day_by_day

if TYPE_CHECKING:
    from workforce_sim.caseload.care_register import CareRegister
    from workforce_sim.caseload.case_book import CaseBook
    from workforce_sim.clock import Calendar
    from workforce_sim.config.childrens_homes import ChildrensHomes
    from workforce_sim.config.fostering import Fostering
    from workforce_sim.config.placements import Placements
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.randomness.decisions import Decisions
    from workforce_sim.workforce.authority import Authority

Real = NDArray[np.float64]

FOUND_AT_START = decision("placements.found_at_start")
AGE_BAND = decision("placements.age_band")
KIND = decision("placements.kind")
MOVES = decision("placements.moves")
MOVES_WITHIN = decision("placements.moves_within_kind")
MOVES_ELSEWHERE = decision("placements.moves_elsewhere")
CARERS_GIVE_UP = decision("placements.carers_give_up")
NEED = decision("placements.need")
GUARDIANS_FOUND = decision("placements.guardians_found")
HOW_CARE_ENDS = decision("placements.how_care_ends")

LOOKED_AFTER_NOW = COUNTS.index("cla")
CARE_STARTED = COUNTS.index("cla_started")
CARE_CEASED = COUNTS.index("cla_ceased")
CEASED_AT_18 = COUNTS.index("care_leavers_started")
MONTHS_A_YEAR = 12
LOOKED_AFTER_IN_ENGLAND = 81_770
"""Children looked after on 31 March 2025 (DfE): an authority gets its share of them of money for all of England."""


def open_placements(
    profile: AuthorityProfile,
    scenario: Scenario,
    calendar: Calendar,
    decisions: Decisions,
    case_book: CaseBook,
    register: CareRegister,
) -> PlacementBook:
    """Place the children whom the case book has found looked after at the start; ages and kinds are as published."""
    looked_after = int(case_book.counts_array()[LOOKED_AFTER_NOW])
    register.walk(case_book, looked_after)
    lucks = [AGE_BAND, KIND, MOVES, MOVES_WITHIN, MOVES_ELSEWHERE, CARERS_GIVE_UP, NEED, GUARDIANS_FOUND]
    keys = np.array([decisions.key(each) for each in lucks], dtype=np.int64)
    levers = levers_of(scenario.placements, scenario.fostering, scenario.childrens_homes, calendar)
    placements = PlacementBook(profile.name, chances_of(profile, scenario.cases, scenario.placements), keys, levers)
    identities = np.ascontiguousarray(register.children[:looked_after, CHILD])
    placements.open_with(register, np.argsort(decisions.uniforms(FOUND_AT_START, identities)))
    placements.provide(settings_of(scenario, placements.children.tolist()))
    placements.expect_orders(register, orders_a_year(profile, scenario.cases))
    return placements


def settings_of(scenario: Scenario, children: list[int]) -> Real:
    """Set what one authority has at the start, for its children by kind: places filled, and room beside them; shape (16,)."""
    placements, fostering, homes = scenario.placements, scenario.fostering, scenario.childrens_homes
    available = fostering.filled_share + fostering.vacant_share
    deviations = placements.spare_places_deviations
    in_house_places = kernel.places_for(float(children[kernel.IN_HOUSE]), fostering.filled_share / available, deviations)
    settings = np.zeros(kernel.SETTINGS)
    settings[kernel.MOVES_PER_YEAR] = placements.moves_per_year
    settings[kernel.WITHIN_KIND] = placements.moves_within_kind_share
    settings[kernel.PLACES_PER_HOUSEHOLD] = fostering.places_per_household * available
    settings[kernel.HOUSEHOLDS_AT_START] = in_house_places / settings[kernel.PLACES_PER_HOUSEHOLD]
    settings[kernel.FOLLOWS_PLACES] = fostering.children_follow_places
    settings[kernel.FROM_HOMES] = fostering.children_from_homes_share
    settings[kernel.LEAVING_PER_YEAR] = fostering.leaving_per_year
    settings[kernel.APPROVED_SHARE] = PUBLISHED_APPROVED_SHARE
    settings[kernel.SHARE_OF_ENGLAND] = sum(children) / LOOKED_AFTER_IN_ENGLAND
    settings[kernel.AGENCY_PLACES] = kernel.places_for(
        float(children[kernel.AGENCY]), 1.0 - fostering.agency_vacant_share, deviations
    )
    settings[kernel.SUPPORTED_PLACES] = kernel.places_for(
        float(children[kernel.SUPPORTED]), placements.supported_accommodation_occupancy, deviations
    )
    settings[kernel.HOME_OCCUPANCY] = homes.occupancy
    settings[kernel.DEVIATIONS] = deviations
    settings[kernel.HOMES_FOLLOW] = -math.expm1(-1.0 / homes.places_follow_months)
    settings[kernel.PRICE_ELASTICITY] = homes.price_elasticity
    settings[kernel.HOME_PLACES_AT_START] = kernel.places_for(float(children[kernel.HOME]), homes.occupancy, deviations)
    return settings


@lru_cache(maxsize=16)
def levers_of(placements: Placements, fostering: Fostering, homes: ChildrensHomes, calendar: Calendar) -> Real:
    """Write out month by month what the scenario changes, the same for every authority; shape (months, 12).

    What is in force on the first day of a month holds for the month. Enquiries, money and allowances become households
    only after ``fostering.approval_months``.
    """

    def now(values: list[float]) -> Real:
        return np.array([values[day] for day in calendar.month_begins])

    def earlier(values: list[float]) -> Real:
        before = [values[0]] * fostering.approval_months
        return np.concatenate((before, now(values)))[: len(calendar.month_begins)]

    def grown(values: list[float]) -> Real:
        return np.asarray(np.cumprod((1.0 + now(values)) ** (1.0 / MONTHS_A_YEAR)), dtype=np.float64)

    allowance = 1.0 + earlier(day_by_day(fostering.allowance_uplift, calendar))
    conversion = fostering.approved_share / PUBLISHED_APPROVED_SHARE
    enquiries = day_by_day(fostering.enquiries_level, calendar)
    cap = now(day_by_day(homes.price_growth_cap_per_year, calendar))
    off_price = taken_off_by_cap(homes, now(day_by_day(homes.margin_cap, calendar)))
    levers = np.empty((len(calendar.month_begins), kernel.LEVERS))
    levers[:, kernel.KINSHIP_LEVEL] = now(day_by_day(placements.kinship_level, calendar))
    levers[:, kernel.ORDERS] = now(day_by_day(placements.special_guardianship_level, calendar))
    levers[:, kernel.HOME_NEED] = grown(day_by_day(homes.need_growth_per_year, calendar))
    levers[:, kernel.AGENCY_LEVEL] = now(day_by_day(fostering.agency_places_level, calendar))
    levers[:, kernel.SUPPORTED_LEVEL] = now(day_by_day(placements.supported_accommodation_level, calendar))
    levers[:, kernel.ENQUIRIES] = now(enquiries)
    levers[:, kernel.APPROVALS] = now(day_by_day(fostering.approvals_level, calendar)) * earlier(enquiries)
    levers[:, kernel.APPROVALS] *= conversion * allowance**fostering.approvals_elasticity
    spend = earlier(day_by_day(fostering.recruitment_and_retention_spend, calendar))
    levers[:, kernel.EXTRA_HOUSEHOLDS] = spend / fostering.cost_per_household / MONTHS_A_YEAR
    levers[:, kernel.LEAVING] = now(day_by_day(fostering.leaving_level, calendar))
    levers[:, kernel.LEAVING] *= allowance**fostering.leaving_elasticity
    transparency = 1.0 + now(day_by_day(homes.transparency_effect, calendar))
    levers[:, kernel.PRICE_OF_OTHERS] = grown(day_by_day(homes.price_growth_per_year, calendar)) * transparency
    levers[:, kernel.PRICE_OF_OTHERS] *= 1.0 - off_price
    levers[:, kernel.PRICE_CAP] = np.where(cap < NO_CAP, (1.0 + cap) ** (1.0 / MONTHS_A_YEAR), np.inf)
    levers[:, kernel.PLACES_LOST] = np.minimum(homes.places_lost_to_caps * off_price, 1.0)
    return levers


def taken_off_by_cap(homes: ChildrensHomes, cap: Real) -> Real:
    """Give the share of the price of all homes that a cap on profit takes off: private homes keep their costs."""
    kept = np.minimum(homes.margin, cap)
    return np.asarray(homes.private_share * (1.0 - (1.0 - homes.margin) / (1.0 - kept)), dtype=np.float64)


def place_children(
    authority: Authority, month: int, today: int, days: int, counts: Real, counted_before: Real, row: Real
) -> None:
    """Give everyone looked after a place for the month of so many days that ends today; write ``placements_month``.

    The cases must be caught up; ``counts`` are what the case book counts now, ``counted_before`` when the month began, and
    ``row`` is written. Raises LedgerError where the rows of the case book and its counts differ.
    """
    register = authority.care_register
    register.walk(authority.case_book, int(counts[LOOKED_AFTER_NOW]))
    started, ended, at_18 = (int(counts[flow] - counted_before[flow]) for flow in (CARE_STARTED, CARE_CEASED, CEASED_AT_18))
    authority.placements.play_month(register, month, today, days, started, row[: kernel.COLUMNS])
    luck = mix(authority.decisions.key(HOW_CARE_ENDS), authority.key)
    to_guardians = int(row[kernel.TO_GUARDIANS])
    end_care(luck, ways_before_18(authority.profile), today, ended - at_18, to_guardians, at_18, row[kernel.COLUMNS :])


def find_guardians(authority: Authority, month: int, today: int) -> None:
    """Let children leave care for special guardians on the first day of a month, the day after today, beyond the usual.

    Called when everybody has been counted for the month before; the chance is that of the whole month to come.
    """
    leaving = authority.placements.find_guardians(authority.care_register, month, today)
    if len(leaving):
        authority.case_book.leave_care(leaving)


def check_placements(authority: Authority, *, in_full: bool = True) -> None:
    """Raise LedgerError unless every child looked after has one place within what there are, in full child by child."""
    authority.placements.check(authority.care_register, in_full=in_full)
