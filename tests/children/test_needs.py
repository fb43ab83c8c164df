"""Need, beside age: drawn once for a spell, it shapes where a child goes and leaves every published number as it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chisquare

from tests.children.small_placements import SmallRegister, month, neutral_levers, small_placements
from tests.conftest import Statistical
from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.placements import NEED_AFFINITY, NEEDS, Chances, chances_of, split_by_need
from workforce_sim.config.cases import Cases
from workforce_sim.config.placements import Placements
from workforce_sim.figures.areas import select
from workforce_sim.figures.profile import AuthorityProfile

ENGLAND = select("England")
SHARES = (0.55, 0.3, 0.15)
GROUPS = kernel.BANDS + 1


def laws_of(profile: AuthorityProfile, shares: tuple[float, ...] = SHARES) -> Chances:
    return chances_of(profile, Cases(), Placements(need_shares=shares))


@pytest.mark.unit
def test_needs_are_numbered_alike_everywhere() -> None:
    assert kernel.NEEDS == NEEDS == len(Placements().need_shares)
    assert NEED_AFFINITY.shape == (NEEDS, kernel.KINDS)
    assert (NEED_AFFINITY > 0.0).all()


@pytest.mark.unit
@pytest.mark.parametrize("profile", ENGLAND, ids=lambda profile: profile.code[:9])
def test_age_by_need_gives_an_authoritys_children_by_age_and_kind_back(profile: AuthorityProfile) -> None:
    chances = laws_of(profile)
    by_need = chances.kinds.reshape(GROUPS, NEEDS, kernel.KINDS)
    assert np.einsum("n,gnk->gk", chances.needs, by_need) == pytest.approx(chances.usual_kinds, abs=1e-6)
    needs = chances.usual_needs.reshape(GROUPS, kernel.KINDS, NEEDS)
    assert np.einsum("gk,gkn->gn", chances.usual_kinds, needs) == pytest.approx(np.tile(SHARES, (GROUPS, 1)), abs=1e-6)


@pytest.mark.unit
@pytest.mark.parametrize("profile", ENGLAND[::10], ids=lambda profile: profile.code[:9])
def test_the_higher_the_need_the_likelier_a_home_and_the_rarer_kin_at_every_age(profile: AuthorityProfile) -> None:
    by_need = laws_of(profile).kinds.reshape(GROUPS, NEEDS, kernel.KINDS)
    usual = laws_of(profile).usual_kinds
    for kind, direction in ((kernel.HOME, 1.0), (kernel.KINSHIP, -1.0)):
        some = (usual[:, kind] > 1e-3) & (usual[:, kind] < 0.999)
        assert some.any() or usual[:, kind].max() < 1e-3
        assert (direction * np.diff(by_need[some, :, kind], axis=1) > 0.0).all()


@pytest.mark.unit
def test_what_is_assumed_of_need_moves_no_child_by_age_and_kind() -> None:
    for profile in ENGLAND[::25]:
        assert np.array_equal(laws_of(profile).usual_kinds, laws_of(profile, (0.1, 0.2, 0.7)).usual_kinds)
        assert np.array_equal(laws_of(profile).bands, laws_of(profile, (0.1, 0.2, 0.7)).bands)


@pytest.mark.unit
def test_the_split_by_need_keeps_what_the_affinity_says_of_odds() -> None:
    # Iterative proportional fitting keeps the odds ratios of its seed (Deming and Stephan, 1940).
    table = np.outer([10.0, 30.0], np.arange(1.0, 9.0))
    split = split_by_need(table, np.array(SHARES))
    assert split.sum(axis=1) == pytest.approx(table)
    assert split.sum(axis=2) == pytest.approx(np.outer(table.sum(axis=1), SHARES))
    home, kin = kernel.HOME, kernel.KINSHIP
    odds = split[:, 2, home] * split[:, 0, kin] / (split[:, 2, kin] * split[:, 0, home])
    assert odds == pytest.approx(np.full(2, (4.0 / 0.4) / (0.3 / 1.3)))


@pytest.mark.unit
def test_need_is_drawn_once_kept_through_every_move_and_the_same_whatever_a_scenario_says() -> None:
    levers = neutral_levers()
    levers[:, [kernel.KINSHIP_LEVEL, kernel.HOME_NEED]] = 3.0
    law = laws_of(ENGLAND[40])
    books = [small_placements(law, moves_per_year=20.0), small_placements(law, levers, moves_per_year=20.0)]
    registers = [SmallRegister(300), SmallRegister(300)]
    for book, register in zip(books, registers, strict=True):
        month(book, register)
    first = registers[0].facts.copy()
    assert len(np.unique(first[:, kernel.NEED])) == NEEDS
    for number in range(1, 6):
        for book, register in zip(books, registers, strict=True):
            month(book, register.stay(), number)
    assert (registers[0].facts[:, kernel.KIND] != first[:, kernel.KIND]).mean() > 0.3
    for register in registers:
        assert (register.facts[:, kernel.NEED] == first[:, kernel.NEED]).all()


@pytest.mark.unit
def test_a_month_counts_children_by_need_and_those_in_homes() -> None:
    book, register = small_placements(laws_of(ENGLAND[40])), SmallRegister(500)
    row = month(book, register)
    needs, in_homes = register.facts[:, kernel.NEED], register.facts[:, kernel.KIND] == kernel.HOME
    for number, need in enumerate(("lower", "middle", "high")):
        assert row[f"cla_{need}_need"] == (needs == number).sum()
        assert row[f"childrens_home_{need}_need"] == (in_homes & (needs == number)).sum()
    assert book.by_need(register).tolist() == [row[name] for name in list(row)[kernel.BY_NEED : kernel.TO_GUARDIANS]]


@pytest.mark.statistical
@pytest.mark.parametrize("is_start", [True, False], ids=["found at the start", "newcomers"])
def test_children_in_homes_are_of_the_needs_that_the_fit_says(statistical: Statistical, is_start: bool) -> None:
    """Ten thousand children who all leave before 18, by the table of age, need and kind of one authority."""
    law = laws_of(ENGLAND[40])
    enough = {"agency_places": 1e5, "households_at_start": 1e5, "home_places_at_start": 1e5, "supported_places": 1e5}
    book, register = small_placements(law, **enough), SmallRegister(10_000)
    if is_start:
        book.open_with(register, np.arange(10_000))
    else:
        month(book, register)
    by_group = law.bands[0][:, None, None] * law.needs[:, None] * law.kinds.reshape(GROUPS, NEEDS, -1)[: kernel.BANDS]
    expected = by_group.sum(axis=0)[:, kernel.HOME]
    in_homes = register.facts[register.facts[:, kernel.KIND] == kernel.HOME, kernel.NEED]
    claim = statistical(f"needs in homes are those of the fit (chi-square, {is_start})", len(in_homes), 1e-4)
    claim.holds_at(chisquare(np.bincount(in_homes, minlength=3), len(in_homes) * expected / expected.sum()).pvalue)
