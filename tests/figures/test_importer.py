"""The importer reads excerpts of the published files, and refuses every way in which a file can be wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from workforce_sim.errors import UserError
from workforce_sim.figures.importer import COLUMNS, build_table, import_figures
from workforce_sim.figures.published_table import frame
from workforce_sim.figures.sources import FILES

pytestmark = pytest.mark.unit

EXCERPTS = Path(__file__).with_name("excerpts")
WORKFORCE = "csww_indicators_2019_to_2025.csv"
LOOKED_AFTER = "cla_number_and_rate_per_10k_children.csv"
KINGSTON_AND_RICHMOND = "E09000021 / E09000027"
NORTHAMPTONSHIRE = "E06000061 / E06000062"


@pytest.fixture(scope="module")
def table() -> pl.DataFrame:
    """The table made from the excerpts, ten authorities exactly as published."""
    return build_table(EXCERPTS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the excerpts that a test may spoil."""
    return Path(shutil.copytree(EXCERPTS, tmp_path / "published"))


def figure(table: pl.DataFrame, code: str, measure: str, year: int, breakdown: str = "") -> tuple[float | None, str]:
    """Look one figure up: value and symbol."""
    rows = table.filter(
        (pl.col("new_la_code") == code)
        & (pl.col("measure") == measure)
        & (pl.col("year") == year)
        & (pl.col("breakdown") == breakdown)
    )
    assert rows.height == 1, f"{measure} of {code} in {year} is there {rows.height} times"
    return rows["value"][0], rows["symbol"][0]


def spoil(folder: Path, name: str, change: Callable[[str], str]) -> None:
    """Rewrite a file of the folder."""
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def refusal(folder: Path, out: Path) -> str:
    """Import, expect a refusal that writes nothing, and give its words."""
    with pytest.raises(UserError) as refused:
        import_figures(folder, out)
    assert not list(out.parent.glob("*figures*")), "a refused import left a file behind"
    return str(refused.value)


def test_every_figure_has_its_source_and_year_beside_it(table: pl.DataFrame) -> None:
    assert tuple(table.columns) == COLUMNS
    assert table["source"].str.contains("Open Government Licence v3.0").all()
    assert table["year"].is_between(2019, 2025).all()
    assert table.filter(pl.col("value").is_null() & (pl.col("symbol") == "")).is_empty()


def test_low_is_read_as_zero_and_other_symbols_as_missing_with_the_symbol_kept(table: pl.DataFrame) -> None:
    assert figure(table, "E08000024", "agency_fte", 2025) == (0.0, "low")
    assert figure(table, "E09000020", "inpost_fte", 2025) == (None, "x")
    assert figure(table, "E09000020", "agency_fte", 2024) == (None, "u")


def test_codes_written_as_negative_numbers_are_symbols(table: pl.DataFrame) -> None:
    assert figure(table, "E06000053", "children", 2025, "Age on ceasing: 18 years and over") == (None, "z")
    assert table.filter(pl.col("value") < 0).is_empty()


def test_councils_that_return_together_are_one_authority_in_every_file(table: pl.DataFrame) -> None:
    # Kingston 1,597 and Richmond 1,434 referrals in 2025, as published apart.
    referrals = [
        float(line.split(",")[11])
        for line in (EXCERPTS / "c1_children_in_need_referrals_and_rereferrals_2021_to_2025.csv")
        .read_text()
        .splitlines()
        if line.startswith("2025") and ("E09000021" in line or "E09000027" in line)
    ]
    assert len(referrals) == 2
    assert figure(table, KINGSTON_AND_RICHMOND, "referral_count", 2025) == (sum(referrals), "")
    assert figure(table, KINGSTON_AND_RICHMOND, "inpost_fte", 2025) == (137.4, "")
    assert "E09000021" not in table["new_la_code"].to_list()


def test_northamptonshire_is_the_beginning_of_the_two_councils_that_replaced_it(table: pl.DataFrame) -> None:
    assert figure(table, NORTHAMPTONSHIRE, "inpost_fte", 2019) == (316.0, "")
    assert figure(table, NORTHAMPTONSHIRE, "inpost_fte", 2025) == (421.5, "")
    published = table.filter((pl.col("new_la_code") == NORTHAMPTONSHIRE) & (pl.col("year") == 2019))
    assert set(published["published_la_code"]) == {"E10000021"}


def test_a_member_that_did_not_exist_adds_nothing_to_a_joint_return(table: pl.DataFrame) -> None:
    value, symbol = figure(
        table, NORTHAMPTONSHIRE, "children_count", 2025, "Children looked after on 31 March each year"
    )
    assert (value, symbol) == (1170.0, ""), "Northamptonshire itself is published as z after 2021"


def test_a_renamed_council_has_one_history_under_its_newest_code(table: pl.DataFrame) -> None:
    years = table.filter((pl.col("new_la_code") == "E08000038") & (pl.col("measure") == "cases"))["year"]
    assert sorted(years) == list(range(2019, 2026))


