"""The laws of placement give every authority's published numbers by kind and by age back."""

from __future__ import annotations

import numpy as np
import pytest

from workforce_sim.children import placement_kernel as kernel
from workforce_sim.children.pathway import pathway
from workforce_sim.children.placements import AFFINITY, Chances, Real, ages_by_status, chances_of, fitted, proportional_fit
from workforce_sim.config.cases import Cases
from workforce_sim.config.placements import Placements
from workforce_sim.figures.areas import select
from workforce_sim.figures.care import AGE_BANDS, PLACEMENT_KINDS
from workforce_sim.figures.profile import AuthorityProfile

pytestmark = pytest.mark.unit

ENGLAND = select("England")
EVEN = (1 / 3, 1 / 3, 1 / 3)
SUPPORTED, ADOPTION = PLACEMENT_KINDS.index("supported_accommodation"), PLACEMENT_KINDS.index("placed_for_adoption")
HOME = PLACEMENT_KINDS.index("childrens_home")


def by_status(profile: AuthorityProfile) -> Real:
    """Children looked after in a steady state: ordinary ones, those who leave at 18, unaccompanied ones."""
    way = pathway(profile, Cases())
    at_18 = way.stock_care * way.care_at_18
    return np.array([way.stock_care - at_18, at_18, way.stock_uasc])


def table(profile: AuthorityProfile) -> tuple[Chances, Real]:
    """The laws of an authority and its children by group and kind in a steady state; shape (6, 8)."""
    chances, statuses = chances_of(profile, Cases(), Placements()), by_status(profile)
    bands = statuses[:, None] * chances.bands
    groups = np.append(bands[0] + bands[1], statuses[2])
    return chances, groups[:, None] * chances.usual_kinds


def test_kinds_and_ages_are_numbered_alike_everywhere() -> None:
    names = ("KINSHIP", "IN_HOUSE", "AGENCY", "HOME", "SUPPORTED", "PARENTS", "ADOPTION", "OTHER")
    assert [getattr(kernel, name) for name in names] == list(range(len(PLACEMENT_KINDS)))
    assert len(AGE_BANDS) == kernel.BANDS
    assert AFFINITY.shape == (len(AGE_BANDS) + 1, len(PLACEMENT_KINDS))
    assert (AFFINITY > 0.0).all(), "a place that nobody may go to could leave published numbers without a fit"


@pytest.mark.parametrize("profile", ENGLAND, ids=lambda profile: profile.code[:9])
def test_an_authority_keeps_its_published_children_by_kind_and_by_age(profile: AuthorityProfile) -> None:
    chances, steady = table(profile)
    children = steady.sum()
    assert children == pytest.approx(sum(profile.care.placements), rel=1e-6)
    assert steady.sum(axis=0) == pytest.approx(profile.care.placements, abs=1e-6 * children)
    assert by_status(profile) @ chances.bands == pytest.approx(profile.care.ages, abs=1e-6 * children)
    assert chances.kinds.sum(axis=1) == pytest.approx(np.ones(18))
    assert chances.bands.sum(axis=1) == pytest.approx(np.ones(3))


def test_in_england_supported_accommodation_is_for_those_of_16_adoption_for_the_young_and_homes_for_the_older() -> None:
    england = np.sum([table(profile)[1] for profile in ENGLAND], axis=0)
    shares = england / england.sum(axis=0)
    assert shares[4:, SUPPORTED].sum() > 0.999
    assert shares[:3, ADOPTION].sum() > 0.98
    assert shares[3:5, HOME].sum() > 0.8


def test_the_oldest_bands_go_to_unaccompanied_children_first_and_then_to_those_who_leave_at_18() -> None:
    ages = np.array([10.0, 20.0, 30.0, 25.0, 15.0])
    shared = ages_by_status(ages, np.array([70.0, 20.0, 10.0]))
    assert shared.tolist() == [[10, 20, 30, 10, 0], [0, 0, 0, 15, 5], [0, 0, 0, 0, 10]]
    assert ages_by_status(ages, np.array([100.0, 0.0, 0.0]))[0].tolist() == ages.tolist()


def test_proportional_fit_keeps_what_the_affinity_says_of_odds() -> None:
    # Iterative proportional fitting keeps the odds ratios of its seed (Deming and Stephan, 1940).
    seed = np.array([[1.0, 2.0, 3.0], [2.0, 1.0, 5.0]])
    fit = proportional_fit(seed, np.array([40.0, 60.0]), np.array([20.0, 30.0, 50.0]))
    assert fit.sum(axis=1) == pytest.approx([40.0, 60.0])
    assert fit.sum(axis=0) == pytest.approx([20.0, 30.0, 50.0])
    assert fit[0, 0] * fit[1, 1] / (fit[0, 1] * fit[1, 0]) == pytest.approx(1.0 * 1.0 / (2.0 * 2.0))


def test_published_numbers_that_no_age_explains_are_met_all_the_same() -> None:
    # Half of the children in supported accommodation though none is 16: the affinity has to give way.
    chances = fitted((10.0, 10.0, 10.0, 10.0, 50.0, 5.0, 5.0, 0.0), (20.0, 30.0, 30.0, 20.0, 0.0), (100.0, 0.0, 0.0), EVEN)
    steady = 100.0 * chances.bands[0] @ chances.usual_kinds[:5]
    assert steady == pytest.approx([10.0, 10.0, 10.0, 10.0, 50.0, 5.0, 5.0, 0.0], abs=0.01)


@pytest.mark.parametrize("children", [0.0, 3.0])
def test_an_authority_without_published_placements_still_has_somewhere_to_place(children: float) -> None:
    chances = fitted((0.0,) * 8, (0.0,) * 5, (children, 0.0, 0.0), EVEN)
    assert np.isfinite(chances.kinds).all()
    assert chances.kinds.sum(axis=1) == pytest.approx(np.ones(18))
    assert chances.bands.sum(axis=1) == pytest.approx(np.ones(3))
