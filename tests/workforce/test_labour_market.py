"""The labour market: who takes which post, near or far, who waits, who gives up, and nobody is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tests.conftest import Statistical
from tests.workforce.small_authority import authority_of, england_on_census_day, published, scenario_with
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import LedgerError
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.randomness.draws import identity_key
from workforce_sim.workforce.authority import Authority
from workforce_sim.workforce.establishment import Vacancy
from workforce_sim.workforce.labour_market import LabourMarket
from workforce_sim.workforce.social_worker import Candidate, Role, Route

HOME, NEIGHBOUR, FAR = 0, 1, 2


def market(
    own_region_share: float = 1.0, pull: tuple[float, ...] = (0.1, 0.1, 0.1), open_posts_draw: float = 0.0
) -> LabourMarket:
    """Home and its neighbour in one region and an authority far away."""
    profiles = [
        replace(authority_of(), code=f"E0{place}", region_code="far" if place == FAR else "near", share_of_england_starters=share)
        for place, share in enumerate(pull)
    ]
    return LabourMarket(simpy.Environment(), staying_near(own_region_share, open_posts_draw), profiles, Decisions(1, 0))


@cache
def staying_near(own_region_share: float, open_posts_draw: float) -> Scenario:
    values = {"labour_market.own_region_share": own_region_share, "labour_market.open_posts_draw": open_posts_draw}
    return scenario_with(values)


def at_place(place: int) -> Authority:
    return cast(Authority, SimpleNamespace(index=place))


def post(number: int, role: Role = Role.CASE_HOLDER) -> Vacancy:
    return Vacancy(number, number, role, 36, 0)


def candidate(key: int = 1, route: Route = Route.EXPERIENCED, looks_until: int = 100, **facts: Any) -> Candidate:
    return Candidate(key, route, HOME, looks_until, 0, **facts)


@pytest.mark.unit
def test_a_candidate_takes_the_post_open_longest_at_home() -> None:
    town = market()
    elsewhere = town.advertise(at_place(NEIGHBOUR), post(0))
    older, newer = town.advertise(at_place(HOME), post(1, Role.MIDDLE_MANAGER)), town.advertise(at_place(HOME), post(2))
    comer = candidate()
    assert town.arrive(comer)
    assert older.triggered
    assert older.value is comer
    assert not newer.triggered
    assert not elsewhere.triggered


@pytest.mark.unit
@pytest.mark.parametrize("route", [Route.NEWLY_QUALIFIED, Route.APPRENTICESHIP])
def test_the_newly_qualified_take_only_case_holders_posts(route: Route) -> None:
    town = market()
    senior = town.advertise(at_place(HOME), post(1, Role.SENIOR_PRACTITIONER))
    assert not town.arrive(candidate(1, route))
    assert not town.advertise(at_place(HOME), post(2, Role.FIRST_LINE_MANAGER)).triggered
    assert town.advertise(at_place(HOME), post(3)).triggered, "who waits takes the first post that suits"
    assert not senior.triggered


@pytest.mark.unit
def test_without_a_post_at_home_a_candidate_looks_in_the_region_and_only_those_who_reach_further_beyond_it() -> None:
    town = market(own_region_share=1.0)
    far = town.advertise(at_place(FAR), post(1))
    near = town.advertise(at_place(NEIGHBOUR), post(2))
    assert town.arrive(candidate(1))
    assert near.triggered
    assert not town.arrive(candidate(2)), "the one post left is out of reach"
    assert not far.triggered
    wide = market(own_region_share=0.0)
    far = wide.advertise(at_place(FAR), post(1))
    assert wide.arrive(candidate(1))
    assert far.triggered


@pytest.mark.unit
def test_who_waits_takes_the_next_post_that_opens_near_home_in_order_of_coming() -> None:
    town = market()
    first, second = candidate(1), candidate(2)
    assert not town.arrive(first)
    assert not town.arrive(second)
    assert town.still_looking() == 2
    assert not town.advertise(at_place(FAR), post(1)).triggered
    assert town.advertise(at_place(NEIGHBOUR), post(2)).value is first
    assert town.advertise(at_place(HOME), post(3)).value is second
    town.check()


@pytest.mark.unit
def test_who_has_waited_long_enough_gives_up_and_takes_nothing_any_more() -> None:
    town = market()
    town.arrive(candidate(1, looks_until=10))
    town.arrive(candidate(2, looks_until=30))
    town.let_go(today=20)
    assert (town.gave_up, town.still_looking()) == (1, 1)
    town.env.run(until=40)
    assert not town.advertise(at_place(HOME), post(1)).triggered
    assert (town.gave_up, town.still_looking()) == (2, 0)
    town.check()


@pytest.mark.unit
def test_a_post_withdrawn_from_the_market_is_taken_by_nobody() -> None:
    town, vacancy = market(), post(1)
    taken = town.advertise(at_place(HOME), vacancy)
    town.withdraw(at_place(HOME), vacancy)
    assert taken.triggered
    assert taken.value is None
    assert not town.arrive(candidate())


@pytest.mark.unit
def test_a_mover_never_comes_back_to_the_authority_left_behind() -> None:
    town = market(own_region_share=1.0)
    town.advertise(at_place(HOME), post(1))
    assert not town.find_post_elsewhere(at_place(HOME), candidate())
    assert town.came == 0, "who finds nothing stays, and never was a candidate"
    far = town.advertise(at_place(FAR), post(2))
    assert town.find_post_elsewhere(at_place(HOME), candidate()), "a mover who finds nothing near looks further"
    assert far.triggered
    town.check()


@pytest.mark.statistical
@pytest.mark.parametrize(("open_posts_draw", "expected"), [(0.0, 1 / 4), (1.0, 2 / 5)])
def test_a_next_choice_is_in_proportion_to_pull_and_to_open_posts_as_far_as_they_draw(
    open_posts_draw: float, expected: float, statistical: Statistical
) -> None:
    claim = statistical(f"a pull of 0.1 with two posts open against 0.3 with one: {expected:.2f}", 2000, 1e-3)
    near = 0
    for number in range(2000):
        town = market(own_region_share=0.0, pull=(0.2, 0.1, 0.3), open_posts_draw=open_posts_draw)
        posts = [town.advertise(at_place(place), post(n)) for n, place in enumerate((NEIGHBOUR, NEIGHBOUR, FAR))]
        town.arrive(candidate(identity_key("candidate", number)))
        near += not posts[2].triggered
    claim.holds_at(binomtest(near, 2000, expected).pvalue)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["comes", "opens", "closes", "moves", "month ends"]),
        st.integers(0, 2),
        st.sampled_from(list(Role)),
        st.sampled_from([Route.NEWLY_QUALIFIED, Route.EXPERIENCED, Route.AGENCY]),
    ),
    max_size=80,
)


@pytest.mark.property
@given(STEPS)
def test_everyone_who_came_was_appointed_is_looking_or_gave_up(steps: list[tuple[str, int, Role, Route]]) -> None:
    town, open_posts = market(own_region_share=0.5), {}
    for number, (step, place, role, route) in enumerate(steps):
        if step == "comes":
            town.arrive(Candidate(number, route, place, number + 10, 0))
        elif step == "opens":
            vacancy = post(number, role)
            open_posts[number] = (place, vacancy, town.advertise(at_place(place), vacancy))
        elif step == "moves":
            town.find_post_elsewhere(at_place(place), Candidate(number, Route.ANOTHER_AUTHORITY, place, number, 0))
        elif step == "closes":
            still = next((each for each in open_posts.values() if each[1].is_open), None)
            if still is not None:
                town.withdraw(at_place(still[0]), still[1])
        else:
            town.let_go(number)
        town.check()
        filled = [taken for _, _, taken in open_posts.values() if taken.triggered and taken.value is not None]
        assert len(filled) == town.appointed
        assert len({comer.value.key for comer in filled}) == len(filled), "nobody is appointed twice"


@pytest.mark.unit
def test_a_candidate_lost_on_the_way_is_found() -> None:
    town = market()
    town.arrive(candidate())
    town.waiting[HOME].clear()
    with pytest.raises(LedgerError, match="candidates: 1 came"):
        town.check()


@pytest.mark.unit
def test_all_movers_of_england_move_inside_it_and_all_movers_of_one_authority_alone_leave_it() -> None:
    shares = england_on_census_day()[0].labour_market.inside_share
    assert np.allclose(shares, 1.0)
    alone = LabourMarket(simpy.Environment(), scenario_with(), published("Rutland"), Decisions(1, 0))
    assert alone.inside_share == [0.0]
