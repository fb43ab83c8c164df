"""Exported pairs: they pass the check, follow the published file in its columns and symbols, and say what they leave out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from tests.report.conftest import call
from tests.report.small_run import SmallRun, small_run
from tests.report.sound_pair import changed
from workforce_sim.cli import main
from workforce_sim.figures.history import published
from workforce_sim.records.geography import SIMULATED, Area
from workforce_sim.report.open_data.censuses import published_lines
from workforce_sim.report.open_data.comparison import comparison_pair
from workforce_sim.report.open_data.files import STEMS, export_open_data, left_out
from workforce_sim.report.open_data.layout import COLUMNS, MEASURES, decimals, figure
from workforce_sim.report.open_data.projection import projection_pair
from workforce_sim.report.open_data.rules import FAIL
from workforce_sim.report.open_data.screening import screen
from workforce_sim.report.reported import reported

FolderOf = Callable[[str], Path]
PROJECTION, COMPARISON = STEMS["run"], STEMS["compare"]
WHOLE = {"inpost_headcount", "agency_headcount", "cases"}
KINGSTON = "Kingston upon Thames / Richmond upon Thames"
EXCERPT = Path(__file__).resolve().parents[1] / "figures" / "excerpts" / "csww_indicators_2019_to_2025.csv"
"""Rows of the department's own file as it was published, decimals and symbols included."""


def place_of(area: Area) -> dict[str, str | None]:
    """The labels of an area as tables of results have them."""
    return {name: getattr(area, name) for name in ("geographic_level", "region_code", "region_name", "new_la_code", "la_name")}


def with_summary(run: SmallRun, value: float = 12.34) -> SmallRun:
    """Give a run a summary of one projected year, the same value everywhere."""
    values = {"median": value, "lower_95": value - 1, "upper_95": value + 1}
    rows = [
        {**place_of(area), "time_period": run.start + 1, "measure": measure, **values}
        for area in run.areas
        for measure in MEASURES
    ]
    return SmallRun(run.scenario, stored=run.stored, given={"summary": pl.DataFrame(rows, infer_schema_length=None)})


def with_differences(run: SmallRun, *scenarios: str, measures: tuple[str, ...] = MEASURES) -> SmallRun:
    """Give a comparison its differences in one projected year, the same everywhere."""
    values = {"baseline": "as now", "baseline_mean": 12.0, "mean": 13.0, "difference": 1.0, "lower": 0.5, "upper": 1.5}
    rows = [
        {**place_of(area), "time_period": run.start + 1, "scenario": scenario, "measure": measure, **values}
        for scenario in scenarios
        for area in run.areas
        for measure in measures
    ]
    return SmallRun(run.scenario, stored=run.stored, given={"differences": pl.DataFrame(rows, infer_schema_length=None)})


@pytest.mark.system
def test_a_run_as_open_data_follows_the_published_censuses_in_the_same_columns(folder_of: FolderOf, tmp_path: Path) -> None:
    told = call("export", str(folder_of("run")), "--ees", "--out", str(tmp_path))
    assert [line.split(":")[0] for line in told.splitlines() if line.startswith("WARNING")] == []
    said = call("screen", str(tmp_path / f"{PROJECTION}.csv"))
    assert "passes: files, meta file, columns, words, time and place, filters, values." in said
    data = pl.read_csv(tmp_path / f"{PROJECTION}.csv", infer_schema=False)
    assert data.columns[: len(COLUMNS)] == EXCERPT.read_text(encoding="utf-8").split(",")[: len(COLUMNS)]
    assert set(data["time_identifier"]) == {"Reporting year"}
    assert data["time_period"].to_list() == [str(year) for year in range(2017, 2029)]
    assert data["series"].to_list() == ["Published"] * 9 + ["Projected"] * 3
    known = published("Local authority", "E06000017")
    for measure in MEASURES:
        if measure in known.columns:
            places = 0 if measure in WHOLE else 1
            pairs = zip(data[measure].to_list()[:9], known[measure].to_list(), strict=True)
            assert all(cell in ("z", "x", "low", "u", "c") or cell == f"{value:.{places}f}" for cell, value in pairs), measure
    assert set(data["inpost_fte_lower"].to_list()[:9]) == {"z"}


