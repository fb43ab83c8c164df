"""``workforce-sim compare`` as its user meets it, with the model itself on a small authority and few years."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import polars as pl
import pytest
from click.testing import CliRunner, Result

from workforce_sim.cli import main
from workforce_sim.cli.compare import folder_name
from workforce_sim.records.headlines import HEADLINES, ON_REQUEST, Headline
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.report.comparison_words import price, turning
from workforce_sim.report.headlines import chosen_years
from workforce_sim.studies.comparison import Comparison, Difference

pytestmark = pytest.mark.system

TABLES = ("differences", "attribution", "costs", "attribution_costs")


@pytest.fixture(autouse=True)
def plan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Stand in a folder that holds one short scenario of a small authority."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text("areas: Rutland\nhorizon_years: 2\n", encoding="utf-8")
    return "plan.yaml"


def compare(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["compare", "--jobs", "1", *arguments])


def said_by(told: Result) -> str:
    return " ".join(told.output.split())


def test_a_scenario_compared_with_itself_says_no_difference_and_asks_for_the_change(plan: str) -> None:
    told = compare(plan, "--replications", "3")
    assert told.exit_code == 0, told.output
    assert "The scenarios are the same: exactly no difference, in any measure, year or area." in said_by(told)
    assert "Was --set forgotten?" in told.output
    rows = pl.read_parquet("results/compare_plan_with_no_change/differences.parquet")
    assert set(rows["difference"].drop_nulls()) == {0.0}
    assert set(rows["verdict"]) == {"exactly no difference", "not known"}


def test_two_files_of_the_same_values_are_the_same_without_a_question(plan: str, tmp_path: Path) -> None:
    (tmp_path / "copy.yaml").write_text(f"extends: {plan}\n", encoding="utf-8")
    told = compare(plan, "copy.yaml", "--replications", "2")
    assert "The scenarios are the same" in told.output
    assert "--set" not in told.output
    assert (tmp_path / "results" / "compare_plan_with_copy" / "manifest.json").exists()


def test_a_change_without_effect_is_not_taken_for_the_same_scenario(plan: str) -> None:
    told = compare(plan, "--set", "apprenticeship.intake={2030-09-01: 2}", "--replications", "2")
    assert "Exactly no difference, in any measure, year or area: what was changed has no effect here." in said_by(told)


def test_what_is_changed_is_shown_with_its_interval_and_stored(plan: str, tmp_path: Path) -> None:
    asked = (plan, "--set", "turnover.level=0.2", "--set", "apprenticeship.intake=2", "--replications", "6", "--out", "here")
    told = compare(*asked)
    assert told.exit_code == 0, told.output
    said = said_by(told)
    assert "Rutland, 30 September: plan with turnover.level 0.2 and apprenticeship.intake 2 against plan" in said
    assert "What each change contributed in 2027" in said
    assert "turnover.level alone" in said
    assert "together, beyond the sum" in said
    assert "Vacancy rate in 2027: " in said
    assert "24 simulated now" in said  # the two scenarios and each change alone
    assert "Results: here" in said
    assert {each.name for each in (tmp_path / "here").iterdir() if not each.name.startswith(".")} == {
        *(f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")),
        "manifest.json",
        "study.json",
    }
    manifest = json.loads((tmp_path / "here" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["study"] == "compare"
    assert manifest["replications"] == 24
    assert [each["turnover"]["level"] for each in manifest["asked"]["scenarios"]] == [1.0, 0.2]

    again = compare(*asked)
    assert "Finished before: nothing had to be simulated." in again.output
    assert again.output.splitlines()[:40] == told.output.splitlines()[:40]


def test_another_comparison_does_not_take_the_place_of_one(plan: str) -> None:
    compare(plan, "--replications", "2", "--out", "here", "--quiet")
    told = compare(plan, "--replications", "3", "--out", "here")
    assert told.exit_code == 2
    assert "holds another study: its replications is 2 and not 3" in told.output


def test_only_the_measures_asked_for_are_compared(plan: str) -> None:
    told = compare(plan, "--set", "turnover.level=0.2", "--replications", "2", "--measure", "leavers_fte", "--out", "here")
    assert "leavers_fte, FTE" in told.output
    assert "leavers_fte in 2027: " in told.output
    assert "Vacancy" not in told.output
    assert pl.read_csv("here/differences.csv")["measure"].unique().to_list() == ["leavers_fte"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "SCENARIO... is missing; see workforce-sim compare --help"),
        (("nowhere.yaml",), "nowhere.yaml: there is no such file"),
        (("plan.yaml", "--set", "turnover.levle=1"), "--set: turnover.levle is not a parameter; did you mean turnover.level?"),
        (("plan.yaml", "--set", "horizon_years=3"), "horizon_years of plan and of what it is compared with are 2 and 3; "),
        (("plan.yaml", "--measure", "inpost_ft"), "inpost_ft is not a measure; did you mean inpost_fte?"),
        (("plan.yaml", "--replications", "1"), "--replications is 1; it must be 2 or more, for one alone says nothing"),
        (("plan.yaml", "--seed", "-1"), "--seed is -1; it must be a whole number from 0 to 9007199254740992"),
        (("plan.yaml", "--replications", "many"), '--replications is "many"; it must be a whole number, 1 or more'),
    ],
)
def test_wrong_input_is_told_in_one_line_before_anything_is_made(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    told = compare(*arguments)
    assert told.exit_code == 2
    assert told.output.startswith(said)
    assert len(told.output.splitlines()) == 1
    assert not (tmp_path / "results").exists()


def test_folders_are_named_in_letters_digits_and_lines() -> None:
    assert folder_name(["a", "a with turnover.level 0.9"]) == "compare_a_with_turnover_level_0_9"
    assert folder_name(["St Helen's", "b", "c", "d"]) == "compare_St_Helen_s_with_b_and_c_and_1_more"


def test_first_middle_and_last_year_are_shown_and_all_of_few() -> None:
    assert chosen_years(range(2025, 2036)) == [2026, 2031, 2035]
    assert chosen_years(range(2025, 2030)) == [2026, 2027, 2028, 2029]


def caseload(*differences: float) -> list[Difference]:
    """Cases per FTE, by year from 2026, each sure to within 0.1 to either side."""
    return [
        Difference(
            "grown", "caseload_fte", "cases per FTE", year, "Rutland", 15.0, 15.0 + by, by, by - 0.1, by + 0.1, 0.05, 9.0,
            "no difference distinguishable" if abs(by) < 0.1 else "higher" if by > 0 else "lower", 50, 60,
        )
        for year, by in enumerate(differences, start=2026)
    ]  # fmt: skip


def test_it_is_said_when_it_gets_worse_before_it_gets_better() -> None:
    (headline,) = [each for each in HEADLINES if each.measure == "caseload_fte"]
    worse_first = "The first two years cost capacity: caseload 0.5 cases per FTE higher (0.4 to 0.6) in 2027; better from 2029."
    assert turning(headline, caseload(0.3, 0.5, 0.05, -0.4, -0.6)) == worse_first
    assert turning(headline, caseload(-0.3, 0.5)).startswith("The first year flatters: caseload 0.3 cases per FTE lower")
    one_year = "2027 costs capacity: caseload 0.4 cases per FTE higher (0.3 to 0.5); better from 2028."
    assert turning(headline, caseload(0.0, 0.4, -0.5)) == one_year
    assert turning(headline, caseload(0.0, -0.5, -0.6)) == ""
    assert turning(headline, caseload(0.12, -0.5)) == ""  # 2.4 standard errors: chance alone, of so many years looked at


def test_a_better_vacancy_rate_is_not_told_without_its_price() -> None:
    shown = [each for each in HEADLINES if each.measure in ("vacancy_rate_fte", "caseload_fte")]

    def found(vacancies: float, cases: float) -> Comparison:
        rows = {"vacancy_rate_fte": caseload(vacancies)[0], "caseload_fte": caseload(cases)[0]}
        return cast(Comparison, SimpleNamespace(years=[2025, 2026], difference=lambda measure, _, scenario: rows[measure]))  # noqa: ARG005

    assert price(found(-2.0, 0.5), "grown", shown) == "The price in 2026: caseload 0.5 cases per FTE higher (0.4 to 0.6)."
    assert price(found(-2.0, 0.05), "grown", shown) == ""
    assert price(found(2.0, 0.5), "grown", shown) == ""


def test_a_change_of_prices_alone_is_a_difference_in_spending(plan: str) -> None:
    told = compare(plan, "--set", "prices.agency_week=3600", "--replications", "3", "--out", "here")
    said = said_by(told)
    assert told.exit_code == 0, told.output
    assert "The scenarios are the same" not in said
    assert "Spending over all years, £ million, 2025-26 prices" in said
    rows = pl.read_parquet("here/costs.parquet")
    assert set(rows.filter(measure="agency_gbp")["verdict"]) <= {"higher", "no difference distinguishable"}
    assert set(rows.filter(measure="fostering_gbp")["difference"]) == {0.0}
    by_year = rows.filter(pl.col("measure").eq("agency_gbp") & pl.col("time_period").ne("all years"))
    whole = rows.filter(measure="agency_gbp", time_period="all years")["difference"].item()
    assert by_year["difference"].sum() == pytest.approx(whole)
    assert not [line for line in told.output.splitlines() if line.strip().startswith("Fostering")]


def test_what_is_gained_for_the_money_is_said_where_both_are_sure(plan: str) -> None:
    dear = ["--set", "turnover.level=0.3", "--set", "prices.agency_week=30000"]
    said = said_by(compare(plan, *dear, "--replications", "6"))
    assert "Over all years it costs £" in said
    assert "for each social-worker-year more in post (a ratio of means, no interval)." in said


@pytest.mark.parametrize("headline", [*HEADLINES, *ON_REQUEST], ids=lambda headline: headline.measure)
def test_what_people_call_a_measure_stands_with_its_unit(headline: Headline) -> None:
    column = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[headline.measure]]
    assert {"%": "per cent"}.get(headline.unit, headline.unit) == column.unit
