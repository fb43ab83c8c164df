"""A start in any year knows that year and earlier ones only, and what is not published before 2021 is told.

What is of a later year and says so is named in ``tests.figures.later_care``.
"""

from __future__ import annotations

import polars as pl
import pytest

from tests.figures.later_care import known_then, later_care
from workforce_sim.figures import assembly, before_2021
from workforce_sim.figures.areas import profiles, select
from workforce_sim.figures.assembly import assembled
from workforce_sim.figures.before_2021 import ENGLAND_LOOKED_AFTER
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.figures.published_table import Place, frame

pytestmark = pytest.mark.unit

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
CARE = (
    "cla_at_31_march",
    "cla_started_per_year",
    "uasc_at_31_march",
    "uasc_started_per_year",
    "ceased_at_18_per_year",
)


def corrupted(from_year: int) -> pl.DataFrame:
    """The packaged table with every figure from a year on made wrong: numbers, and symbols where numbers should be."""
    later = pl.col("year") >= from_year
    wrong = pl.when(pl.col("value").is_null()).then(1234.0).otherwise(7.0 * pl.col("value") + 11.0)
    return frame().with_columns(pl.when(later).then(wrong).otherwise(pl.col("value")).alias("value"))


def known(year: int, table: pl.DataFrame) -> tuple[list[AuthorityProfile], tuple[tuple[Place, str], ...]]:
    """Profiles made from a table without what says that it is of a later year, and who is left out."""
    made, left_out = assembled(year, table)
    return [known_then(profile) for profile in made], left_out


