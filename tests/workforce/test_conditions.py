"""Conditions of each year against the laws they are drawn from, and who shares them with whom."""

from __future__ import annotations

import math
from dataclasses import astuple, fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from tests.conftest import Statistical
from tests.steady import STEADY, SWINGS, settled
from tests.workforce.small_authority import authority_of, published, scenario_with
from workforce_sim.config.catalogue import parameters
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.randomness.decisions import Decisions
from workforce_sim.randomness.draws import identity_key
from workforce_sim.records.tables import ANNUAL_RETURN, WORKFORCE_MONTH
from workforce_sim.replication import open_world, replicate
from workforce_sim.workforce.conditions import MOST_A_YEAR, Conditions, EnglandConditions, conditions_of, conditions_of_england

LOG_FACTORS = ("leaving", "candidates")


def england(values: dict[str, Any], years: int, replication: int = 0) -> EnglandConditions:
    return conditions_of_england(scenario_with(values), Decisions(1, replication), years)


def of_place(
    values: dict[str, Any], years: int, place: int = 0, replication: int = 0, profile: AuthorityProfile | None = None
) -> Conditions:
    """What the years bring to an authority without vacancies, agency workers or starters, unless another is given."""
    scenario, luck = scenario_with(values), Decisions(1, replication)
    key, here = identity_key("place", place), profile or authority_of(100)
    return conditions_of(here, scenario, luck, key, conditions_of_england(scenario, luck, years), agency_holding_share=1.0)


def drawn(
    values: dict[str, Any], name: str, places: int, years: int = 2, profile: AuthorityProfile | None = None
) -> NDArray[Any]:
    """One condition of many places with luck of their own, nothing else moving; shape (places, years)."""
    scenario, luck, here = scenario_with(STEADY | values), Decisions(1, 0), profile or authority_of(100)
    of_england = conditions_of_england(scenario, luck, years)
    return np.array(
        [
            getattr(conditions_of(here, scenario, luck, identity_key("place", place), of_england, 1.0), name)
            for place in range(places)
        ]
    )


@pytest.mark.unit
def test_without_swings_nothing_departs_from_the_usual() -> None:
    for name in ("Nottinghamshire", "Derby", "Rutland"):
        profile = settled(published(name)[0])
        found = of_place(STEADY, 5, profile=profile)
        assert found.leaving.tolist() == found.candidates.tolist() == [1.0] * 5
        assert found.growth.tolist() == found.reclassified.tolist() == [0.0] * 5
        assert found.agency_rate == pytest.approx([profile.agency_rate] * 6)
        assert found.cases_counted == pytest.approx([1.0] * 6)
        assert found.holders_counted == pytest.approx([1.0] * 6)


@pytest.mark.unit
def test_every_swing_there_is_can_be_switched_off_with_the_others() -> None:
    declared = [name for name, known in parameters().items() if name.endswith("_spread")]
    assert sorted(declared) == sorted(SWINGS), "a new swing needs its line in tests/steady.py"


@pytest.mark.statistical
@pytest.mark.parametrize("name", LOG_FACTORS)
@pytest.mark.parametrize("persistence", [0.0, 0.35, 0.8])
def test_an_authoritys_own_swings_are_an_autoregression_of_the_stated_spread_in_every_year(
    name: str, persistence: float, statistical: Statistical
) -> None:
    """Box and Jenkins (1970), section 3.2: the first drawn from the stationary law, so that every year is of that law."""
    spread, places, years = 0.25, 1500, 4
    section = {"leaving": "turnover", "candidates": "labour_market"}[name]
    values = {f"{section}.authority_year_spread": spread, f"{section}.authority_year_persistence": persistence}
    standing = (np.log(drawn(values, name, places, years)) + 0.5 * spread**2) / spread
    claim = statistical(f"swings of {name} are standard normal in every year", places, 1e-4)
    for year in range(years):
        claim.holds_at(stats.kstest(standing[:, year], "norm").pvalue)
    claim = statistical(f"swings of {name} a year apart correlate by the persistence (Fisher's z)", places, 1e-4)
    for year in range(years - 1):
        seen = math.atanh(float(np.corrcoef(standing[:, year], standing[:, year + 1])[0, 1]))
        claim.holds_within(seen, math.atanh(persistence), 1.0 / math.sqrt(places - 3))


