"""A month of placements: who goes where when a kind is full, who moves, and what places there come to be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binomtest, chisquare

from tests.children.small_placements import (
    EVERY_BAND,
    SmallRegister,
    laws,
    month,
    neutral_levers,
    only,
    small_placements,
)
from tests.conftest import Statistical
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.endings_of_care import WAYS_OUT
from workforce_sim.children.placement_kernel import AGENCY, HOME, IN_HOUSE, KINSHIP, OTHER, PARENTS, SUPPORTED
from workforce_sim.errors import LedgerError
from workforce_sim.figures.care import PLACEMENT_KINDS
from workforce_sim.records.tables import PLACEMENTS_MONTH

SCARCE = {"households_at_start": 2.0, "places_per_household": 1.0, "agency_places": 3.0, "home_places_at_start": 4.0}
"""Two in-house places, three of agencies and four in homes."""


@pytest.mark.unit
def test_the_row_is_the_table() -> None:
    assert len(PLACEMENTS_MONTH.columns) == kernel.COLUMNS + WAYS_OUT
    names = PLACEMENTS_MONTH.names
    assert names[: kernel.KINDS] == PLACEMENT_KINDS
    assert names[kernel.DAYS_OF : 2 * kernel.KINDS] == tuple(f"{kind}_days" for kind in PLACEMENT_KINDS)
    places = {
        "CAME_IN": "placements_started",
        "WENT": "placements_ended",
        "CAME_AND_WENT": "came_and_went",
        "MOVED": "moves",
        "SPILLED": "spilled",
        "GIVEN_UP": "given_up",
        "ENQUIRED": "fostering_enquiries",
        "APPROVED": "fostering_approvals",
        "HOUSEHOLDS_LEFT": "fostering_leavers",
        "PRICED_DAYS": "childrens_home_priced_days",
        "WAITING": "waiting",
        "HOUSEHOLDS_NOW": "fostering_households",
        "IN_HOUSE_NOW": "in_house_places",
        "AGENCY_NOW": "agency_places",
        "HOMES_NOW": "childrens_home_places",
        "INDEX": "childrens_home_price_index",
        "BY_NEED": "cla_lower_need",
        "IN_HOMES_BY_NEED": "childrens_home_lower_need",
        "TO_GUARDIANS": "cla_ceased_more_guardians",
        "WITH_GUARDIANS": "with_more_guardians",
    }
    assert {name: names[getattr(kernel, name)] for name in places} == places


@pytest.mark.unit
@pytest.mark.parametrize(
    ("wanted", "filled"),
    [
        (KINSHIP, {KINSHIP: 12}),
        (IN_HOUSE, {IN_HOUSE: 2, AGENCY: 3, HOME: 4, OTHER: 3}),
        (AGENCY, {AGENCY: 3, IN_HOUSE: 2, HOME: 4, OTHER: 3}),
        (HOME, {HOME: 4, OTHER: 8}),
        (SUPPORTED, {SUPPORTED: 1, AGENCY: 3, HOME: 4, OTHER: 4}),
        (PARENTS, {PARENTS: 12}),
    ],
)
def test_children_go_to_the_next_kind_with_room_and_wait_where_all_are_full(wanted: int, filled: dict[int, int]) -> None:
    book = small_placements(only(wanted), supported_places=1.0, homes_follow=0.0, **SCARCE)
    written = month(book, SmallRegister(12))
    assert {kind: count for kind, count in enumerate(book.children.tolist()) if count} == filled
    in_kind_wanted = filled[wanted]
    assert written["spilled"] == 12 - in_kind_wanted
    assert written["waiting"] == (filled.get(OTHER, 0))
    assert written["moves"] == 0


@pytest.mark.unit
@pytest.mark.parametrize("band", range(kernel.BANDS))
def test_no_child_under_five_goes_to_a_home_because_foster_carers_are_full(band: int) -> None:
    book = small_placements(only(IN_HOUSE, band), homes_follow=0.0, **SCARCE)
    month(book, SmallRegister(7))
    assert book.children[HOME] == (0 if band < 2 else 2)
    assert book.waiting == (2 if band < 2 else 0)


@pytest.mark.unit
def test_who_waits_is_placed_as_soon_as_there_is_room_and_then_has_moved() -> None:
    book = small_placements(only(HOME), **(SCARCE | {"homes_follow": 1.0, "home_places_at_start": 1.0}))
    register = SmallRegister(10)
    assert month(book, register)["waiting"] > 0
    written = month(book, register.stay(), 1)
    assert written["waiting"] == 0
    assert written["moves"] > 0
    assert book.children[HOME] == 10


@pytest.mark.unit
def test_children_move_out_when_carers_give_up_and_only_as_many_as_have_to() -> None:
    levers = neutral_levers()
    levers[1:, kernel.AGENCY_LEVEL] = 0.4
    book = small_placements(only(AGENCY), levers, agency_places=50.0)
    register = SmallRegister(40)
    month(book, register)
    assert book.children[AGENCY] == 40
    written = month(book, register.stay(), 1)
    assert book.children[AGENCY] == 20
    assert book.children[IN_HOUSE] == 20
    assert written["given_up"] == written["moves"] == written["spilled"] == 20


@pytest.mark.unit
def test_days_are_whole_for_who_stays_from_the_first_day_for_who_came_and_half_for_who_left() -> None:
    book, register = small_placements(only(PARENTS)), SmallRegister(10)
    register.children[:, kernel.CAME] = 21  # of a month of 30 days: ten days, the day of coming included
    assert month(book, register)["with_parents_days"] == 10 * 10
    register.lose_first(4)
    written = month(book, register, 1)
    assert written["with_parents_days"] == 6 * 30 + 4 * 15
    assert written["placements_ended"] == 4
    assert book.child_days.tolist() == [0, 0, 0, 0, 0, 6 * 30 + 4 * 15, 0, 0]


@pytest.mark.unit
def test_households_stay_where_approvals_replace_leavers_and_decline_at_the_published_rates() -> None:
    book, register = small_placements(), SmallRegister(1)
    for number in range(12):
        written = month(book, register, number)
        register.stay()
    assert written["fostering_households"] == 1000.0
    assert written["fostering_approvals"] == written["fostering_leavers"] == 1000.0 * 0.1 / 12
    assert written["fostering_enquiries"] == pytest.approx(1000.0 * 0.1 / 12 / 0.03)
    # A stock with constant inflow a and outflow rate r: a/r + (s - a/r)(1 - r/12)^12 after twelve months.
    levers = neutral_levers()
    levers[:, kernel.APPROVALS] = 0.84
    falling, register = small_placements(levers=levers), SmallRegister(1)
    for number in range(12):
        written = month(falling, register, number)
        register.stay()
    assert written["fostering_households"] == pytest.approx(840.0 + 160.0 * (1.0 - 0.1 / 12) ** 12)


@pytest.mark.unit
def test_places_in_homes_follow_demand_with_a_delay_and_their_price_follows_scarcity() -> None:
    register = SmallRegister(80)
    book = small_placements(only(HOME), home_places_at_start=80.0, homes_follow=0.1, price_elasticity=0.5)
    month(book, register)
    register.stay()
    places, indices = [], []
    for number in range(1, 24):
        places.append(month(book, register, number)["childrens_home_places"])
        indices.append(book.home_price_index)
    assert places == sorted(places)
    assert 90 <= places[-1] < 80 / 0.8
    empty_at_first = 80.0 + (1.0 - 80.0) * 0.1  # the children came after the places of the first month were settled
    there_are = empty_at_first + (100.0 - empty_at_first) * 0.1
    assert indices[0] == pytest.approx(math.sqrt(100.0 / there_are))
    assert indices == sorted(indices, reverse=True)
    assert indices[-1] == pytest.approx(1.0, abs=0.02)


@pytest.mark.unit
def test_a_cap_holds_the_price_back_and_days_are_priced_month_by_month() -> None:
    levers = neutral_levers()
    levers[:, kernel.PRICE_OF_OTHERS] = 2.0
    levers[:, kernel.PRICE_CAP] = 1.01
    book, register = small_placements(only(HOME), levers), SmallRegister(5)
    for number in range(3):
        written = month(book, register, number)
        register.stay()
        assert book.home_price_index == pytest.approx(1.01 ** (number + 1))
        assert written["childrens_home_priced_days"] == written["childrens_home_days"] * book.home_price_index


@pytest.mark.unit
def test_children_found_at_the_start_are_shared_out_to_the_chances_within_one_a_group() -> None:
    rng = np.random.default_rng(5)
    chances = laws(rng.dirichlet(np.ones(5), 3), rng.dirichlet(np.ones(8), 6))
    for status, group_of_first in ((kernel.ORDINARY, None), (kernel.UNACCOMPANIED, kernel.UNACCOMPANIED_GROUP)):
        book, register = small_placements(chances), SmallRegister(500, status)
        book.open_with(register, np.arange(500))
        groups = np.bincount(register.facts[:, kernel.GROUP], minlength=6)
        if group_of_first is None:
            assert np.abs(groups[:5] - 500 * chances.bands[status]).max() <= 1.5
        else:
            assert groups[group_of_first] == 500
        assert np.abs(book.children - groups @ chances.usual_kinds).max() <= 6.0
        book.check(register.stay())


@pytest.mark.unit
def test_a_scenario_that_wants_more_kin_draws_more_of_them_by_the_same_luck() -> None:
    levers = neutral_levers()
    levers[:, kernel.KINSHIP_LEVEL] = 1.5
    usual, more = SmallRegister(400), SmallRegister(400)
    month(small_placements(), usual)
    month(small_placements(levers=levers), more)
    was_kin, is_kin = (each.facts[:, kernel.KIND] == KINSHIP for each in (usual, more))
    assert is_kin[was_kin].all(), "a child who goes to kin goes there when more do"
    assert is_kin.sum() > 1.2 * was_kin.sum()


@pytest.mark.unit
def test_a_lever_set_for_one_authority_from_a_month_on_leaves_the_others_theirs() -> None:
    levers = neutral_levers()
    levers[:, kernel.KINSHIP_LEVEL] = 1.5
    one, other = small_placements(levers=levers), small_placements(levers=levers)
    one.set_lever(kernel.KINSHIP_LEVEL, 0, np.ones(len(levers)))
    registers = [SmallRegister(400) for _ in range(3)]
    for book, register in zip((one, other, small_placements()), registers, strict=True):
        month(book, register)
    first, second, usual = (register.facts[:, kernel.KIND].tolist() for register in registers)
    assert first == usual
    assert second != usual
    assert (levers[:, kernel.KINSHIP_LEVEL] == 1.5).all()


@pytest.mark.unit
@pytest.mark.parametrize("times", [1.5, 0.5])
def test_children_follow_in_house_places_from_agencies_and_homes_and_from_nowhere_else(times: float) -> None:
    levers = neutral_levers()
    levers[0, kernel.EXTRA_HOUSEHOLDS] = 1000.0 * (times - 1.0)
    follow = {"follows_places": 1.0, "from_homes": 0.2, "share_of_england": 1.0}
    usual, other = SmallRegister(4000), SmallRegister(4000)
    month(small_placements(households_at_start=1000.0, **follow), usual)
    book = small_placements(levers=levers, households_at_start=1000.0, **follow)
    month(book, other)
    was, now = (np.bincount(each.facts[:, kernel.WANTED], minlength=8) / 500.0 for each in (usual, other))
    more = times - 1.0
    assert now[IN_HOUSE] == pytest.approx(times, abs=0.1)
    assert now[AGENCY] == pytest.approx(1.0 - 0.8 * more, abs=0.1)
    assert now[HOME] == pytest.approx(1.0 - 0.2 * more, abs=0.1)
    others = [KINSHIP, SUPPORTED, PARENTS, kernel.ADOPTION, OTHER]
    assert now[others].tolist() == pytest.approx(was[others].tolist(), abs=0.01)


@pytest.mark.statistical
def test_newcomers_and_movers_are_drawn_by_the_chances(statistical: Statistical) -> None:
    rng = np.random.default_rng(9)
    law = rng.dirichlet(np.full(8, 3.0))
    chances = laws(EVERY_BAND, np.tile(law, (6, 1)))
    book, register = (
        small_placements(chances, households_at_start=1e5, agency_places=1e5, home_places_at_start=1e5),
        SmallRegister(20_000),
    )
    book._places.settings[kernel.SUPPORTED_PLACES] = 1e5
    month(book, register)
    claim = statistical("newcomers are placed by the chances", 20_000, 1e-4)
    claim.holds_at(float(chisquare(book.children, 20_000 * law).pvalue))
    bands = np.bincount(register.facts[:, kernel.GROUP], minlength=5)
    claim = statistical("age bands are drawn by their chances", 20_000, 1e-4)
    claim.holds_at(float(chisquare(bands, 20_000 * EVERY_BAND[0]).pvalue))
    book._places.settings[[kernel.MOVES_PER_YEAR, kernel.WITHIN_KIND]] = 12.0, 0.0
    written = month(book, register.stay(), 1)
    claim = statistical("those who move in a month are 1 - exp(-rate)", 20_000, 1e-4)
    claim.holds_at(binomtest(int(written["moves"]), 20_000, -math.expm1(-12.0 * 30 / 365.25)).pvalue)
    claim = statistical("moves leave children by kind as they were (detailed balance)", 20_000, 1e-4)
    claim.holds_at(float(chisquare(book.children, 20_000 * law).pvalue))


@pytest.mark.unit
def test_luck_is_a_childs_own_whoever_else_there_is_and_in_whatever_row() -> None:
    many, few = SmallRegister(200), SmallRegister(50)
    few.children[:, kernel.CHILD] = many.children[150:, kernel.CHILD]
    books = [small_placements(moves_per_year=6.0) for _ in range(2)]
    for number in range(6):
        for book, register in zip(books, (many, few), strict=True):
            month(book, register, number)
            register.stay()
    assert (many.facts[150:, 1:] == few.facts[:, 1:]).all()


@pytest.mark.unit
def test_plain_python_and_compiled_code_agree() -> None:
    if not hasattr(kernel.seek, "py_func"):
        pytest.skip("everything runs plain")
    compiled_book, plain_book = (small_placements(moves_per_year=3.0, **SCARCE) for _ in range(2))
    one, other = SmallRegister(60), SmallRegister(60)
    month(compiled_book, one)
    row = np.zeros(kernel.COLUMNS)
    at = plain_book._places
    kernel.play_month.py_func(at, other.facts, other.children, other.left, other.found, 0, 30, 30, 60, row)
    assert (one.facts == other.facts).all()
    assert compiled_book.children.tolist() == plain_book.children.tolist()
    assert compiled_book.home_price_index == plain_book.home_price_index


@pytest.mark.unit
def test_the_ledger_finds_a_child_lost_a_kind_too_full_and_a_child_put_down_elsewhere() -> None:
    book, register = small_placements(), SmallRegister(80)
    month(book, register)
    book.children[PARENTS] += 1
    with pytest.raises(LedgerError, match="80 children are looked after and 81 have a place"):
        book.check(register, in_full=False)
    book.children[PARENTS] -= 1
    book.places[AGENCY] = 1
    with pytest.raises(LedgerError, match=r"agency_foster has \d+ children and 1 places"):
        book.check(register, in_full=False)
    book.places[AGENCY] = 1000
    book.children[[PARENTS, KINSHIP]] += 1, -1
    book.check(register, in_full=False)
    with pytest.raises(LedgerError, match=r"kinship_foster has \d+ children and \d+ are registered there"):
        book.check(register)
