"""``workforce-sim backtest`` as its user meets it, with the model itself on a small authority."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from polars.testing import assert_frame_equal

from workforce_sim.cli import main
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.pieces import Outcome

pytestmark = pytest.mark.system

TABLES = ("bars", "scoreboard", "forecasts", "left_out")
SMALL = ("--areas", "Rutland", "--origins", "2022:2024", "--replications", "4")


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def backtest(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["backtest", "--jobs", "1", *arguments])


def said_by(told: Result) -> str:
    return " ".join(told.output.split())


def test_a_backtest_is_interrupted_resumed_shown_and_written_down(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = backtest(*SMALL, "--out", "whole", "--page", "validation.md")
    assert whole.exit_code == 0, whole.output
    said = said_by(whole)
    for words in (
        "turnover rate",
        "mean-reverting",
        "Bars, by years ahead",
        "not checked",
        "12 replications simulated",
        "Page: ",
    ):
        assert words in said, words
    manifest = json.loads((folder / "whole" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["study"], manifest["replications"], manifest["asked"]["origins"]) == ("backtest", 12, [2022, 2023, 2024])
    tables = {name: pl.read_parquet(folder / "whole" / f"{name}.parquet") for name in TABLES}
    assert tables["scoreboard"]["horizon"].drop_nulls().unique().sort().to_list() == [1, 2, 3]
    assert {name for table in tables.values() for name in table.columns} <= set(manifest["columns"])

    real = PieceStore.keep

    def keep(store: PieceStore, key: str, outcome: Outcome) -> None:
        real(store, key, outcome)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(PieceStore, "keep", keep)
        stopped = backtest(*SMALL, "--out", "stopped", "--quiet")
    assert stopped.exit_code == 1
    assert "run the same command again to go on" in stopped.output
    resumed = backtest(*SMALL, "--out", "stopped")
    assert resumed.exit_code == 0, resumed.output
    assert "8 replications simulated" in resumed.output, "the four that were kept are not simulated again"
    for name, table in tables.items():
        assert_frame_equal(table, pl.read_parquet(folder / "stopped" / f"{name}.parquet"))
    again = backtest(*SMALL, "--out", "whole", "--page", "validation.md")
    assert "Finished before; nothing had to be simulated" in said_by(again)


def test_the_page_says_what_was_done_and_is_the_only_kind_of_file_replaced(folder: Path) -> None:
    told = backtest(*SMALL[:4], "--replications", "2", "--quiet", "--page", "validation.md")
    assert (told.exit_code, told.output) == (0, "")
    page = (folder / "validation.md").read_text(encoding="utf-8")
    for words in ("Rutland was simulated 2 times", "## Bars", "## PIT", "## What is not scored", "Open Government Licence"):
        assert words in page, words
    assert "nan" not in page.replace("finance", "")
    assert str(folder) not in page
    (folder / "mine.md").write_text("my own notes", encoding="utf-8")
    refused = backtest(*SMALL, "--page", "mine.md")
    assert refused.exit_code == 2
    assert (folder / "mine.md").read_text(encoding="utf-8") == "my own notes"


def test_a_dry_run_says_what_it_would_take_and_simulates_nothing(folder: Path) -> None:
    told = backtest(*SMALL, "--dry-run")
    assert told.exit_code == 0, told.output
    assert "3 points, 12 replications" in told.output
    assert not (folder / "results").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--origins", "2016:2024"), "origins has 2016; it must be a census from 2019 to 2024"),
        (("--origins", "2025"), "origins has 2025; it must be a census from 2019 to 2024"),
        (("--origins", "2024:2022"), '--origins is "2024:2022"; the first year must not be after the last'),
        (("--origins", "lately"), '--origins is "lately"; it must be years such as 2019:2024 or 2021,2023'),
        (("--replications", "0"), "replications is 0; it must be 2 or more"),
        (("--replications", "few"), '--replications is "few"; it must be a whole number'),
        (("--seed", "-1"), "seed is -1; it must be 0 or more"),
        (("--areas", "Rutlnd"), "did you mean Rutland?"),
        (("--areas", "Cumberland"), "origin 2022: areas: 'Cumberland' is not"),
        (("--page", "nowhere/validation.md"), "--page nowhere/validation.md: there is no folder nowhere"),
        (("--origin", "2022"), "did you mean --origins?"),
    ],
)
def test_wrong_input_is_told_in_one_line_and_nothing_is_written(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    told = backtest("--origins", "2022:2024", *arguments)
    assert told.exit_code == 2, told.output
    assert said in told.output
    assert len(told.output.splitlines()) == 1
    assert not any(folder.iterdir())