@pytest.mark.statistical
@pytest.mark.parametrize("name", LOG_FACTORS)
def test_factors_have_mean_one(name: str, statistical: Statistical) -> None:
    spread, places = 0.3, 3000
    section = {"leaving": "turnover", "candidates": "labour_market"}[name]
    found = drawn({f"{section}.authority_year_spread": spread}, name, places, years=3)
    claim = statistical(f"{name} is a lognormal factor of mean 1", places, 1e-4)
    for year in range(3):
        claim.holds_within(float(found[:, year].mean()), 1.0, math.sqrt(math.expm1(spread**2) / places))


@pytest.mark.statistical
@pytest.mark.parametrize(
    ("section", "name", "freedom"), [("reclassification", "reclassified", 3), ("establishment", "growth", 4)]
)
def test_moves_with_large_steps_are_students_t_scaled_to_the_stated_standard_deviation(
    section: str, name: str, freedom: int, statistical: Statistical
) -> None:
    spread, places = 0.001, 2000  # so small that the bound on a year's move is never met
    found = drawn({f"{section}.authority_year_spread": spread}, name, places)
    scale = spread * math.sqrt((freedom - 2) / freedom)
    claim = statistical(f"{name} is Student's t with {freedom} degrees of freedom", places, 1e-4)
    for year in range(2):
        claim.holds_at(stats.kstest(found[:, year] / scale, stats.t(freedom).cdf).pvalue)


@pytest.mark.unit
def test_no_year_moves_posts_or_the_count_of_people_by_more_than_the_bound() -> None:
    wild = {"reclassification.authority_year_spread": 0.5, "establishment.authority_year_spread": 0.5}
    for name in ("reclassified", "growth"):
        found = drawn(wild, name, 300)
        assert np.abs(found).max() == MOST_A_YEAR


@pytest.mark.statistical
def test_englands_departure_wears_off_from_where_the_latest_year_stood(statistical: Statistical) -> None:
    level, persistence, spread, years, replications = 0.8, 0.5, 0.1, 4, 2000
    values = STEADY | {
        "turnover.latest_year_level": level,
        "turnover.national_persistence": persistence,
        "turnover.national_spread": spread,
    }
    scenario = scenario_with(values)
    found = np.array([conditions_of_england(scenario, Decisions(1, n), years).leaving for n in range(replications)])
    claim = statistical("England's leaving comes back by half a year, with the variance gathered meanwhile", replications, 1e-4)
    for year in range(years):
        expected = persistence ** (year + 1) * math.log(level)
        gathered = spread * math.sqrt(sum(persistence ** (2 * ago) for ago in range(year + 1)))
        claim.holds_at(stats.kstest((found[:, year] - expected) / gathered, "norm").pvalue)


@pytest.mark.statistical
def test_a_rate_drawn_from_its_standard_error_lasts_all_years_and_has_mean_one(statistical: Statistical) -> None:
    error, places = 0.12, 2000
    profile = replace(authority_of(100, turnover=0.15, starters=15.0), turnover_standard_error=error)
    found = drawn({"uncertainty": "chance+rates", "establishment.growth_standard_error": 0.0}, "leaving", places, 3, profile)
    assert (found == found[:, :1]).all()
    claim = statistical("the logarithm of the drawn rate is normal with its standard error", places, 1e-4)
    claim.holds_at(stats.kstest((np.log(found[:, 0]) + 0.5 * error**2) / error, "norm").pvalue)


