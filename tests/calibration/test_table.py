"""The calibration table: one row a parameter and place, and everything that is made from it current."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

from workforce_sim.calibration.baseline import calibrated_parameters
from workforce_sim.calibration.england import SUPPLY_FOLLOWS_POSTS
from workforce_sim.calibration.levels import LEAVING_LASTS, STARTING_LASTS
from workforce_sim.calibration.newly_qualified import FTE_PER_STARTER
from workforce_sim.calibration.rows import LEVELS, Row, table
from workforce_sim.calibration.written import SHIPPED, SHIPPED_YEAR, as_frame
from workforce_sim.cli.calibrate_table import written, years
from workforce_sim.config.catalogue import parameters
from workforce_sim.errors import UserError
from workforce_sim.figures.areas import profiles
from workforce_sim.figures.geography import ENGLAND_CODE
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS
from workforce_sim.workforce.staffing import VACANT_POST_HOURS

pytestmark = pytest.mark.unit

PAGE = Path(__file__).resolve().parents[2] / "docs" / "calibration.md"
REFRESH = "workforce-sim calibrate --to 2025 --out workforce_sim/calibration/calibrated_2025.csv --force"


def test_the_table_that_comes_with_the_program_is_current() -> None:
    shipped, now = pl.read_csv(SHIPPED, schema=as_frame([]).schema), as_frame(table(SHIPPED_YEAR))
    hint = f"{SHIPPED.name} is not what the packaged figures say; if that is meant, write it again: {REFRESH}"
    numbers = ["estimate", "standard_error"]
    assert shipped.drop(numbers).equals(now.drop(numbers)), hint
    for name in numbers:
        were, are = shipped[name].fill_null(-1.0), now[name].fill_null(-1.0)
        assert were.to_list() == pytest.approx(are.to_list(), rel=1e-4, abs=1e-9), f"{name}: {hint}"


def test_every_calibrated_default_is_the_rounded_estimate() -> None:
    declared = parameters()
    stale = {
        name: (declared[name].default, value)
        for name, value in calibrated_parameters(2025).items()
        if not math.isclose(declared[name].default, value, rel_tol=1e-9)
    }
    assert not stale, (
        "these defaults in workforce_sim/config are not the estimates of 2025, as (default, estimate); put the estimate into "
        f"the declaration, then write the shipped table again ({REFRESH}): {stale}"
    )


def test_the_page_on_calibration_shows_the_estimates_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    stale = [line for row in table(SHIPPED_YEAR) if row.level == "England" and (line := line_of(row)) not in page]
    assert not stale, f"put these lines into {PAGE.name}:\n" + "\n".join(stale)


def line_of(row: Row) -> str:
    return f"| `{row.parameter}` | {written(row.estimate)} | {written(row.standard_error)} | {years(row)} |"


def test_errors_of_levels_take_swings_to_last_as_the_simulation_does() -> None:
    declared = parameters()
    assert declared["turnover.authority_year_persistence"].default == LEAVING_LASTS
    assert declared["labour_market.authority_year_persistence"].default == STARTING_LASTS


@pytest.mark.parametrize("year", [2019, 2022, 2025])
def test_there_is_one_row_for_each_parameter_and_place(year: int) -> None:
    rows = table(year)
    assert len({(row.parameter, row.code) for row in rows}) == len(rows)
    assert {row.level for row in rows} == set(LEVELS)
    assert {row.code for row in rows if row.level == "authority"} == {profile.code for profile in profiles(year)}
    assert all(math.isfinite(row.estimate) and row.unit and row.method for row in rows)
    assert all(row.standard_error is None or row.standard_error > 0.0 for row in rows)
    late = {row.parameter for row in rows if row.last_year > year}
    # 2019: where leavers go was first published for 2020, and the row says so (docs/calibration.md)
    assert late == ({"turnover.share_to_agency", "turnover.share_to_another_authority"} if year == 2019 else set())


def test_levels_of_authorities_are_those_that_the_simulation_starts_from() -> None:
    rows = {(row.parameter, row.code): row for row in table(2025)}
    as_posts_grew = rows["starters per post as posts grew", ENGLAND_CODE].estimate
    for profile in profiles(2025):
        leaving, starting = rows["leaving rate", profile.code], rows["starters per post", profile.code]
        assert leaving.estimate == profile.turnover_per_year
        assert leaving.standard_error is not None
        assert leaving.standard_error / leaving.estimate == pytest.approx(profile.turnover_standard_error)
        expected = starting.estimate * as_posts_grew * profile.establishment_fte
        assert profile.starters_fte_per_year == pytest.approx(expected)
        assert rows["absence rate", profile.code].estimate == profile.absence_rate
        assert rows["re-referral share", profile.code].estimate == profile.rereferral_share
        assert rows["repeat-plan share", profile.code].estimate == profile.cpp_subsequent_share
        assert rows["usual vacancy rate", profile.code].estimate == profile.usual_vacancy_rate


def test_englands_leaving_rate_is_the_published_one_of_five_years() -> None:
    # Children's social work workforce 2025, national row: leavers over the mean of both years' in post, by hand.
    in_post = {2020: 31_852.3, 2021: 32_502.0, 2022: 31_634.1, 2023: 33_119.1, 2024: 34_328.2, 2025: 36_186.3}
    leavers = {2021: 4_994.5, 2022: 5_422.0, 2023: 5_254.6, 2024: 4_728.7, 2025: 4_276.3}
    weights = dict(zip(leavers, (1 / 3, 1 / 2, 2 / 3, 5 / 6, 1.0), strict=True))
    stock = {year: (in_post[year - 1] + in_post[year]) / 2 for year in leavers}
    by_hand = sum(weights[y] * leavers[y] for y in leavers) / sum(weights[y] * stock[y] for y in leavers)
    (row,) = (row for row in table(2025) if row.parameter == "leaving rate" and row.level == "England")
    assert row.estimate == pytest.approx(by_hand, rel=0.005)  # councils without both censuses are left out of the stock


@pytest.mark.parametrize("year", [2018, 2026])
def test_a_year_that_cannot_be_calibrated_to_is_refused(year: int) -> None:
    with pytest.raises(UserError, match=f"no calibration to {year}: .*2019 to 2025"):
        table(year)


def test_what_the_calibration_takes_as_given_is_what_the_scenario_declares() -> None:
    declared = parameters()
    assert declared["labour_market.follows_posts"].default == SUPPLY_FOLLOWS_POSTS
    assert FTE_PER_STARTER == VACANT_POST_HOURS / FULL_TIME_HOURS
