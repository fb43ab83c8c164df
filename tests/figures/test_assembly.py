"""Profiles: as published where published, by stated rules where not, never absurd, and summing to England."""

from __future__ import annotations

import math
from dataclasses import fields

import polars as pl
import pytest

from workforce_sim.errors import UserError
from workforce_sim.figures.areas import profiles, select, without_figures
from workforce_sim.figures.assembly import UASC_STARTED
from workforce_sim.figures.profile import ROLES, AuthorityProfile
from workforce_sim.figures.published_table import frame

pytestmark = pytest.mark.unit


def england(measure: str, year: int = 2025, breakdown: str = "") -> float:
    """England's published figure."""
    rows = frame().filter(
        (pl.col("geographic_level") == "National")
        & (pl.col("measure") == measure)
        & (pl.col("breakdown") == breakdown)
        & (pl.col("year") == year)
    )
    return float(rows["value"].item())


def total(name: str) -> float:
    """The sum of a figure over all profiles."""
    return float(sum(getattr(profile, name) for profile in profiles()))


def test_nottinghamshire_is_as_published() -> None:
    # Children's social work workforce 2025 and Children in need 2025, row E10000024.
    (profile,) = select("Nottinghamshire")
    assert (profile.code, profile.old_code, profile.region_name) == ("E10000024", "891", "East Midlands")
    assert (profile.inpost_fte, profile.inpost_headcount, profile.vacancy_fte) == (457.6, 501, 51.3)
    assert (profile.agency_fte, profile.agency_headcount, profile.agency_cover_fte) == (38.5, 43, 38.5)
    assert (profile.case_holders_fte, profile.cases) == (201.9, 2687)
    assert profile.roles_headcount == (331, 35, 73, 21, 6, 35)
    assert profile.estimated_without_care == ()


def test_england_is_150_authorities_and_says_whom_it_leaves_out() -> None:
    assert len(profiles()) == 150
    ((place, reason),) = without_figures()
    assert place.name == "Isles of Scilly"
    assert "nobody in post" in reason


@pytest.mark.parametrize(
    ("name", "measure", "tolerance"),
    [
        # Counts of 150 authorities each rounded to 0.1 FTE; Isles of Scilly and agency workers are told apart below.
        ("inpost_fte", "inpost_fte", 1.0),
        ("inpost_headcount", "inpost_headcount", 0.0),
        ("vacancy_fte", "vacancy_fte", 3.5),  # 3 vacant in Isles of Scilly
        ("agency_headcount", "agency_headcount", 2.0),  # 2 in Isles of Scilly
        ("agency_cover_fte", "agency_cover_fte", 3.5),
        ("case_holders_fte", "case_holders_fte", 1.5),  # 1 in Isles of Scilly
        ("cases", "cases", 6.0),  # 6 in Isles of Scilly
        ("referrals_per_year", "referral_count", 50.0),  # rounded to 10; 32 in Isles of Scilly
        ("cin_at_31_march", "At31_episodes", 40.0),
        ("cin_started_per_year", "Started_episodes", 40.0),
        ("cpp_at_31_march", "CPP_At31", 10.0),
        ("cpp_started_per_year", "CPP_start", 10.0),
    ],
)
def test_authorities_sum_to_the_published_figure_for_england(name: str, measure: str, tolerance: float) -> None:
    assert total(name) == pytest.approx(england(measure), abs=tolerance)


def test_agency_workers_exceed_england_by_the_two_authorities_whose_agency_fte_is_not_published() -> None:
    unpublished = [profile for profile in profiles() if any(note.startswith("agency_fte") for note in profile.estimated)]
    assert sorted(profile.name for profile in unpublished) == ["Kensington and Chelsea", "Westminster"]
    assert total("agency_fte") - england("agency_fte") < sum(profile.agency_fte for profile in unpublished)