@pytest.mark.parametrize("year", YEARS)
def test_no_figure_of_a_later_year_is_used(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails when a rule looks ahead, as carrying back the figure of the year after did."""
    as_published = known(year, frame())
    for table in (assembly.UASC_STARTED, ENGLAND_LOOKED_AFTER):
        changed = {key: value if key <= year else None for key, value in table.items()}
        name = "UASC_STARTED" if table is assembly.UASC_STARTED else "ENGLAND_LOOKED_AFTER"
        monkeypatch.setattr(assembly, name, changed)
    assert known(year, corrupted(from_year=year + 1)) == as_published
    without = frame().filter((pl.col("year") <= year) | later_care(year))
    assert known(year, without) == as_published, "a later row is needed, if only to know that a place exists"


@pytest.mark.parametrize("year", YEARS)
def test_figures_of_the_census_year_itself_are_used(year: int) -> None:
    """The corruption above would be noticed."""
    wrong = {profile.code: profile.inpost_fte for profile in assembled(year, corrupted(from_year=year))[0]}
    assert all(wrong[profile.code] != profile.inpost_fte for profile in profiles(year))


@pytest.mark.parametrize("year", [*YEARS, 2025])
def test_nothing_is_carried_back(year: int) -> None:
    assert not [note for profile in profiles(year) for note in profile.estimated if "back" in note]


def test_englands_children_looked_after_are_the_published_totals_of_the_time() -> None:
    # DfE, Children looked after in England including adoption 2018 to 2019, and 2020: as first published.
    for year, looked_after, started in ((2019, 78_150, 31_680), (2020, 80_080, 30_970)):
        england = ENGLAND_LOOKED_AFTER[year]
        assert england.cla_at_31_march + england.uasc_at_31_march == looked_after
        assert england.cla_started_per_year + england.uasc_started_per_year == pytest.approx(started)


@pytest.mark.parametrize("year", [2019, 2020])
@pytest.mark.parametrize("name", CARE)
def test_authorities_shares_sum_to_england(year: int, name: str) -> None:
    # 2019 is 0.2% short: Dorset and its neighbour are estimated from the South West, their predecessors had more.
    total = sum(getattr(profile, name) for profile in profiles(year))
    assert total == pytest.approx(getattr(ENGLAND_LOOKED_AFTER[year], name), rel=0.003)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("inpost_fte", "inpost_fte"),
        ("inpost_headcount", "inpost_headcount"),
        ("vacancy_fte", "vacancy_fte"),
        ("agency_fte", "agency_fte"),
        ("agency_cover_fte", "agency_cover_fte"),
        ("case_holders_fte", "case_holders_fte"),
        ("cases", "cases"),
        ("referrals_per_year", "referral_count"),
        ("cin_at_31_march", "At31_episodes"),
        ("cpp_at_31_march", "CPP_At31"),
    ],
)
@pytest.mark.parametrize("year", [2019, 2020])
def test_authorities_sum_to_the_published_national_row(year: int, name: str, measure: str) -> None:
    national = (pl.col("geographic_level") == "National") & (pl.col("measure") == measure) & (pl.col("year") == year)
    published = frame().filter(national & (pl.col("breakdown") == ""))["value"].item()
    assert sum(getattr(profile, name) for profile in profiles(year)) == pytest.approx(published, rel=0.002)


def test_nottinghamshire_gets_its_share_by_children_in_need_without_a_plan() -> None:
    # Children in need 2020: 4,487 less plans for E10000024 and 389,260 less 51,510 for England.
    (profile,) = select("Nottinghamshire", 2020)
    share = (profile.cin_at_31_march - profile.cpp_at_31_march) / (389_260 - 51_510)
    assert profile.cla_at_31_march + profile.uasc_at_31_march == pytest.approx(share * 80_080)
    assert profile.ceased_at_18_per_year == pytest.approx(share * 11_220)


def test_every_estimate_before_2021_is_told_with_its_reason() -> None:
    for profile in profiles(2019):
        assert {note.partition(":")[0] for note in profile.estimated} >= set(CARE), profile.name
    (rutland,) = select("Rutland", 2020)
    assert rutland.estimated[2] == (
        "uasc_at_31_march: estimated from England's 5,070 (carried forward from 2019) by its share of children in need "
        "without a plan because 2020 is not given"
    )


def test_assumed_figures_say_so() -> None:
    (rutland,) = select("Rutland", 2019)
    assumed = {note.partition(":")[0] for note in rutland.estimated if "assumed" in note}
    assert assumed == {"cla_started_per_year", "uasc_started_per_year", "ceased_at_18_per_year"}
    assert 1.0 <= before_2021.UASC_YEARS_LOOKED_AFTER <= 2.0


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_councils_of_2019_and_2020_are_those_of_their_time(year: int) -> None:
    by_code = {profile.code: profile for profile in profiles(year)}
    assert len(by_code) == 150
    assert {"E10000006", "E06000058", "E06000059", "E06000060", "E06000061 / E06000062"} <= by_code.keys()
    assert not {"E06000028", "E06000029", "E10000009", "E06000063", "E06000064"} & by_code.keys()
    (northamptonshire,) = select("E10000021", year)  # as it was until 2021; its return is under the joint code
    assert northamptonshire.code == "E06000061 / E06000062"


def test_a_new_council_has_its_regions_rate_times_its_first_population() -> None:
    # Mid-2019, ONS: Dorset 66,931. Referrals to March 2019 and population of the South West are in the same year's rows.
    (dorset,) = select("Dorset", 2019)
    assert dorset.population_0_to_17 == 66_931
    assert "population_0_to_17: that of 2019, its first, because 2018 is not given" in dorset.estimated
    south_west = {
        measure: frame()
        .filter(
            (pl.col("region_code") == "E12000009")
            & (pl.col("geographic_level") == "Regional")
            & (pl.col("measure") == measure)
            & (pl.col("year") == 2019)
        )["value"]
        .item()
        for measure in ("referral_count", "population_estimate")
    }
    rate = south_west["referral_count"] / south_west["population_estimate"]
    assert dorset.referrals_per_year == pytest.approx(rate * 66_931)


def test_cumbrias_successors_begin_in_2023_with_the_north_wests_rates() -> None:
    for name in ("Cumberland", "Westmorland and Furness"):
        profile: AuthorityProfile = select(name, 2023)[0]
        told = [note for note in profile.estimated if "estimated from the rate of North West because 2023" in note]
        assert len(told) == 8, "referrals, need, plans and care: stocks and starts, and UASC"
        assert min(profile.population_0_to_17, profile.referrals_per_year, profile.cla_at_31_march) > 0
