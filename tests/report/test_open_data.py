"""The open-data pair: it passes the check, follows the published file, and every fault of a pair is caught by its rule."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from tests.report.conftest import call
from workforce_sim.cli import main
from workforce_sim.figures.history import published
from workforce_sim.report.open_data.projection import MEASURES, projection_pair
from workforce_sim.report.open_data.rules import AUTHORITY, FAIL, MANDATORY, META_COLUMNS, REGION, WARNING, Pair
from workforce_sim.report.open_data.screening import screen, screen_file
from workforce_sim.report.reported import reported

FolderOf = Callable[[str], Path]
Edit = Callable[[Pair], Pair]


PLACES = (
    ("National", ("", ""), ("", "", "")),
    ("Regional", ("E12000004", "East Midlands"), ("", "", "")),
    ("Local authority", ("E12000004", "East Midlands"), ("891", "E10000024", "Nottinghamshire")),
)


def sound() -> Pair:
    """A small pair that is right: England, a region and an authority, two years, two scenarios."""
    rows = []
    for year in ("2029", "2030"):
        for level, region, authority in PLACES:
            when_and_where = [year, "Reporting year", level, "E92000001", "England", *region, *authority]
            rows += [[*when_and_where, scenario, "37510.2", "z"] for scenario in ("Baseline", "Apprentices 500")]
    columns = [*MANDATORY, *REGION, *AUTHORITY, "scenario", "inpost_fte", "inpost_fte_lower"]
    meta_columns = [*META_COLUMNS, "filter_default"]
    meta = [
        ["scenario", "Filter", "Scenario", "", "", "", "Filter by scenario", "", "Baseline"],
        ["inpost_fte", "Indicator", "In post, FTE", "In post", "", "1", "", "", ""],
        ["inpost_fte_lower", "Indicator", "In post, FTE, lower", "In post", "", "1", "", "", ""],
    ]
    data = pl.DataFrame(rows, schema=columns, orient="row")
    return Pair("projection", data, pl.DataFrame(meta, schema=meta_columns, orient="row"))


def cell(column: str, value: str, row: int = 0) -> Edit:
    """Put a value into one cell of the data."""
    return lambda pair: Pair(pair.name, changed(pair.data, column, value, row), pair.meta)


def meta_cell(column: str, value: str, row: int = 0) -> Edit:
    """Put a value into one cell of the meta file."""
    return lambda pair: Pair(pair.name, pair.data, changed(pair.meta, column, value, row))


def whole(column: str, value: str) -> Edit:
    """Give a column of the data one value."""
    return lambda pair: Pair(pair.name, pair.data.with_columns(pl.lit(value).alias(column)), pair.meta)


def without(column: str) -> Edit:
    """Take a column out of the data."""
    return lambda pair: Pair(pair.name, pair.data.drop(column), pair.meta)


def renamed(old: str, new: str) -> Edit:
    """Call a column otherwise, in both files."""

    def edit(pair: Pair) -> Pair:
        meta = pair.meta.with_columns(pl.col("col_name").replace(old, new))
        return Pair(pair.name, pair.data.rename({old: new}), meta)

    return edit


def with_meta(edit: Callable[[pl.DataFrame], pl.DataFrame]) -> Edit:
    """Change the meta file as a whole."""
    return lambda pair: Pair(pair.name, pair.data, edit(pair.meta))


def more(meta: pl.DataFrame, number: int) -> pl.DataFrame:
    """One more indicator that the data does not have."""
    named = meta.tail(1).with_columns(pl.lit(f"measure_{number}").alias("col_name"))
    return named.with_columns(pl.lit(f"Measure {number}").alias("label"))


def changed(table: pl.DataFrame, column: str, value: str, row: int) -> pl.DataFrame:
    values = table[column].to_list()
    values[row] = value
    return table.with_columns(pl.Series(column, values))


FAULTS: list[tuple[str, Edit]] = [
    ("meta columns", with_meta(lambda meta: meta.drop("filter_hint"))),
    ("meta columns", with_meta(lambda meta: meta.with_columns(pl.lit("").alias("colour")))),
    ("meta names", meta_cell("col_name", "inpost_fte", 2)),
    ("labels", meta_cell("label", "", 1)),
    ("labels", meta_cell("label", "In post, FTE", 2)),
    ("col_type", meta_cell("col_type", "Measure", 1)),
    ("filter with indicator cells", meta_cell("indicator_unit", "%", 0)),
    ("indicator with filter cells", meta_cell("filter_hint", "Choose", 1)),
    ("indicator_unit", meta_cell("indicator_unit", "FTE", 1)),
    ("indicator_dp", meta_cell("indicator_dp", "one", 1)),
    ("meta of geography or time", meta_cell("col_name", "region_name", 0)),
    ("meta without data", meta_cell("col_name", "vacancy_fte", 2)),
    ("mandatory columns", without("time_identifier")),
    ("number of columns", with_meta(lambda meta: pl.concat([meta, *(more(meta, number) for number in range(9))]))),
    ("column names", renamed("inpost_fte", "inpost fte")),
    ("filter like geography", renamed("scenario", "local_scenario_name")),
    ("filter like geography", renamed("scenario", "id")),
    ("indicator like a filter", renamed("inpost_fte", "comparable_rate")),
    ("reserved names", renamed("inpost_fte", "chosen_route")),
    ("null words", cell("inpost_fte", "NULL")),
    ("null words", meta_cell("filter_hint", "na", 0)),
    ("time_period", cell("time_period", "203")),
    ("time_identifier", cell("time_identifier", "Census year")),
    ("one family of time", cell("time_identifier", "Calendar year")),
    ("period and identifier", cell("time_period", "202930")),
    ("consecutive years", lambda pair: whole("time_period", "202931")(whole("time_identifier", "Financial year")(pair))),
    ("geographic_level", cell("geographic_level", "national")),
    ("authority columns", without("old_la_code")),
    ("region columns", without("region_code")),
    ("country", cell("country_name", "Engand")),
    ("cells above the level", cell("region_name", "East Midlands", 0)),
    ("cells above the level", cell("la_name", "Nottinghamshire", 2)),
    ("region of a regional row", cell("region_code", "", 2)),
    ("authority of a local row", cell("new_la_code", "", 4)),
    ("region codes", cell("region_name", "East midlands", 2)),
    ("authority codes", cell("la_name", "Notts", 4)),
    ("totals in geography", cell("la_name", "Total", 4)),
    ("filter blanks", cell("scenario", "")),
    ("constant filter", whole("scenario", "Baseline")),
    ("filter spaces", cell("scenario", "Baseline ")),
    ("filter_default", meta_cell("filter_default", "Base", 0)),
    ("filter group", meta_cell("filter_grouping_column", "family", 0)),
    ("indicator blanks", cell("inpost_fte", "")),
    ("old symbols", cell("inpost_fte", "~")),
    ("indicator values", cell("inpost_fte", "many")),
    ("indicator values", cell("inpost_fte", "inf")),
    ("unique rows", cell("scenario", "Apprentices 500", 0)),
]
WARNED: list[tuple[str, Edit]] = [
    ("label length", meta_cell("label", "In post " * 12, 1)),
    ("indicator_dp", meta_cell("indicator_dp", "", 1)),
    ("column name style", renamed("inpost_fte", "inpostFTE")),
    ("column name length", renamed("inpost_fte", "in_post_" * 7)),
    ("doubtful words", cell("inpost_fte", "..")),
    ("default item", meta_cell("filter_default", "", 0)),
]


@pytest.mark.unit
def test_a_sound_pair_passes_without_a_word() -> None:
    found = screen(sound())
    assert found.has_passed
    assert list(found.findings) == []


@pytest.mark.unit
@pytest.mark.parametrize(("rule", "edit"), FAULTS, ids=[f"{number}-{rule}" for number, (rule, _) in enumerate(FAULTS)])
def test_a_fault_is_caught_by_its_rule_with_a_cure(rule: str, edit: Edit) -> None:
    found = screen(edit(sound()))
    assert rule in [failure.rule for failure in found.failures], [str(each) for each in found.findings]
    assert all(failure.where and failure.cure for failure in found.failures)


@pytest.mark.unit
@pytest.mark.parametrize(("rule", "edit"), WARNED, ids=[rule for rule, _ in WARNED])
def test_a_doubt_is_told_and_passes(rule: str, edit: Edit) -> None:
    found = screen(edit(sound()))
    assert [each.rule for each in found.findings if each.gravity == WARNING] == [rule]
    assert found.has_passed


@pytest.mark.unit
def test_the_check_stops_after_the_first_stage_that_fails() -> None:
    found = screen(cell("time_period", "20")(meta_cell("col_type", "Thing")(sound())))
    assert {failure.rule for failure in found.failures} == {"col_type"}
    assert list(found.passed) == ["files"]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("pro jection.csv", None, "file name"),
        ("projection.csv", b"\xff\xfe\x00", "encoding"),
        ("projection.csv", b"time_period,time_period\n1,2\n", "header"),
        ("projection.csv", b"a,b\n1,2,3\n", "rows"),
    ],
)
def test_files_that_cannot_be_taken_are_told(name: str, content: bytes | None, rule: str, tmp_path: Path) -> None:
    pair = sound()
    (tmp_path / name).write_bytes(pair.data.write_csv().encode() if content is None else content)
    (tmp_path / name.replace(".csv", ".meta.csv")).write_text(pair.meta.write_csv(), encoding="utf-8")
    assert [failure.rule for failure in screen_file(tmp_path / name).failures] == [rule]


@pytest.mark.unit
def test_a_pair_is_read_compressed_too(tmp_path: Path) -> None:
    pair = sound()
    (tmp_path / "projection.csv.gz").write_bytes(gzip.compress(pair.data.write_csv().encode()))
    (tmp_path / "projection.meta.csv").write_text(pair.meta.write_csv(), encoding="utf-8")
    assert screen_file(tmp_path / "projection.csv.gz").has_passed


@pytest.mark.system
def test_a_run_as_open_data_follows_the_published_censuses_in_the_same_columns(folder_of: FolderOf, tmp_path: Path) -> None:
    call("export", str(folder_of("run")), "--ees", "--out", str(tmp_path))
    said = call("screen", str(tmp_path / "small_run.csv"))
    assert "passes: files, meta file, columns, words, time and place, filters, values." in said
    data = pl.read_csv(tmp_path / "small_run.csv", infer_schema=False)
    assert data["time_period"].to_list() == [str(year) for year in range(2017, 2029)]
    assert data["series"].to_list() == ["Published"] * 9 + ["Projected"] * 3
    known = published("Local authority", "E06000017")
    for measure in MEASURES:
        if measure in known.columns:
            told = known[measure].to_list()
            wanted = ["x" if value is None else f"{value:.1f}" for value in told]
            assert data[measure].to_list()[:9] == wanted, measure
    assert set(data["inpost_fte_lower"].to_list()[:9]) == {"z"}


@pytest.mark.system
def test_what_is_no_run_is_no_open_data_and_leaves_nothing_behind(folder_of: FolderOf, tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["export", str(folder_of("sweep")), "--ees", "--out", str(tmp_path / "out")])
    assert told.exit_code == 2
    assert "open data is made of a run" in told.output
    assert not (tmp_path / "out").exists()


@pytest.mark.system
def test_a_pair_that_fails_ends_with_2_and_says_rule_place_and_cure(folder_of: FolderOf, tmp_path: Path) -> None:
    pair = projection_pair(reported(folder_of("run")), "pair")
    (tmp_path / "pair.csv").write_text(changed(pair.data, "inpost_fte", "~", 3).write_csv(), encoding="utf-8")
    (tmp_path / "pair.meta.csv").write_text(pair.meta.write_csv(), encoding="utf-8")
    told = CliRunner().invoke(main, ["screen", str(tmp_path / "pair.csv")])
    assert told.exit_code == 2
    assert f"{FAIL} old symbols: line 5, inpost_fte is \"~\"; use z, x, c or low" in told.output
    for missing in ("nothing.csv", "pair.meta.csv", "pair.txt"):
        refused = CliRunner().invoke(main, ["screen", str(tmp_path / missing)])
        assert refused.exit_code == 2
        assert refused.output.count("\n") == 1
