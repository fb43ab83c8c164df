"""The parts of the twin one by one, against results known by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.workforce.small_authority import CONSTANT_HAZARD, authority_of, published, scenario_with
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.twin.events import lived_through
from workforce_sim.twin.found import FTE, HEADS, Found, found
from workforce_sim.twin.learners import learners
from workforce_sim.twin.people import birthdays_of_starters, people_found
from workforce_sim.twin.posts import ENTRY, OTHER, OpenPosts, delays, hand_out, open_posts, opening_of
from workforce_sim.workforce.social_worker import Role

pytestmark = pytest.mark.unit

DAYS_A_YEAR = 365.2425


@cache
def nottinghamshire(years: int = 2) -> Found:
    return found(scenario_with(years=years), published("Nottinghamshire"))


def test_a_first_year_leaves_at_the_published_turnover() -> None:
    world = nottinghamshire()
    people = people_found(world)
    daily = people.hazard[30] * people.readiness(0)[FTE]
    level = world.conditions.leaving[0] * world.scenario.turnover.level.before
    assert daily * DAYS_A_YEAR == pytest.approx(world.figure("turnover_per_year") * level, rel=0.01)


def test_at_a_constant_hazard_people_decay_geometrically() -> None:
    scenario = scenario_with(CONSTANT_HAZARD, 2)
    world = found(scenario, [authority_of(100, turnover=0.3)])
    people = people_found(world)
    before = people.total[HEADS, 0]
    gathered = np.array([0.3 / 12])
    for month in range(12):
        people.pass_month(month, gathered, people.total * np.exp(-gathered))
    assert people.total[HEADS, 0] == pytest.approx(before * np.exp(-0.3), rel=1e-9)


def test_nobody_is_lost_as_people_grow_older() -> None:
    people = people_found(nottinghamshire())
    before = people.total
    for month in range(12):
        people.pass_month(month, np.zeros(1), before)
        np.testing.assert_allclose(people.total, before, rtol=1e-12)


def test_birthdays_of_starters_are_shares_and_the_old_are_old() -> None:
    for month in (0, 17, 119):
        for new in (False, True):
            shares = birthdays_of_starters(month, 17, newly_qualified=new)
            assert shares.sum() == pytest.approx(1.0)
            assert (shares >= 0.0).all()
    assert birthdays_of_starters(0, 17, newly_qualified=False)[0] == pytest.approx(0.03)  # 97.0% are younger than 60


def test_a_case_holders_post_opens_after_approval_and_advert() -> None:
    held = np.ones(len(Role))
    assert delays(scenario_with(), held, Role.CASE_HOLDER, 0, 56) == {(49, ENTRY): 1.0}


def test_a_senior_post_opens_itself_or_leaves_the_one_below_when_it_is_free() -> None:
    held = np.zeros(len(Role))
    held[Role.CASE_HOLDER] = 1.0
    found_delays = delays(scenario_with(), held, Role.SENIOR_PRACTITIONER, 0, 56)
    assert found_delays == {(49, OTHER): 0.5, (56 + 49, ENTRY): 0.5}  # recruitment.internal_share is a half


def test_shares_of_every_opening_add_up_to_one() -> None:
    opening = opening_of(nottinghamshire(), nottinghamshire().scenario, 56)
    np.testing.assert_allclose(opening.shares.sum(axis=0), 1.0)


def an_authority_with(entry: tuple[float, ...], other: tuple[float, ...]) -> OpenPosts:
    """Posts of one authority that opened on days 0, 1, …, each of one FTE."""
    days = len(entry)
    posts = np.zeros((days, 2, 2, 1))
    posts[:, :, ENTRY, 0] = np.array(entry)[:, None]
    posts[:, :, OTHER, 0] = np.array(other)[:, None]
    book = OpenPosts(posts, np.zeros((5, 2, 2, 1)))
    book.today = days - 1
    book.counts = posts[:, HEADS].sum(axis=0)
    return book


def test_the_experienced_take_the_post_open_longest_whichever_pool_it_is_in() -> None:
    book = an_authority_with((0.0, 2.0, 1.0), (1.0, 0.0, 3.0))
    _, taken = book.take(np.zeros(1), np.array([2.0]))
    assert taken[HEADS, :, 0].tolist() == pytest.approx([1.0, 1.0])


def test_the_newly_qualified_take_case_holders_posts_alone_and_no_more_than_there_are() -> None:
    book = an_authority_with((1.0, 0.5), (4.0, 4.0))
    taken, _ = book.take(np.array([2.0]), np.zeros(1))
    assert taken[HEADS, :, 0].tolist() == pytest.approx([1.5, 0.0])
    assert book.counts[:, 0].tolist() == pytest.approx([0.0, 8.0])


def test_where_posts_are_short_all_who_want_them_get_the_same_share() -> None:
    book = an_authority_with((1.0,), (0.0,))
    new, others = book.take(np.array([3.0]), np.array([1.0]))
    assert new[HEADS, ENTRY, 0] == pytest.approx(0.75)
    assert others[HEADS, ENTRY, 0] == pytest.approx(0.25)


def test_the_compiled_and_the_plain_loop_hand_out_the_same() -> None:
    plain = getattr(hand_out, "py_func", hand_out)
    given = np.random.default_rng(4).uniform(0.0, 2.0, (6, 2, 2, 3))
    results = []
    for loop in (hand_out, plain):
        posts, oldest, counts = given.copy(), np.zeros((2, 3), dtype=np.int64), given[:, HEADS].sum(axis=0)
        new, others = np.zeros((2, 2, 3)), np.zeros((2, 2, 3))
        loop(posts, oldest, counts, 5, np.array([1.0, 9.0, 0.3]), np.array([4.0, 9.0, 0.0]), new, others)
        results.append((posts, counts, new, others))
    for compiled, written in zip(*results, strict=True):
        np.testing.assert_allclose(compiled, written, rtol=1e-12, atol=1e-12)


def test_posts_due_in_a_freeze_open_when_it_thaws() -> None:
    book = open_posts(nottinghamshire(), 10)
    book.coming[1] += 1.0
    before = book.counts.sum()
    book.open_those_due(1, is_frozen=True)
    assert book.counts.sum() == before
    book.open_those_due(2, is_frozen=False)
    assert book.counts.sum() == pytest.approx(before + 2.0)


def test_apprentices_who_stay_three_years_are_the_share_that_does_not_withdraw() -> None:
    scenario = scenario_with({"apprenticeship.intake": 40, "apprenticeship.existing": 0}, 4)
    course = learners(found(scenario, published("Nottinghamshire")))
    began, unused = course.begin(336, np.ones(1), np.ones(1), np.array([1000.0]))
    qualified = np.sum([course.pass_day(day) for day in range(337, 337 + 1100)], axis=0)
    assert float(began[0]) == 40.0
    assert float(unused[0]) == 0.0
    assert float(qualified[0]) == pytest.approx(40.0 * (1.0 - 0.061) ** 3, rel=0.002)


def test_places_beyond_the_practice_educators_go_unused() -> None:
    scenario = scenario_with({"apprenticeship.intake": 40, "apprenticeship.existing": 0}, 4)
    course = learners(found(scenario, published("Nottinghamshire")))
    began, unused = course.begin(336, np.ones(1), np.ones(1), np.array([100.0]))
    assert float(began[0]) == pytest.approx(0.2 * 100 - 0.4)  # a whole number of teachers: halves of fifths are lost
    assert float(began[0] + unused[0]) == 40.0


def test_in_post_is_what_was_plus_starters_less_leavers_plus_reclassified() -> None:
    written = lived_through(scenario_with(years=2), published("Nottinghamshire"))
    column = {name: written.annual[:, 0, place] for name, place in ANNUAL_RETURN.index.items()}
    for year in (1, 2):
        flows = column["starters_fte"][year] - column["leavers_fte"][year] + column["reclassified_fte"][year]
        assert column["inpost_fte"][year] == pytest.approx(column["inpost_fte"][year - 1] + flows, abs=1e-6)
        assert column["establishment_fte"][year] == pytest.approx(column["inpost_fte"][year] + column["vacancy_fte"][year])
