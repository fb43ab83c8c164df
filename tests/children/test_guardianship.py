"""Special guardianship beyond the usual: for whom, how many, and how long they are counted."""

from __future__ import annotations

import numpy as np
import pytest

from tests.children.small_placements import SmallRegister, month, neutral_levers, only, small_placements
from tests.conftest import Statistical
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.guardianship import MONTHS_TO_18, Guardians, orders_a_year
from workforce_sim.children.placement_book import PlacementBook
from workforce_sim.config.cases import Cases
from workforce_sim.figures.areas import select


def with_level(
    level: float, kind: int = kernel.KINSHIP, band: int = 1, children: int = 400
) -> tuple[PlacementBook, SmallRegister]:
    """Children all of one age band and kind, and as many orders a year at the start as there are children."""
    levers = neutral_levers()
    levers[:, kernel.ORDERS] = level
    book, register = small_placements(only(kind, band), levers), SmallRegister(children)
    month(book, register)
    book.expect_orders(register.stay(), float(children))
    return book, register


@pytest.mark.unit
@pytest.mark.parametrize("band", range(kernel.BANDS))
def test_only_children_under_16_with_kinship_foster_carers_have_further_orders(band: int) -> None:
    book, register = with_level(9.0, band=band)
    assert (len(book.find_guardians(register, 1, 30)) > 100) is (band < 4)
    for kind in set(range(kernel.KINDS)) - {kernel.KINSHIP}:
        book, register = with_level(9.0, kind)
        assert len(book.find_guardians(register, 1, 30)) == 0


@pytest.mark.unit
def test_unaccompanied_children_have_none() -> None:
    levers = neutral_levers()
    levers[:, kernel.ORDERS] = 9.0
    book, register = small_placements(only(kernel.KINSHIP), levers), SmallRegister(50, kernel.UNACCOMPANIED)
    month(book, register)
    book.expect_orders(register.stay(), 50.0)
    assert book.guardians.orders_per_child == 0.0
    assert len(book.find_guardians(register, 1, 30)) == 0


@pytest.mark.unit
def test_a_higher_level_adds_children_and_takes_none_away() -> None:
    few, more, usual = (with_level(level) for level in (1.5, 3.0, 1.0))
    chosen = [set(book.find_guardians(register, 1, 30).tolist()) for book, register in (few, more, usual)]
    assert chosen[0] < chosen[1]
    assert chosen[2] == set()


@pytest.mark.statistical
def test_a_level_of_two_brings_as_many_orders_as_in_a_usual_year(statistical: Statistical) -> None:
    """In one month of children who have an order a year each, 1 - exp(-1/12) of them have a further one."""
    book, register = with_level(2.0, children=20_000)
    share = -np.expm1(-1 / 12)
    claim = statistical("children with further orders in a month are binomial", 20_000, 1e-4)
    found = len(book.find_guardians(register, 1, 30)) / 20_000
    claim.holds_within(found, float(share), float(np.sqrt(share * (1 - share) / 20_000)))


@pytest.mark.unit
def test_children_are_counted_with_their_guardians_until_they_are_18() -> None:
    """A child of 10 to 15 for 60 months from the middle of the band, at 13; a baby for 210, from half a year on."""
    guardians = Guardians(months=300)
    guardians.take(np.array([3, 3, 0], dtype=np.int8), 2)
    seen = [guardians.end_month(number) for number in range(2, 300)]
    assert seen[0] == (3, 3)
    assert seen[1] == (0, 3)
    assert [children for _, children in seen].index(1) == 60 == MONTHS_TO_18[3]
    assert [children for _, children in seen].index(0) == 210 == MONTHS_TO_18[0]


@pytest.mark.unit
def test_the_usual_orders_of_england_are_the_published_share_of_endings_before_18() -> None:
    """Of 34,450 who ceased in 2025, 13,740 at 18, 4,110 by special guardianship; here as many cease as start, 32,270.

    The shares are those of three years, in which there were fewer orders.
    """
    expected = 4_110 / (34_450 - 13_740) * (32_270 - 13_740)
    assert sum(orders_a_year(profile, Cases()) for profile in select("England")) == pytest.approx(expected, rel=0.06)