@pytest.mark.property
@given(place=st.integers(0, 10_000), leaving=st.floats(0.0, 0.4), starting=st.floats(0.0, 0.4))
def test_whatever_rates_are_drawn_the_count_closes_as_the_figures_say(place: int, leaving: float, starting: float) -> None:
    """Starters less leavers and what is reclassified: of drawn rates as of published ones."""
    profile = replace(
        authority_of(100, turnover=0.15, starters=12.0),
        turnover_standard_error=leaving,
        starters_standard_error=starting,
        reclassified_per_year=0.02,
    )
    values = STEADY | {"uncertainty": "chance+rates", "reclassification.level": 1.0, "reclassification.standard_error": 0.0}
    found = of_place(values, 2, place, profile=profile)
    closing = 0.12 * found.candidates - 0.15 * found.leaving + found.reclassified
    bounded = np.abs(found.reclassified) == MOST_A_YEAR
    assert bounded.all() or closing == pytest.approx(0.12 - 0.15 + 0.02)


@pytest.mark.unit
@pytest.mark.parametrize(("persistence", "years"), [(0.9, 30), (0.5, 10), (1.0, 10)])
def test_agency_use_goes_back_to_the_usual_by_the_stated_part_a_year(persistence: float, years: int) -> None:
    values = STEADY | {"agency.authority_year_persistence": persistence, "agency.usual_rate": 0.13}
    for agency in (0, 5, 60):
        profile = authority_of(100, agency=agency)
        rates = of_place(values, years, profile=profile).agency_rate
        usual, now = math.asin(math.sqrt(0.13)), math.asin(math.sqrt(profile.agency_rate))
        expected = [math.sin(usual + (now - usual) * persistence**year) ** 2 for year in range(years + 1)]
        assert rates == pytest.approx(expected)


@pytest.mark.property
@given(place=st.integers(0, 10_000), agency=st.integers(0, 300))
def test_agency_rates_remain_rates_however_they_wander(place: int, agency: int) -> None:
    values = {"agency.authority_year_spread": 0.5, "agency.national_spread": 0.5}
    rates = of_place(values, 10, place, profile=authority_of(100, agency=agency)).agency_rate
    assert ((rates >= 0.0) & (rates < 1.0)).all()


@pytest.mark.unit
def test_the_start_census_counts_as_it_is_and_later_ones_as_they_do() -> None:
    for name in ("Nottinghamshire", "Rutland"):
        found = of_place({}, 5, profile=published(name)[0])
        for factors in (found.cases_counted, found.holders_counted):
            assert factors[0] == 1.0
            assert (factors > 0.0).all()
            assert len(set(factors.tolist())) == 6


@pytest.mark.unit
def test_an_authority_without_case_holders_or_with_agency_workers_alone_is_counted_in_finite_numbers() -> None:
    only_agency = replace(authority_of(100, agency=10), case_holders_fte=10.0)
    for profile in (replace(authority_of(100), case_holders_fte=0.0, cases=0), only_agency, authority_of(1)):
        found = of_place({"agency.authority_year_spread": 1.0}, 15, profile=profile)
        assert np.isfinite([found.cases_counted, found.holders_counted]).all()
        assert (found.holders_counted > 0.0).all()


@pytest.mark.system
def test_each_census_is_counted_by_the_factors_of_its_year_and_the_months_as_cases_are_held() -> None:
    scenario, rutland = scenario_with(years=3), published("Rutland")
    records = replicate(scenario, rutland, 1, 4).arrays
    conditions = open_world(scenario, rutland, Decisions(1, 4))[0][0].conditions
    for name, factors in (("cases", conditions.cases_counted), ("case_holders_fte", conditions.holders_counted)):
        by_september = records["workforce_month"][11::12, 0, WORKFORCE_MONTH.index[name]]
        assert records["annual_return"][1:, 0, ANNUAL_RETURN.index[name]] == pytest.approx(by_september * factors[1:])
    assert records["annual_return"][0, 0, ANNUAL_RETURN.index["cases"]] == rutland[0].cases


