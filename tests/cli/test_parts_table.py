"""What ``workforce-sim compare`` shows of a scenario that is put together from several files."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from workforce_sim.cli import main
from workforce_sim.cli.parts_table import _cell

pytestmark = pytest.mark.system

FILES = {
    "base.yaml": "areas: Rutland\nhorizon_years: 4\n",
    "stay.yaml": "extends: base.yaml\nname: staying\nturnover: {level: 0.2}\n",
    "grow.yaml": "extends: base.yaml\nname: growing\napprenticeship: {intake: 2, places_cap: 600}\n",
    "kin.yaml": "extends: base.yaml\nname: kin\nplacements: {kinship_level: {2026-01-01: 1.5}}\n",
    "whole.yaml": "extends: [stay.yaml, grow.yaml, kin.yaml]\n",
}
ASKED = ("base.yaml", "whole.yaml", "--set", "horizon_years=2", "--replications", "4")


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")


def compare(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["compare", "--jobs", "1", *arguments])


def test_every_part_is_shown_under_every_measure_with_the_interaction_last() -> None:
    told = compare(*ASKED, "--out", "here")
    assert told.exit_code == 0, told.output
    lines = [line.strip() for line in told.output.splitlines()]
    began = next(place for place, line in enumerate(lines) if "what each part of whole does alone" in line)
    of_parts = lines[began:]
    apprentices = next(place for place, line in enumerate(of_parts) if line.startswith("Apprentices, people"))
    names = [line.split()[0] for line in of_parts[apprentices + 1 : apprentices + 5]]
    assert names == ["staying", "growing", "kin", "interaction"]
    assert of_parts[apprentices + 3].split("  ", 1)[1].split() == ["exactly", "none"] * 2
    assert "What each part of whole costs over all years, £ million, 2025-26 prices" in told.output
    assert "2 scenarios, 8 replications; to take differences apart 3 more, 12 replications." in told.output
    assert "20 simulated now" in told.output

    rows = pl.read_parquet("here/attribution.parquet")
    assert rows["change"].unique(maintain_order=True).to_list() == ["staying", "growing", "kin", "interaction", "all changes"]
    costs = pl.read_parquet("here/attribution_costs.parquet").filter(measure="total_gbp")
    whole = costs.filter(change="all changes")["difference"].to_list()
    added = costs.filter(pl.col("change") != "all changes").group_by("time_period", "la_name", maintain_order=True)
    assert added.agg(pl.col("difference").sum())["difference"].to_list() == pytest.approx(whole, abs=1e-3)

    again = compare(*ASKED, "--out", "here")
    assert "Finished before: nothing had to be simulated." in again.output
    assert again.output.splitlines()[:40] == told.output.splitlines()[:40]
    reproduced = CliRunner().invoke(main, ["reproduce", "here", "--jobs", "1"])
    assert reproduced.exit_code == 0, reproduced.output


def test_only_the_years_asked_for_are_shown() -> None:
    told = compare(*ASKED, "--year", "2027")
    assert "2027" in told.output
    assert "2026  " not in told.output
    refused = compare(*ASKED, "--year", "2029")
    assert refused.exit_code == 2
    assert refused.output == "--year is 2029; it must be a year that is simulated, 2026 to 2027\n"


def test_it_is_said_beforehand_what_taking_apart_takes(tmp_path: Path) -> None:
    told = compare(*ASKED, "--dry-run")
    assert told.exit_code == 0, told.output
    assert "20 replications" in told.output
    assert "2 scenarios, 8 replications; to take differences apart 3 more, 12 replications." in told.output
    assert not (tmp_path / "results").exists()


def test_parts_that_disagree_are_one_line_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("extends: base.yaml\nturnover: {level: 0.3}\n", encoding="utf-8")
    (tmp_path / "whole.yaml").write_text("extends: [stay.yaml, other.yaml]\n", encoding="utf-8")
    told = compare(*ASKED)
    assert told.exit_code == 2
    said = "whole.yaml: turnover.level is 0.2 in stay.yaml and 0.3 in other.yaml; say here which of them it is\n"
    assert told.output == said


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (("higher", 12.04, 11.6, 12.4), "+12.0 (+11.6 to +12.4)"),
        (("lower", -12.0, -14.0, -10.0), "−12.0 (−14.0 to −10.0)"),
        (("no difference distinguishable", 0.0001, -0.0004, 0.0006), "unclear (−0.01 to +0.01)"),
        (("exactly no difference", 0.0, 0.0, 0.0), "exactly none"),
        (("not known", None, None, None), "not known"),
        (("higher", 123456.0, 123400.0, 123512.0), "+123,456\n(+123,400 to +123,512)"),
    ],
)
def test_a_cell_says_how_much_and_how_surely(row: tuple[str, float | None, float | None, float | None], cell: str) -> None:
    names = ("verdict", "difference", "lower", "upper")
    assert _cell(dict(zip(names, row, strict=True)), " ") == cell