def test_two_imports_give_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    import_figures(EXCERPTS, tmp_path / "one.parquet")
    import_figures(EXCERPTS, tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_the_packaged_table_agrees_with_the_excerpts(table: pl.DataFrame) -> None:
    key = ["year", "geographic_level", "region_name", "new_la_code", "measure", "breakdown"]
    both = table.join(frame(), on=key, how="inner", suffix="_packaged")
    same = both.filter(
        pl.col("value").eq_missing(pl.col("value_packaged")) & (pl.col("symbol") == pl.col("symbol_packaged"))
    )
    assert both.height == table.height
    assert same.height == table.height


def test_a_byte_order_mark_is_not_part_of_the_first_column() -> None:
    assert (EXCERPTS / LOOKED_AFTER).read_bytes().startswith(b"\xef\xbb\xbf")


def test_columns_may_come_in_any_order(folder: Path, table: pl.DataFrame) -> None:
    def reverse(text: str) -> str:
        return "".join(",".join(reversed(line.split(","))) + "\n" for line in text.splitlines())

    spoil(folder, WORKFORCE, reverse)
    assert build_table(folder).equals(table)


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.pattern)
def test_a_missing_file_is_refused_by_name(folder: Path, tmp_path: Path, source: object) -> None:
    pattern = source.pattern  # type: ignore[attr-defined]
    next(folder.glob(pattern)).unlink()
    assert f"{pattern} is missing" in refusal(folder, tmp_path / "figures.parquet")


def test_a_missing_column_is_refused_with_its_name(folder: Path, tmp_path: Path) -> None:
    spoil(folder, WORKFORCE, lambda text: text.replace("vacancy_fte", "vacancies", 1))
    assert "row 1: column vacancy_fte is missing" in refusal(folder, tmp_path / "figures.parquet")


@pytest.mark.parametrize("wrong", ["about 12", "", "nan", "inf", "1e5", "-3", "1,2", "y"])
def test_a_cell_that_is_no_number_and_no_symbol_is_refused_with_row_and_column(
    folder: Path, tmp_path: Path, wrong: str
) -> None:
    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        cells = lines[4].split(",")
        cells[10] = f'"{wrong}"'
        lines[4] = ",".join(cells)
        return "".join(lines)

    spoil(folder, WORKFORCE, change)
    words = refusal(folder, tmp_path / "figures.parquet")
    assert f"{WORKFORCE}: row 5: column inpost_fte is " in words


def test_a_row_that_stops_early_is_refused_at_the_column_where_it_stops(folder: Path, tmp_path: Path) -> None:
    def change(text: str) -> str:
        lines = text.splitlines()
        lines[6] = ",".join(lines[6].split(",")[:12])
        return "\n".join(lines) + "\n"

    spoil(folder, WORKFORCE, change)
    assert "row 7: column starters_fte is missing" in refusal(folder, tmp_path / "figures.parquet")


def test_a_file_cut_in_the_middle_of_a_number_is_refused(folder: Path, tmp_path: Path) -> None:
    spoil(folder, WORKFORCE, lambda text: text[:-2])
    assert "cut short" in refusal(folder, tmp_path / "figures.parquet")


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.pattern)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_cut_at_the_end_of_a_row_is_refused(folder: Path, tmp_path: Path, source: object, rows: int) -> None:
    name = next(folder.glob(source.pattern)).name  # type: ignore[attr-defined]
    spoil(folder, name, lambda text: "".join(text.splitlines(keepends=True)[:-rows]))
    assert "cut short" in refusal(folder, tmp_path / "figures.parquet")


def test_a_figure_given_twice_is_refused(folder: Path, tmp_path: Path) -> None:
    spoil(folder, WORKFORCE, lambda text: text + text.splitlines(keepends=True)[-1])
    assert "was already given in row" in refusal(folder, tmp_path / "figures.parquet")


def test_an_empty_file_and_a_file_that_is_not_text_are_refused(folder: Path, tmp_path: Path) -> None:
    spoil(folder, WORKFORCE, lambda _: "")
    assert "column time_period is missing" in refusal(folder, tmp_path / "figures.parquet")
    (folder / WORKFORCE).write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8 text" in refusal(folder, tmp_path / "figures.parquet")


def test_a_refused_import_leaves_the_table_that_was_there(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.parquet"
    out.write_bytes(b"what was there")
    spoil(folder, WORKFORCE, lambda text: text[:-2])
    with pytest.raises(UserError):
        import_figures(folder, out)
    assert out.read_bytes() == b"what was there"


def test_a_table_that_cannot_be_written_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        import_figures(EXCERPTS, tmp_path)
    assert [path.name for path in tmp_path.parent.glob("*.unfinished")] == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a folder"):
        import_figures(tmp_path / "nowhere", tmp_path / "figures.parquet")