@pytest.mark.unit
@pytest.mark.parametrize("name", ["Sunderland", "Kensington and Chelsea", "Nottingham", KINGSTON])
def test_published_rows_have_the_figures_and_symbols_of_the_published_file(name: str) -> None:
    run = with_summary(small_run({}, areas=name))
    lines = {str(line["time_period"]): line for line in published_lines(run, run.table("summary"), "series")}
    excerpt = pl.read_csv(EXCERPT, infer_schema=False).filter(la_name=name)
    assert len(excerpt)
    for row in excerpt.iter_rows(named=True):
        for measure in MEASURES:
            told, wanted = str(lines[row["time_period"]][measure]), row[measure]
            same = told == wanted if not wanted.replace(".", "").isdigit() else float(told) == float(wanted)
            assert same, f"{row['time_period']} {measure}: published {wanted}, written {told}"


@pytest.mark.unit
def test_measures_have_the_decimals_that_they_are_published_with() -> None:
    excerpt = pl.read_csv(EXCERPT, infer_schema=False)
    for measure in MEASURES:
        longest = max(len(cell.partition(".")[2]) for cell in excerpt[measure])
        assert decimals(measure) == longest, measure


@pytest.mark.unit
@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (12.34, 1, "12.3"),
        (12.34, 0, "12"),
        (0.0, 1, "0.0"),
        (0.04, 1, "low"),
        (-0.04, 1, "low"),
        (0.4, 0, "low"),
        (None, 1, "x"),
        (float("nan"), 1, "x"),
        (float("inf"), 1, "x"),
    ],
)
def test_a_figure_is_written_with_its_decimals_or_as_the_symbol_for_it(value: float | None, places: int, written: str) -> None:
    assert figure(value, places) == written


@pytest.mark.unit
def test_england_whole_with_every_region_and_authority_passes_the_check() -> None:
    run = with_summary(small_run({}, areas="England"))
    pair = projection_pair(run, PROJECTION)
    found = screen(pair)
    assert [each.rule for each in found.findings] == []
    levels = pair.data.filter(series="Projected")["geographic_level"].value_counts()
    assert dict(levels.iter_rows()) == {"National": 1, "Regional": 11, "Local authority": len(run.profiles)}
    assert left_out(run) == []


@pytest.mark.unit
def test_a_joint_return_has_its_published_codes_and_history() -> None:
    pair = projection_pair(with_summary(small_run({}, areas=KINGSTON)), PROJECTION)
    assert screen(pair).has_passed
    assert set(pair.data["old_la_code"]) == {"314 / 318"}
    assert pair.data.height > 5


@pytest.mark.unit
def test_a_group_of_authorities_is_left_out_and_that_is_said() -> None:
    run = with_summary(small_run({}, areas=["Rutland", "Derby"]))
    pair = projection_pair(run, PROJECTION)
    assert set(pair.data["la_name"]) == {"Rutland", "Derby"}
    assert SIMULATED in {area.geographic_level for area in run.areas}
    assert left_out(run) == [
        "The 2 authorities simulated together are left out: they are no whole region and not England, "
        "and such a group has no published level"
    ]


@pytest.mark.unit
def test_an_export_says_what_it_leaves_out_and_leaves_nothing_unfinished(tmp_path: Path) -> None:
    exported = export_open_data(with_summary(small_run({}, areas=["Rutland", "Derby"])), tmp_path)
    assert len(exported.left_out) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{PROJECTION}.csv", f"{PROJECTION}.meta.csv"]
    assert '""' not in exported.files[0].read_text(encoding="utf-8")


