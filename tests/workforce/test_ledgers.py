"""The ledgers of a running replication: they balance whatever the levers, and one broken on purpose stops it by name."""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.small_authority import published, scenario_with
from workforce_sim.caseload.columns import LOAD
from workforce_sim.census import census
from workforce_sim.children.placement_kernel import HOME, PARENTS, WAITERS
from workforce_sim.clock import Phase, at
from workforce_sim.errors import LedgerError
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.records.tables import PLACEMENTS_MONTH, WORKFORCE_MONTH
from workforce_sim.replication import open_world, replicate
from workforce_sim.workforce.authority import Authority


def lose_a_person(authority: Authority) -> None:
    authority.roster.people.popitem()


def fund_a_post_that_is_not_listed(authority: Authority) -> None:
    authority.establishment.funded_hours[0] += 37
    authority.establishment.total_funded += 37


def cut_hours_without_telling_the_establishment(authority: Authority) -> None:
    authority.roster.hours -= 7


def cut_the_hours_of_one_person(authority: Authority) -> None:
    next(iter(authority.roster.people.values())).hours -= 7


def lose_a_case(authority: Authority) -> None:
    someone = authority.case_book.holder_numbers()[0]
    authority.case_book._book.holders[someone, LOAD] -= 1


def forget_an_agency_worker(authority: Authority) -> None:
    authority.agency.covering.headcount -= 1


def forget_the_hours_of_an_agency_worker(authority: Authority) -> None:
    authority.agency.covering.hours -= 37


def lose_an_apprentice(authority: Authority) -> None:
    authority.training.in_training -= 1


def lose_a_candidate(authority: Authority) -> None:
    authority.labour_market.came += 1


def lose_a_child_in_a_home(authority: Authority) -> None:
    authority.placements.children[HOME] -= 1


def put_a_child_down_in_another_kind(authority: Authority) -> None:
    authority.placements.children[HOME] -= 1
    authority.placements.children[PARENTS] += 1


def forget_a_child_who_waits(authority: Authority) -> None:
    authority.placements._places.filled[WAITERS] -= 1


@pytest.mark.system
@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (lose_a_person, "people in"),
        (fund_a_post_that_is_not_listed, "posts in"),
        (cut_hours_without_telling_the_establishment, "hours in"),
        (cut_the_hours_of_one_person, "hours in"),
        (lose_a_case, "load of holder|cases"),
        (forget_an_agency_worker, "agency in"),
        (forget_the_hours_of_an_agency_worker, "agency in"),
        (lose_an_apprentice, "apprentices in"),
        (lose_a_candidate, "candidates"),
        (lose_a_child_in_a_home, "placements in Nottinghamshire does not balance: .* are looked after and .* have a place"),
        (put_a_child_down_in_another_kind, "placements in Nottinghamshire does not balance: childrens_home has"),
        (forget_a_child_who_waits, "placements in Nottinghamshire does not balance: -1 wait among"),
    ],
)
def test_a_ledger_broken_inside_a_running_replication_stops_it_and_is_named(
    fault: Callable[[Authority], None], named: str
) -> None:
    authorities, recorder = open_world(scenario_with(years=1), published("Nottinghamshire"), Decisions(1, 0))
    env = authorities[0].env

    def sabotage() -> Generator[simpy.Event, object, None]:
        yield env.timeout(at(authorities[0].calendar.days - 10, Phase.RECORDS))
        fault(authorities[0])

    env.process(sabotage())
    env.process(census(authorities, recorder))
    with pytest.raises(LedgerError, match=named):
        env.run(until=authorities[0].calendar.days + 1)


LEVERS = {
    "establishment.growth_per_year": (-0.3, 0.3),
    "establishment.target_caseload": (8.0, 25.0),
    "turnover.level": (0.0, 3.0),
    "turnover.notice_days": (0, 91),
    "turnover.authority_year_spread": (0.0, 2.0),
    "turnover.share_to_another_authority": (0.0, 0.5),
    "recruitment.approval_days": (0, 60),
    "recruitment.advert_days": (0, 56),
    "recruitment.notice_days_experienced": (0, 120),
    "recruitment.offer_accepted_share": (0.3, 1.0),
    "recruitment.begins_at_notice": (True, False),
    "labour_market.candidates_level": (0.0, 4.0),
    "labour_market.own_region_share": (0.0, 1.0),
    "labour_market.authority_year_spread": (0.0, 2.0),
    "labour_market.follows_posts": (0.0, 2.0),
    "establishment.authority_year_spread": (0.0, 0.5),
    "establishment.moves_with_people": (0.0, 1.0),
    "reclassification.level": (0.0, 5.0),
    "reclassification.response_to_vacancies": (0.0, 1.0),
    "reclassification.authority_year_spread": (0.0, 0.5),
    "agency.follows_vacancies": (0.0, 1.0),
    "agency.authority_year_spread": (0.0, 1.0),
    "agency.cover_level": (0.0, 1.2),
    "agency.surge_level": (0.0, 3.0),
    "agency.converts_share": (0.0, 1.0),
    "absence.level": (0.0, 5.0),
    "absence.spell_days": (1, 300),
    "promotion.internal_share": (0.0, 1.0),
    "apprenticeship.intake": (0, 40),
    "apprenticeship.withdrawal_per_year": (0.0, 0.5),
    "cases.referrals_level": (0.1, 3.0),
    "placements.moves_per_year": (0.0, 50.0),
    "placements.moves_within_kind_share": (0.0, 1.0),
    "placements.kinship_level": (0.0, 10.0),
    "placements.supported_accommodation_level": (0.0, 10.0),
    "placements.spare_places_deviations": (0.0, 10.0),
    "fostering.approvals_level": (0.0, 10.0),
    "fostering.leaving_level": (0.0, 10.0),
    "fostering.children_follow_places": (0.0, 1.0),
    "fostering.children_from_homes_share": (0.0, 1.0),
    "fostering.agency_places_level": (0.0, 10.0),
    "childrens_homes.need_growth_per_year": (-0.5, 0.5),
    "childrens_homes.margin_cap": (0.0, 1.0),
    "childrens_homes.places_lost_to_caps": (0.0, 5.0),
    "childrens_homes.price_elasticity": (0.0, 5.0),
    "cases.hard_cap_ratio": (1.0, 10.0),
    "cases.team_size": (1, 7),
}
"""The far ends of the levers, beyond what is plausible."""


@pytest.mark.property
@given(
    levers=st.lists(st.sampled_from(sorted(LEVERS)), max_size=8, unique=True),
    ends=st.integers(0, 255),
    areas=st.sampled_from(["Rutland", "Hartlepool", "Rutland and Hartlepool"]),
    replication=st.integers(0, 1000),
)
def test_every_ledger_balances_at_the_far_ends_of_any_levers(levers: list[str], ends: int, areas: str, replication: int) -> None:
    values = {lever: LEVERS[lever][ends >> place & 1] for place, lever in enumerate(levers)}
    profiles = [profile for area in areas.split(" and ") for profile in published(area)]
    arrays = replicate(scenario_with(values, years=2), profiles, 1, replication).arrays
    month, placements = arrays["workforce_month"], arrays["placements_month"]
    assert (month[..., WORKFORCE_MONTH.index["vacancy_fte"]] >= -1e-9).all()
    cover, everyone = (month[..., WORKFORCE_MONTH.index[name]] for name in ("agency_cover_fte", "agency_fte"))
    assert (cover <= everyone + 1e-9).all()
    assert (placements[..., : PLACEMENTS_MONTH.index["childrens_home_price_index"]] >= 0.0).all()
