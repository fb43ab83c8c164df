"""Caseloads, placements, spending, programme money and spread: each picture as the tables have it, and words that agree."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.report.small_run import RUTLAND, annual_return, small_run
from workforce_sim.config.cases import CASELOAD_EDGES_CASES
from workforce_sim.records.pounds import brief_pounds
from workforce_sim.records.tables import CASELOAD_BANDS, KINDS_OF_PLACEMENT
from workforce_sim.report.charts import CHARTS
from workforce_sim.report.charts.budget_lines import budget_lines
from workforce_sim.report.charts.caseload_bands import BANDS, caseload_bands, published_shares
from workforce_sim.report.charts.course import begins_at_zero, years_to_name
from workforce_sim.report.charts.headlines import headlines
from workforce_sim.report.charts.placements import placements
from workforce_sim.report.charts.spending import spending
from workforce_sim.report.charts.variance import variance
from workforce_sim.report.drawing import specification
from workforce_sim.report.futures import lines_hold, middle_and_range
from workforce_sim.report.numbers import LINES, between, written
from workforce_sim.report.picture import HALF, NARROW, WIDE, Picture

pytestmark = pytest.mark.unit


def only(made: list[Picture]) -> Picture:
    (picture,) = made
    return picture


def bands(replications: int = 4) -> pl.DataFrame:
    """Nobody in the lowest band; one replication has nobody with cases at all, as a very small authority may."""
    rows = [
        {**RUTLAND, "time_period": year, "replication": number, **dict(zip(CASELOAD_BANDS.names, fte, strict=True))}
        for year in (2025, 2026, 2027)
        for number in range(1, replications + 1)
        for fte in [(0.0,) * 6 if (year, number) == (2027, 1) else (0.0, 1.0, 2.0, 4.0, 2.0, 1.0)]
    ]
    return pl.DataFrame(rows)


def test_the_published_bands_are_those_of_the_department_whatever_a_scenario_assumes() -> None:
    assert published_shares() == pytest.approx([9.17, 11.17, 19.18, 28.22, 20.02, 12.24])
    assert len(BANDS) == len(CASELOAD_EDGES_CASES) - 1 == len(CASELOAD_BANDS.names)


def test_shares_of_bands_are_of_those_who_hold_cases() -> None:
    picture = caseload_bands(small_run({"caseload_bands": bands()}))
    assert "Rutland, simulated 2027: under 5 cases 0%; 5 to 10 10%; 10 to 15 20%; 15 to 20 40%; 20 to 25 20%" in picture.alt
    assert "England, published 2021: under 5 cases 9%" in picture.alt
    assert "published once" not in picture.alt
    assert "once and for England only" in picture.note


def test_a_range_needs_replications() -> None:
    assert middle_and_range(np.array([1.0, 2.0, 3.0])) == (2.0, None, None)
    middle, lower, upper = middle_and_range(np.arange(11.0))
    assert (middle, lower, upper) == (5.0, 1.0, 9.0)
    assert "too few" in lines_hold(3)
    assert lines_hold(20) == "Lines hold 80% of 20 replications."


def test_children_are_shown_by_every_kind_of_placement_at_the_start_and_the_end() -> None:
    counts = {kind: float(number) for number, kind in enumerate(KINDS_OF_PLACEMENT, 1)}
    picture = placements(small_run({"annual_return": annual_return(**counts)}))
    assert "fostered by kin 1, then 1" in picture.alt
    assert picture.alt.count(", then ") == len(KINDS_OF_PLACEMENT)


def costs(years: tuple[str, ...]) -> pl.DataFrame:
    """Every line costs £2 million, but recruitment nothing."""
    amounts = {line: 0.0 if line == "recruitment_gbp" else 2e6 for line in LINES} | {"total_gbp": 2e6 * (len(LINES) - 1)}
    return pl.DataFrame(
        [{**RUTLAND, "time_period": year, "measure": line, "mean": amount} for year in years for line, amount in amounts.items()]
    )


@pytest.mark.parametrize(("horizon_years", "expected"), [(1, []), (2, ["2026-27"]), (4, ["2026-27", "2027-28", "2028-29"])])
def test_only_whole_financial_years_are_told(horizon_years: int, expected: list[str]) -> None:
    assert list(small_run({}, horizon_years=horizon_years).scenario.calendar().whole_financial_years) == expected


def test_a_run_of_one_year_has_no_whole_financial_year_and_no_picture_of_spending() -> None:
    assert spending(small_run({"costs": costs(("2025-26", "2026-27"))}, horizon_years=1)) == []


def test_one_whole_year_is_one_bar_a_line_and_several_are_the_first_and_the_last() -> None:
    one = only(spending(small_run({"costs": costs(("2025-26", "2026-27", "2027-28"))})))
    assert one.title == "What is spent, Rutland, 2026-27"
    assert f"In all £{2 * (len(LINES) - 1)}.0 million in 2026-27." in one.alt
    years = ("2025-26", "2026-27", "2027-28", "2028-29", "2029-30")
    assert only(spending(small_run({"costs": costs(years)}, horizon_years=4))).title.endswith("2026-27 and 2028-29")


def test_a_line_on_which_nothing_is_spent_is_left_out() -> None:
    picture = only(spending(small_run({"costs": costs(("2025-26", "2026-27", "2027-28"))})))
    rows = specification(picture.draw(WIDE), WIDE)["data"]["values"]
    assert {row["row"] for row in rows} == set(LINES.values()) - {LINES["recruitment_gbp"]}


def test_what_is_spent_and_what_remains_of_a_line_make_the_line() -> None:
    lines = {"kinship": (9e6, 2e6), "all lines": (30e6, 21.5e6)}
    table = pl.DataFrame(
        [
            {"line": line, "time_period": year, "line_gbp": given, "remaining_gbp_median": left if year == "2027-28" else given}
            for line, (given, left) in lines.items()
            for year in ("2026-27", "2027-28")
        ]
    )
    picture = budget_lines(small_run({"budgets": table}))
    assert (
        "Kinship: £7.0 million spent, £2.0 million remains; All lines: £8.5 million spent, £21.5 million remains" in picture.alt
    )
    assert "2025-26 prices" in picture.note


def shares(share: float | None) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {**RUTLAND, "time_period": year, "measure": measure, "share_from_rates": share}
            for year in (2026, 2027)
            for measure in ("vacancy_rate_fte", "cla", "unallocated")
        ],
        schema_overrides={"share_from_rates": pl.Float64},
    )


def test_the_spread_is_told_in_shares_of_headline_measures_on_an_axis_to_the_whole() -> None:
    picture = only(variance(small_run({"variance": shares(0.25)}, replications=100)))
    assert "Vacancy rate 25%; Looked after 25%. The rest is chance." in picture.alt
    drawn = specification(picture.draw(WIDE), WIDE)
    assert drawn["layer"][1]["encoding"]["x"]["scale"]["domain"][1] >= 100.0


def test_the_spread_is_not_told_where_rates_are_not_drawn_or_replications_are_few() -> None:
    assert variance(small_run({"variance": shares(None)}, replications=100)) == []
    assert not CHARTS["variance"].is_given_by(small_run({"variance": shares(0.25)}, replications=20))
    assert CHARTS["variance"].is_given_by(small_run({"variance": shares(0.25)}, replications=100))


def test_every_headline_stands_in_one_group_and_what_hardly_happens_is_left_out() -> None:
    tables = {"annual_return": annual_return(caseload_fte=14.0, apprentices_headcount=1.0, cla=50.0)}
    made = {picture.name: picture for picture in headlines(small_run(tables))}
    assert {"headline_inpost_fte", "headline_caseload_fte", "headline_cla"} <= set(made)
    assert "headline_apprentices_headcount" not in made
    assert {picture.group for picture in made.values()} == {"headlines"}
    assert "Bands: 50%, 80% of them" in made["headline_cla"].note


@pytest.mark.parametrize(("first", "last"), [(2017, 2035), (2025, 2035), (2017, 2026), (2025, 2026), (2017, 2030)])
@pytest.mark.parametrize("width", [WIDE, HALF, NARROW])
def test_the_first_and_the_last_year_are_named_and_no_two_names_touch(first: int, last: int, width: int) -> None:
    named = years_to_name(first, last, width)
    assert (named[0], named[-1]) == (first, last)
    assert len(named) <= max(width / 60 + 1, 2)


def test_rates_and_flows_begin_at_nothing_and_stocks_where_they_move() -> None:
    measures = ("vacancy_rate_fte", "caseload_fte", "starters_fte", "cla_started", "inpost_fte", "cla")
    assert [begins_at_zero(measure) for measure in measures] == [True, True, True, True, False, False]


def test_people_are_counted_whole_and_a_range_has_its_unit_once() -> None:
    assert written(0.0, "apprentices_headcount") == "0 people"
    assert written(2.6, "apprentices_headcount") == "3 people"
    assert between(5.8, 8.0, "cla") == "6 and 8 children"
    assert written(57.0, "inpost_fte") == "57.0 FTE"
    assert [brief_pounds(value) for value in (2.34e6, -1.2e9, 22412.0)] == ["£2.3m", "-£1.20bn", "£22,400"]
    assert between(465.0, 561.0, "inpost_fte") == "465 and 561 FTE"
    assert between(8.0, 13.0, "vacancy_rate_fte") == "8.0% and 13.0%"
