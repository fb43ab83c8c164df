"""Whether two tables are the same to the bit."""

from __future__ import annotations

import polars as pl
import pytest

from workforce_sim.records.likeness import first_difference

pytestmark = pytest.mark.unit

TABLE = pl.DataFrame(
    {"la_name": ["Leeds", "York", None], "inpost_fte": [1.0, None, 0.0], "cases": [1, 2, 3], "met": [True, False, True]}
)


def in_post(*values: float | None) -> pl.DataFrame:
    return TABLE.with_columns(inpost_fte=pl.Series(values))


def said(then: pl.DataFrame, now: pl.DataFrame) -> str:
    return str(first_difference("table", then, now))


def test_a_table_is_identical_to_itself_made_again() -> None:
    assert first_difference("table", TABLE, TABLE.clone()) is None


def test_not_a_number_is_identical_to_itself() -> None:
    table = pl.DataFrame({"rate": [float("nan")]})
    assert first_difference("table", table, table.clone()) is None


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (in_post(1.0 + 2**-52, None, 0.0), "row 1 (la_name Leeds): then 1.0, now 1.0000000000000002"),
        (in_post(1.0, 0.0, 0.0), "inpost_fte differs first in row 2 (la_name York): then nothing, now 0.0"),
        (in_post(1.0, None, -0.0), "inpost_fte differs first in row 3: then 0.0, now -0.0"),
        (TABLE.with_columns(la_name=pl.Series(["Leeds", "York", "Hull"])), "differs first in row 3: then nothing, now 'Hull'"),
        (TABLE.with_columns(met=pl.Series([True, True, True])), "met differs first in row 2"),
        (TABLE.drop("cases"), "column cases is there no more"),
        (TABLE.with_columns(new=1), "column new is new"),
        (TABLE.select("cases", "la_name", "inpost_fte", "met"), "its columns are in another order"),
        (TABLE.head(2), "it had 3 rows and has 2"),
        (TABLE.with_columns(pl.col("cases").cast(pl.Int32)), "column cases was of kind Int64 and is of Int32"),
    ],
)
def test_the_first_difference_is_told_with_its_row_then_and_now(now: pl.DataFrame, text: str) -> None:
    assert text in said(TABLE, now)


def test_of_several_columns_the_one_whose_row_comes_first_is_told() -> None:
    now = TABLE.with_columns(inpost_fte=pl.Series([1.0, None, 9.0]), cases=pl.Series([1, 9, 3]))
    assert "cases differs first in row 2" in said(TABLE, now)