def test_children_looked_after_sum_to_england_with_and_without_asylum_seekers() -> None:
    assert total("cla_at_31_march") + total("uasc_at_31_march") == pytest.approx(
        england("children_count", breakdown="Children looked after on 31 March each year"), abs=40
    )
    assert total("uasc_started_per_year") == pytest.approx(UASC_STARTED[2025], rel=0.02)
    assert total("cla_started_per_year") == pytest.approx(25_320, rel=0.01)  # published, non-UASC starts 2025


def test_kents_transferred_asylum_seekers_are_not_counted_as_local_children() -> None:
    (kent,) = select("Kent")
    assert kent.uasc_started_per_year > 2_000
    assert 1.5 < kent.cla_at_31_march / kent.cla_started_per_year < 5.0, "years looked after, by Little's law"


SIGNED = ("reclassified_per_year", "caseload_away", "caseload_usually_away")
"""What comes into the count or falls out of it, and logarithms."""


@pytest.mark.parametrize("year", range(2019, 2026))
def test_no_figure_is_negative_infinite_or_absurd(year: int) -> None:
    for profile in profiles(year):
        for field in fields(AuthorityProfile):
            value = getattr(profile, field.name)
            if isinstance(value, int | float):
                assert math.isfinite(value), (profile.name, field.name)
                assert value >= 0 or field.name in SIGNED, (profile.name, field.name)
        assert abs(profile.reclassified_per_year) <= 0.25
        assert 0.02 <= profile.usual_vacancy_rate <= 0.5
        assert 0 < profile.turnover_standard_error < 1
        assert 0 < profile.starters_standard_error < 1
        assert max(abs(profile.caseload_away), abs(profile.caseload_usually_away)) < 2
        assert profile.inpost_fte >= 1
        assert profile.case_holders_fte > 0
        assert profile.cases > 0
        assert len(profile.roles_fte) == len(ROLES)
        assert min(*profile.roles_fte, *profile.roles_headcount) >= 0
        assert sum(profile.roles_fte) == pytest.approx(profile.inpost_fte)
        assert sum(profile.roles_headcount) == profile.inpost_headcount
        assert 0.02 < profile.turnover_per_year < 0.4
        assert 0.0 < profile.absence_rate < 0.2
        assert profile.no_further_action_share + profile.not_in_need_share < 1
        assert 0 < profile.rereferral_share < 0.6
        assert profile.cla_started_per_year > 0
        assert profile.starters_fte_per_year > 0


def test_shares_of_england_starters_sum_to_one() -> None:
    assert total("share_of_england_starters") == pytest.approx(1.0)


def test_two_authorities_without_a_return_keep_their_latest_one_and_say_so() -> None:
    for name in ("Kensington and Chelsea", "Westminster"):
        (profile,) = select(name)
        assert profile.estimated[0] == ("workforce: the whole return carried forward from 2024 because 2025 is x (unavailable)")
        assert profile.census_year == 2025


def test_agency_workers_that_round_to_nought_are_nought_and_as_published() -> None:
    (sunderland,) = select("Sunderland")
    assert (sunderland.agency_fte, sunderland.agency_headcount, sunderland.estimated_without_care) == (0.0, 1, ())


def test_every_substitute_is_told() -> None:
    told = {profile.name for profile in profiles() if profile.estimated_without_care}
    assert told == {"City of London", "Rutland", "Kensington and Chelsea", "Westminster"}
    (city,) = select("City of London")
    assert "cpp_at_31_march: taken as 3, the middle of 1 to 5, because 2025 is c (suppressed)" in city.estimated


def test_an_earlier_census_knows_the_councils_of_its_time() -> None:
    names = {profile.name for profile in profiles(2022)}
    assert "Cumbria" in names
    assert "Cumberland" not in names
    assert "Cumberland" in {profile.name for profile in profiles(2023)}


def test_a_census_that_is_not_published_is_refused() -> None:
    for year in (2016, 2018, 2031):
        with pytest.raises(UserError, match=f"no figures for the census of {year}"):
            profiles(year)
