"""``workforce-sim track`` as its user meets it; the replications are invented, for only the command is judged here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from tests.studies.invented import invent
from workforce_sim.cli import main
from workforce_sim.figures.actual import read_actual
from workforce_sim.figures.history import published
from workforce_sim.studies import replicate as replicate_module

pytestmark = pytest.mark.system

EXCERPT = Path(__file__).resolve().parents[1] / "figures" / "excerpts" / "csww_indicators_2019_to_2025.csv"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder, with replications that are invented."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(replicate_module, "the_model", lambda _: invent)
    return tmp_path


def projected(areas: str = "Nottinghamshire", start: int = 2022, replications: int = 40) -> str:
    Path("plan.yaml").write_text(f"areas: {areas}\nstart: {start}-09-30\nhorizon_years: 3\n", encoding="utf-8")
    words = ["run", "plan.yaml", "--replications", str(replications), "--jobs", "1", "--quiet"]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 0, told.output
    return "results/plan"


def track(*words: str) -> Result:
    return CliRunner().invoke(main, ["track", *words])


def said(told: Result) -> str:
    assert told.exit_code == 0, told.output
    return " ".join(told.output.split())


def refused(told: Result) -> str:
    assert told.exit_code == 2, told.output
    assert told.output.count("\n") == 1, "a refusal is one line"
    return told.output


def spoiled(change: Callable[[str], str]) -> str:
    Path("actual.csv").write_text(change(EXCERPT.read_text(encoding="utf-8")), encoding="utf-8")
    return "actual.csv"


def test_the_latest_census_is_shown_with_what_is_off_course_and_how_to_read_it() -> None:
    results = projected()
    made = set(Path().rglob("*"))
    told = said(track(results))
    assert "Nottinghamshire: the census of 2025 and what was projected from 2022" in told
    assert "2,687" in told  # cases published for 2025
    assert "Off course, higher than projected since 2023: in post FTE" in told  # invented: below 100, published 457.6
    assert "The ranges show chance, and rates no surer than the figures make them" in told
    assert "by luck alone, with 40 replications" in told
    assert "means little" not in told
    assert set(Path().rglob("*")) == made


def test_few_replications_are_said_to_mean_little_and_too_few_are_refused() -> None:
    assert "With 12 replications the 95% range means little" in said(track(projected(replications=12)))
    Path("results/plan/manifest.json").unlink()
    told = refused(track("results/plan"))
    assert "is not a results folder" in told


def test_a_handful_of_replications_is_refused() -> None:
    assert "has 9 replications, too few" in refused(track(projected(replications=9)))


def test_every_area_is_written_as_csv_and_never_over_another_file() -> None:
    results = projected("[Nottinghamshire, Derby]", replications=10)
    told = said(track(results, "--csv", "tracked.csv"))
    assert "All authorities simulated: the census of 2025" in told
    assert "Authorities off course in 2025" in told
    tracked = pl.read_csv("tracked.csv")
    assert tracked["la_name"].unique().drop_nulls().sort().to_list() == ["Derby", "Nottinghamshire"]
    assert tracked.height == 3 * 3 * 11
    assert "tracked.csv exists" in refused(track(results, "--csv", "tracked.csv"))
    assert "Every area: tracked.csv" in said(track(results, "--csv", "tracked.csv", "--force"))
    assert "nowhere/tracked.csv cannot be written" in refused(track(results, "--csv", "nowhere/tracked.csv"))
    assert "Derby: the census of 2025" in said(track(results, "--area", "derby"))
    assert "did you mean Derby?" in refused(track(results, "--area", "Derbi"))


def test_beside_a_region_stand_its_own_authorities_alone() -> None:
    results = projected("[East Midlands, London, Kent]", replications=10)
    assert " of 9, vacancy rate" in said(track(results, "--area", "East Midlands"))
    assert " of 30, vacancy rate" in said(track(results, "--area", "London"))
    told = said(track(results))  # Kensington and Chelsea, and Westminster, have no figure for 2025
    assert "All authorities simulated: the census of 2024" in told
    assert "Not compared with the census of 2025, although others are: a figure of one of its authorities is missing" in told


def test_a_file_as_published_says_the_same_as_the_packaged_figures() -> None:
    results = projected(start=2023)
    assert said(track(results, "--actual", str(EXCERPT))) == said(track(results))


def test_a_file_of_some_measures_and_places_is_enough() -> None:
    rows = pl.read_csv(EXCERPT, infer_schema=False).filter(pl.col("la_name") == "Nottinghamshire", time_period="2025")
    places = rows.columns[: rows.columns.index("inpost_fte")]
    rows.select(*places, "vacancy_fte").write_csv("own.csv")
    told = said(track(projected(), "--actual", "own.csv"))
    assert "1 figure compared, 0 of them outside" in told or "1 figure compared, 1 of them outside" in told
    assert "vacancies FTE" in told
    assert "Not compared, because no figure is published or projected for 2025: in post FTE" in told


def test_a_published_file_is_read_as_the_packaged_table_has_it() -> None:
    measures = ["inpost_fte", "cases", "vacancy_rate_fte"]
    read = read_actual(EXCERPT, measures)
    keys = ["time_period", "geographic_level", "region_code", "new_la_code"]
    packaged = published().select(*keys, *measures)
    beside = read.select(*keys, *measures).join(packaged, on=keys, how="inner", suffix="_packaged")
    assert beside.height == read.height > 50
    for name in measures:
        assert beside[name].equals(beside[f"{name}_packaged"], check_names=False), name


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("36186.3", "36186;3", 1), "row 2: column inpost_fte is '36186;3'"),
        (lambda text: text.replace("new_la_code", "la", 1), "row 1: column new_la_code is missing"),
        (lambda text: text.replace("2025,", "25,", 1), "row 2: column time_period is '25'"),
        (lambda text: text[:-9], "row 106: the last row has no end of line"),
        (lambda _: '"a,b\n1,2\n', "row 1: unexpected end of data"),
        (lambda _: "a,b\n1,2\n", "row 1: column inpost_fte is missing"),
    ],
)
def test_a_malformed_file_is_refused_with_row_and_column(change: Callable[[str], str], told: str) -> None:
    assert f"actual.csv: {told}" in refused(track(projected(replications=10), "--actual", spoiled(change)))


def test_a_file_that_is_not_there_is_refused() -> None:
    assert "none.csv: cannot be read" in refused(track(projected(replications=10), "--actual", "none.csv"))


def test_without_a_later_census_it_says_which_will_be_the_first() -> None:
    told = refused(track(projected(start=2025, replications=10)))
    assert "the last census is that of 2025" in told
    assert "is the census of 2026" in told


def test_what_is_no_run_is_refused() -> None:
    assert "does not exist" in refused(track("results/none"))
    results = Path(projected(replications=10))
    (results / "annual_return.parquet").write_bytes(b"no table")
    assert "annual_return.parquet cannot be read" in refused(track(str(results)))