@pytest.mark.statistical
def test_the_caseload_goes_back_to_where_an_authority_usually_stands(statistical: Statistical) -> None:
    """Usually at England's, at the census 20% above: the next census forgets the census, by the law of a first-order
    autoregression, whose mean is 0 and whose variance is gathered from the lasting moves."""
    places, persistence, spread = 1500, 0.6, 0.05
    profile = replace(authority_of(100), caseload_away=0.2, caseload_usually_away=0.1)
    values = {"counting.caseload_persistence": persistence, "counting.caseload_lasting_spread": spread}
    cases, holders = (drawn(values, name, places, 3, profile) for name in ("cases_counted", "holders_counted"))
    away = 0.2 + np.log(cases / holders)
    claim = statistical("the mean caseload away from England's wears off by its persistence a year", places, 1e-4)
    for year in (1, 2, 3):
        gathered = spread * math.sqrt(sum(persistence ** (2 * ago) for ago in range(year)))
        claim.holds_within(float(away[:, year].mean()), 0.1 * persistence**year, gathered / math.sqrt(places))


@pytest.mark.unit
def test_cases_go_along_with_people_who_come_by_chance_as_far_as_is_said() -> None:
    """People without agency workers: those reclassified by chance are all that moves."""
    for share in (0.0, 0.5, 1.0):
        values = STEADY | {
            "reclassification.authority_year_spread": 0.05,
            "counting.cases_follow_staff": share,
            "counting.holders_follow_staff": share,
        }
        found = of_place(values, 4, place=3)
        grown = np.concatenate(([0.0], np.cumsum(found.reclassified)))
        assert np.log(found.cases_counted) == pytest.approx(share * grown)
        assert np.log(found.holders_counted) == pytest.approx((share - 1.0) * grown), "holders themselves have grown by all of it"


@pytest.mark.property
@given(place=st.integers(0, 10_000), replication=st.integers(0, 1000), years=st.integers(1, 9))
def test_a_longer_horizon_leaves_the_years_before_as_they_were(place: int, replication: int, years: int) -> None:
    profile = published("Nottinghamshire")[0]
    short, long = (of_place({}, horizon, place, replication, profile) for horizon in (years, 10))
    for name in (field.name for field in fields(Conditions)):
        kept = getattr(short, name)
        assert np.array_equal(kept, getattr(long, name)[: len(kept)]), name


@pytest.mark.unit
def test_an_authority_has_the_same_conditions_alone_in_its_region_and_in_england() -> None:
    scenario, luck = scenario_with(years=3), Decisions(1, 5)
    (alone,) = open_world(scenario, published("Rutland"), luck)[0]
    for area in ("East Midlands", "England"):
        among = next(each for each in open_world(scenario, published(area), luck)[0] if each.profile == alone.profile)
        for mine, theirs in zip(astuple(alone.conditions), astuple(among.conditions), strict=True):
            assert np.array_equal(mine, theirs)


@pytest.mark.unit
def test_scenarios_that_are_compared_share_every_condition_and_replications_none() -> None:
    policy = {"apprenticeship.intake": 12, "turnover.level": 0.9, "recruitment.advert_days": 10, "agency.cover_level": 0.5}
    before, after, other = (
        astuple(open_world(scenario_with(values, years=3), published("Rutland"), Decisions(1, number))[0][0].conditions)
        for values, number in (({}, 1), (policy, 1), ({}, 2))
    )
    for mine, theirs, others in zip(before, after, other, strict=True):
        assert np.array_equal(mine, theirs)
        assert not np.array_equal(mine, others)


@pytest.mark.unit
def test_national_swings_move_every_authority_alike() -> None:
    values = STEADY | {
        "turnover.national_spread": 0.1,
        "labour_market.national_spread": 0.1,
        "establishment.national_spread": 0.1,
    }
    one, other = (of_place(values, 4, place) for place in (1, 2))
    of_england = england(values, 4)
    assert np.array_equal(one.leaving, other.leaving)
    assert np.log(one.leaving) == pytest.approx(of_england.leaving)
    assert np.log(one.candidates) == pytest.approx(of_england.candidates)
    assert one.growth == pytest.approx(of_england.growth)