@pytest.mark.system
def test_a_comparison_as_open_data_has_a_row_for_every_scenario(folder_of: FolderOf, tmp_path: Path) -> None:
    folder = folder_of("compare")
    told = call("export", str(folder), "--ees", "--out", str(tmp_path))
    assert [line.split(":")[0] for line in told.splitlines() if line.startswith("WARNING")] == []
    call("screen", str(tmp_path / f"{COMPARISON}.csv"))
    data = pl.read_csv(tmp_path / f"{COMPARISON}.csv", infer_schema=False)
    table = pl.read_parquet(folder / "differences.parquet")
    baseline, other = table["baseline"][0], table["scenario"][0]
    assert data.columns[: len(COLUMNS) + 1] == [*COLUMNS, "scenario"]
    assert data["scenario"].to_list() == ["Published"] * 9 + [baseline, other] * 3
    known = table.filter(measure="inpost_fte", time_period=2028).row(0, named=True)
    last = {row["scenario"]: row for row in data.filter(time_period="2028").iter_rows(named=True)}
    assert last[baseline]["inpost_fte"] == f"{known['baseline_mean']:.1f}"
    assert last[other]["inpost_fte"] == f"{known['mean']:.1f}"
    assert last[other]["difference_inpost_fte"] == f"{known['difference']:.2f}"
    assert last[other]["difference_inpost_fte_upper"] == f"{known['upper']:.2f}"
    assert {row["difference_inpost_fte"] for row in data.iter_rows(named=True) if row["scenario"] != other} == {"z"}
    meta = pl.read_csv(tmp_path / f"{COMPARISON}.meta.csv", infer_schema=False)
    assert meta["filter_default"][0] == baseline
    units = dict(zip(meta["col_name"], meta["indicator_unit"], strict=True))
    assert (units["vacancy_rate_fte"], units["difference_vacancy_rate_fte"]) == ("%", "pp")


@pytest.mark.unit
def test_a_comparison_of_several_scenarios_has_its_baseline_once_and_passes_the_check() -> None:
    pair = comparison_pair(with_differences(small_run({}, areas="East Midlands"), "more", "fewer"), COMPARISON)
    assert [each.rule for each in screen(pair).findings] == []
    here = pair.data.filter(la_name="Rutland", time_period="2026")
    assert here["scenario"].to_list() == ["as now", "more", "fewer"]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("scenario", "measure", "told"),
    [("more", "cin", "compares cin, none of which is published"), ("Published", "cases", "has a scenario called Published")],
)
def test_a_comparison_that_makes_no_pair_says_why(scenario: str, measure: str, told: str) -> None:
    with pytest.raises(Exception, match=told):
        comparison_pair(with_differences(small_run({}), scenario, measures=(measure,)), COMPARISON)


@pytest.mark.system
@pytest.mark.parametrize("kind", ["sweep", "stress", "solve", "sensitivity"])
def test_other_results_are_refused_in_one_line_and_leave_nothing_behind(kind: str, folder_of: FolderOf, tmp_path: Path) -> None:
    folder_of("run")
    told = CliRunner().invoke(main, ["export", str(folder_of(kind)), "--ees", "--out", str(tmp_path / "out")])
    assert told.exit_code == 2
    start = f"{folder_of(kind)} is a {kind}; --ees takes a run or a compare, whose years follow the published ones; "
    assert told.output.startswith(start)
    assert told.output.count("\n") == 1
    assert told.output[len(start) :].startswith(("did you mean small_", f"--csv and --xlsx take a {kind} too"))
    assert not (tmp_path / "out").exists()


@pytest.mark.system
def test_one_area_alone_is_for_a_workbook(folder_of: FolderOf) -> None:
    told = CliRunner().invoke(main, ["export", str(folder_of("run")), "--ees", "--area", "Rutland"])
    assert (told.exit_code, told.output.count("\n")) == (2, 1)
    assert told.output.startswith("--area is Rutland, and only a workbook is about one area")


@pytest.mark.system
def test_a_pair_that_fails_ends_with_2_and_says_rule_place_and_cure(folder_of: FolderOf, tmp_path: Path) -> None:
    pair = projection_pair(reported(folder_of("run")), "pair")
    (tmp_path / "pair.csv").write_text(changed(pair.data, "inpost_fte", "~", 3).write_csv(), encoding="utf-8")
    (tmp_path / "pair.meta.csv").write_text(pair.meta.write_csv(), encoding="utf-8")
    told = CliRunner().invoke(main, ["screen", str(tmp_path / "pair.csv")])
    assert told.exit_code == 2
    assert f'{FAIL} old symbols: line 5, inpost_fte is "~"; use z, x, c or low' in told.output
    for missing in ("nothing.csv", "pair.meta.csv", "pair.txt"):
        refused = CliRunner().invoke(main, ["screen", str(tmp_path / missing)])
        assert refused.exit_code == 2
        assert refused.output.count("\n") == 1
