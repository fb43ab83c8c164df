"""One replication: a scenario brought to life once, with its own luck, from the start census to the end."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workforce_sim.census import census, fte, fte_by_band
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.records.recorder import Place, Recorder, ReplicationRecords
from workforce_sim.records.tables import BY_NEED, KINDS_OF_PLACEMENT
from workforce_sim.reforms.journey import help_given
from workforce_sim.reforms.programmes import Programmes
from workforce_sim.workforce.absence import absences
from workforce_sim.workforce.accounts import Accounts
from workforce_sim.workforce.agency import agency_desk
from workforce_sim.workforce.apprenticeship import intakes, take_on_existing
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.candidates import already_appointed, experienced_candidates, movers_from_outside
from workforce_sim.workforce.capacity import supported_first_years
from workforce_sim.workforce.career import begin_careers_at_start
from workforce_sim.workforce.conditions import conditions_of_england
from workforce_sim.workforce.funding import funding
from workforce_sim.workforce.labour_market import LabourMarket
from workforce_sim.workforce.protection_teams import protection_teams
from workforce_sim.workforce.reclassification import reclassification
from workforce_sim.workforce.recruitment import fill_vacancy, see_in
from workforce_sim.workforce.timetable import write_out
from workforce_sim.workforce.training_routes import cohorts
from workforce_sim.workforce.warm_start import open_authority
from workforce_sim.workforce.world_clock import WorldClock

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile

CHILDREN_AT_START = ("cases", "unallocated", "led_by_family_support", "cin", "cpp", "cla", "uasc", "care_leavers")


def replicate(
    scenario: Scenario, profiles: Sequence[AuthorityProfile], seed: int, replication: int
) -> ReplicationRecords:
    """Simulate one scenario once and give back what was written down.

    The same scenario, figures, seed and replication number give the same records to the bit, alone or among others.
    Raises LedgerError when people, posts, hours, apprentices, assignments, candidates, placements or cases do not add up.
    """
    with rubbish_left_until_the_end():
        return live_through(scenario, profiles, seed, replication)


def live_through(
    scenario: Scenario, profiles: Sequence[AuthorityProfile], seed: int, replication: int
) -> ReplicationRecords:
    """Open the world, let every day pass, and close the books."""
    began = time.perf_counter()
    authorities, recorder = open_world(scenario, profiles, Decisions(seed, replication))
    env = authorities[0].env
    env.process(census(authorities, recorder, Programmes(authorities).settle))
    env.run(until=authorities[0].calendar.days + 1)
    close_accounts(authorities[0].accounts, recorder)
    return recorder.finish(replication, time.perf_counter() - began)


@contextmanager
def rubbish_left_until_the_end() -> Iterator[None]:
    """Keep the garbage collector from going through the whole living world again and again; clear up once afterwards.

    Hundreds of thousands of people and events are alive at once and none can be freed early: looking for rubbish among
    them took a fifth of the time of England. What was alive before is left out of the one collection at the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if was_on:
            gc.enable()


def open_world(
    scenario: Scenario, profiles: Sequence[AuthorityProfile], decisions: Decisions
) -> tuple[list[Authority], Recorder]:
    """Bring every authority into being as the census found it, and begin all their stories; nothing has happened yet."""
    env = WorldClock()
    calendar = scenario.calendar()
    labour_market = LabourMarket(env, scenario, profiles, decisions)
    timetable = write_out(scenario, calendar)
    england = conditions_of_england(scenario, decisions, calendar.horizon_years)
    accounts = Accounts(scenario, calendar, [profile.name for profile in profiles])
    authorities = [
        open_authority(
            index,
            env,
            calendar,
            profile,
            scenario,
            timetable,
            decisions,
            labour_market,
            england,
            accounts,
            help_given(scenario, profile, calendar),
        )
        for index, profile in enumerate(profiles)
    ]
    places = [Place(p.code, p.old_code, p.name, p.region_code, p.region_name) for p in profiles]
    labour_market.open_to(authorities)
    recorder = Recorder(calendar, places)
    for authority in authorities:
        take_on_existing(authority)
        accounts.open(authority)
        write_start_census(authority, recorder)
        conditions = authority.conditions
        recorder.write_counting(
            authority.index, {"cases": conditions.cases_counted, "case_holders_fte": conditions.holders_counted}
        )
        begin_stories(authority)
    env.process(intakes(authorities))
    return authorities, recorder


def close_accounts(accounts: Accounts, recorder: Recorder) -> None:
    """Price what the month ends counted and write it down, by month and by financial year."""
    spent = accounts.close(recorder.arrays["workforce_month"], recorder.arrays["children_month"])
    recorder.write_money(spent, accounts.prices.discount)
    recorder.write_budgets(accounts.spent_by_line())


def begin_stories(authority: Authority) -> None:
    """Begin the processes of one authority: its vacancies, its people, and the routines that go on month by month."""
    env = authority.env
    for vacancy, candidate in already_appointed(authority):
        env.process(see_in(authority, vacancy, candidate))
    for vacancy in authority.establishment.vacancies.values():
        if not vacancy.is_promised:
            env.process(fill_vacancy(authority, vacancy, already_advertised=True))
    begin_careers_at_start(authority)
    env.process(absences(authority))
    env.process(supported_first_years(authority))
    env.process(agency_desk(authority))
    env.process(funding(authority))
    env.process(reclassification(authority))
    env.process(protection_teams(authority))
    env.process(experienced_candidates(authority))
    env.process(movers_from_outside(authority))
    for name, route in authority.scenario.training_routes.by_name.items():
        env.process(cohorts(authority, name, route))


def write_start_census(authority: Authority, recorder: Recorder) -> None:
    """Write down the census that the authority was born on, counted from its people, posts and cases, not copied."""
    loads, hours = authority.case_book.holder_loads()
    counts = authority.case_book.counts()
    establishment, agency = authority.establishment, authority.agency
    recorder.write_start(
        authority.index,
        {
            "inpost_fte": fte(establishment.total_in_post),
            "inpost_headcount": float(authority.roster.headcount),
            "establishment_fte": fte(establishment.total_funded),
            "vacancy_fte": fte(establishment.vacant_hours),
            "agency_fte": fte(agency.hours),
            "agency_headcount": float(agency.headcount),
            "agency_cover_fte": fte(agency.covering.hours),
            "case_holders_fte": fte(authority.case_book.hours_holding()),
            **{name: counts[name] for name in CHILDREN_AT_START},
            **dict(zip(KINDS_OF_PLACEMENT, authority.placements.children.tolist(), strict=True)),
            **dict(zip(BY_NEED, authority.placements.by_need(authority.care_register).tolist(), strict=True)),
            "with_more_guardians": 0.0,
            "waiting_for_placement": float(authority.placements.waiting),
            "in_protection_teams_fte": 0.0,
            "apprentices_headcount": float(authority.training.in_training),
        },
    )
    recorder.write_caseload_bands(0, authority.index, fte_by_band(loads, hours))
