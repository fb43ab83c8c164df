"""The results folder: whole or not at all, and never at the cost of what was there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import polars as pl
import pytest

from workforce_sim.errors import UserError
from workforce_sim.records.store import claimed, read_results

pytestmark = pytest.mark.unit

TABLE = pl.DataFrame({"time_period": [2026, 2027], "inpost_fte": [1.0, 2.0]})
OURS = {"program": "workforce_sim", "seed": 1}


def save(path: Path, seed: int = 1, *, force: bool = False) -> None:
    with claimed(path, force=force) as folder:
        folder.write_table("annual_return", TABLE)
        folder.write_summary(TABLE)
        folder.keep({**OURS, "seed": seed})


def names_in(path: Path) -> list[str]:
    return sorted(found.name for found in path.rglob("*"))


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    save(tmp_path / "results" / "baseline")
    results = read_results(tmp_path / "results" / "baseline")
    assert results.table("annual_return").equals(TABLE)
    assert results.summary.equals(TABLE)
    assert results.manifest["seed"] == 1
    assert names_in(tmp_path) == ["annual_return.parquet", "baseline", "manifest.json", "results", "summary.csv"]


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    save(tmp_path / "a")
    save(tmp_path / "b")
    for name in ("annual_return.parquet", "summary.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_error_on_the_way_leaves_nothing_behind(tmp_path: Path, error: type[BaseException]) -> None:
    def stop_half_way() -> None:
        with claimed(tmp_path / "deep" / "baseline", force=False) as folder:
            folder.write_table("annual_return", TABLE)
            raise error

    with pytest.raises(error):
        stop_half_way()
    assert names_in(tmp_path) == []


def test_a_folder_that_exists_is_refused_before_the_work_begins(tmp_path: Path) -> None:
    save(tmp_path / "baseline")
    with pytest.raises(UserError, match="exists; choose another folder with --out, or replace it with --force"):
        save(tmp_path / "baseline", seed=2)
    assert read_results(tmp_path / "baseline").manifest["seed"] == 1


def test_force_replaces_results_and_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "baseline").mkdir()
    save(tmp_path / "baseline", force=True)
    (tmp_path / "baseline" / "old.txt").write_text("from before", encoding="utf-8")
    save(tmp_path / "baseline", seed=2, force=True)
    assert read_results(tmp_path / "baseline").manifest["seed"] == 2
    assert names_in(tmp_path) == ["annual_return.parquet", "baseline", "manifest.json", "summary.csv"]


def test_an_error_while_replacing_keeps_the_old_results(tmp_path: Path) -> None:
    save(tmp_path / "baseline")
    with pytest.raises(RuntimeError), claimed(tmp_path / "baseline", force=True):
        raise RuntimeError
    assert read_results(tmp_path / "baseline").manifest["seed"] == 1


@pytest.mark.parametrize("manifest", [None, "{}", "not json", '{"program": "another"}', "[]"])
def test_force_does_not_replace_what_is_not_ours(tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(UserError, match="holds files that are not results of workforce_sim"):
        save(tmp_path, force=True)
    assert (tmp_path / "thesis.txt").exists()


def test_a_file_in_the_place_of_the_folder_is_refused_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "baseline").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="is not a folder"):
        save(tmp_path / "baseline", force=True)


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        save(tmp_path / "file" / "baseline")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_folder_without_permission_is_refused_before_the_work_begins(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    began = False
    try:
        with pytest.raises(UserError, match="cannot be written"), claimed(tmp_path / "baseline", force=False):
            began = True
    finally:
        tmp_path.chmod(0o700)
    assert not began


def test_a_name_too_long_for_the_disk_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        save(tmp_path / ("n" * 300))


def test_a_folder_that_holds_no_results_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a results folder"):
        read_results(tmp_path / "nowhere")


def test_an_unknown_table_is_named_with_the_nearest(tmp_path: Path) -> None:
    save(tmp_path / "baseline")
    with pytest.raises(UserError, match="annual_returns is not a table of results; did you mean annual_return"):
        read_results(tmp_path / "baseline").table("annual_returns")


def test_the_manifest_is_plain_json(tmp_path: Path) -> None:
    save(tmp_path / "baseline")
    assert json.loads((tmp_path / "baseline" / "manifest.json").read_text(encoding="utf-8")) == OURS
