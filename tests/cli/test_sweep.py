"""``workforce-sim sweep`` as its user meets it: killed, resumed, on a cluster, and told what it cannot do."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from polars.testing import assert_frame_equal

from tests.studies.invented import invent, out_of_balance_in
from workforce_sim.cli import main
from workforce_sim.studies import crew as crew_module
from workforce_sim.studies import piece_store

pytestmark = pytest.mark.system

RUTLAND = "areas: Rutland\nhorizon_years: 2\n"
STUDY = """
study: sweep
scenario: rutland.yaml
vary:
  apprenticeship.intake: {values: [0, 1, 2, 3, 4, 5], from_date: 2025-10-01}
  turnover.level: [0.8, 0.9, 1.0, 1.1, 1.2]
replications: 10
measures: [vacancy_rate_fte, inpost_fte, starters_fte]
"""
PIECES = 6 * 5 * 2


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a folder with a small scenario and a study of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rutland.yaml").write_text(RUTLAND, encoding="utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Invent the replications, where only the command is judged."""
    monkeypatch.setattr(crew_module, "the_model", lambda _: invent)
    return monkeypatch


def sweep(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sweep", *arguments])


def test_spending_is_shown_in_whole_pounds_for_the_year_up_to_the_census(invented: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    two_measures = ("--measure", "agency_census_year_gbp", "--measure", "vacancy_rate_fte")
    told = sweep("study.yaml", "--jobs", "1", "--out", "out", *two_measures)
    assert told.exit_code == 0, told.output
    assert "agency_census_year_gbp, Rutland, year to 30 September 2027" in told.output
    assert "vacancy_rate_fte, Rutland, 30 September 2027" in told.output
    said = " ".join(told.output.split())
    assert re.search(r"agency_census_year_gbp is lowest, £\d{3} on average", said), said
    kept = pl.read_parquet("out/annual_return.parquet").filter(pl.col("time_period") > 2025)
    assert kept["agency_census_year_gbp"].null_count() == 0


def tables(out: Path) -> tuple[bytes, pl.DataFrame, bytes]:
    return (out / "points.csv").read_bytes(), pl.read_parquet(out / "annual_return.parquet"), (out / "summary.csv").read_bytes()


def assert_same(first: Path, second: Path) -> None:
    one, two = tables(first), tables(second)
    assert one[0] == two[0]
    assert one[2] == two[2]
    assert_frame_equal(one[1], two[1], check_exact=True)


def start(out: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "workforce_sim", "sweep", "study.yaml", "--out", out, *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def wait_for_pieces(out: Path, count: int) -> int:
    patience = time.monotonic() + 120.0
    while (done := len(list(out.glob("pieces/*/*.npz")))) < count and time.monotonic() < patience:
        time.sleep(0.01)
    return done


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_sweep_that_was_killed_goes_on_where_it_was(folder: Path) -> None:
    assert sweep("study.yaml", "--jobs", "1", "--out", "whole").exit_code == 0
    running = start("killed", "--jobs", "2")
    wait_for_pieces(folder / "killed", PIECES // 2)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate(timeout=30)
    kept = len(list((folder / "killed").glob("pieces/*/*.npz")))
    assert PIECES // 2 <= kept < PIECES, "the study was over before it could be killed"
    resumed = sweep("study.yaml", "--jobs", "2", "--out", "killed")
    assert resumed.exit_code == 0, resumed.output
    manifest = json.loads((folder / "killed" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["simulated_now"] == (PIECES - kept) * 5
    assert_same(folder / "whole", folder / "killed")
    assert {path.name for path in (folder / "killed").iterdir() if path.name != ".lock"} == {
        "annual_return.parquet",
        "manifest.json",
        "points.csv",
        "study.json",
        "summary.csv",
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_cluster_that_loses_a_worker_gives_the_same_tables(folder: Path) -> None:
    distributed = pytest.importorskip("distributed")
    assert sweep("study.yaml", "--jobs", "1", "--out", "whole").exit_code == 0
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        victim = cluster.workers[0].pid

        def kill_one() -> None:
            wait_for_pieces(folder / "cluster", 4)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill_one)
        killer.start()
        told = sweep("study.yaml", "--cluster", cluster.scheduler_address, "--out", "cluster")
        killer.join()
    assert told.exit_code == 0, told.output
    assert_same(folder / "whole", folder / "cluster")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for another process group")
def test_ctrl_c_keeps_what_had_finished_and_says_how_to_go_on(folder: Path) -> None:
    running = start("interrupted", "--jobs", "2")
    wait_for_pieces(folder / "interrupted", 8)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert b"Traceback" not in errors
    assert b"replications are kept in interrupted; run the same command again to go on" in errors
    assert not (folder / "interrupted" / "manifest.json").exists()


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(folder: Path) -> None:
    told = sweep("study.yaml", "--dry-run", "--jobs", "2", "--out", "dry")
    assert told.exit_code == 0, told.output
    assert "30 points, 300 replications" in told.output
    assert "seconds on 2 processes" in told.output
    assert "megabytes on the disk" in told.output
    assert not (folder / "dry").exists()


def test_a_finished_sweep_is_shown_again_without_simulating(invented: pytest.MonkeyPatch) -> None:
    assert sweep("study.yaml", "--jobs", "1", "--out", "done").exit_code == 0
    invented.setattr(crew_module, "the_model", lambda _: out_of_balance_in(1))
    again = sweep("study.yaml", "--jobs", "1", "--out", "done")
    assert again.exit_code == 0, again.output
    assert "Finished before; nothing had to be simulated" in again.output


def test_a_scenario_can_be_swept_without_a_study_file(invented: pytest.MonkeyPatch, folder: Path) -> None:  # noqa: ARG001
    told = sweep("rutland.yaml", "--vary", "apprenticeship.intake=0:4:2", "--jobs", "1", "--replications", "3")
    assert told.exit_code == 0, told.output
    design = pl.read_csv(folder / "results" / "rutland_by_intake" / "points.csv")
    assert design["apprenticeship.intake"].to_list() == [0.0, 2.0, 4.0]


def test_a_failed_piece_leaves_its_point_out_and_the_same_command_tries_again(
    invented: pytest.MonkeyPatch, folder: Path
) -> None:
    invented.setattr(crew_module, "the_model", lambda _: out_of_balance_in(10))
    told = sweep("study.yaml", "--jobs", "1", "--out", "broken", "--set", "absence.level=0")
    assert told.exit_code == 1
    assert "30 pieces of work failed and its points are left out, first rutland with apprenticeship.intake" in told.stderr
    assert "run the same command again to go on" in told.stderr
    reasons = json.loads((folder / "broken" / "failures.json").read_text(encoding="utf-8"))
    assert len(reasons) == 30
    assert reasons[0]["reason"].startswith("replication 10 failed: a ledger does not balance")
    invented.setattr(crew_module, "the_model", lambda _: invent)
    again = sweep("study.yaml", "--jobs", "1", "--out", "broken", "--set", "absence.level=0")
    assert again.exit_code == 0, again.output
    assert "150 replications simulated" in again.output
    assert not (folder / "broken" / "failures.json").exists()


def refused(*arguments: str) -> str:
    told = sweep(*arguments)
    assert told.exit_code == 2, told.output
    assert "Traceback" not in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    return told.stderr.strip()


def test_another_study_is_not_written_into_the_folder(invented: pytest.MonkeyPatch, folder: Path) -> None:  # noqa: ARG001
    assert sweep("study.yaml", "--jobs", "1", "--out", "mine").exit_code == 0
    before = tables(folder / "mine")
    line = refused("study.yaml", "--seed", "2", "--out", "mine")
    assert "mine holds another study: its seed is 1 and not 2; choose another folder with --out, or" in line
    assert tables(folder / "mine")[2] == before[2]
    assert sweep("study.yaml", "--jobs", "1", "--seed", "2", "--out", "mine", "--force").exit_code == 0


def test_other_figures_in_a_file_of_the_same_name_make_another_study(
    invented: pytest.MonkeyPatch,  # noqa: ARG001
    folder: Path,
) -> None:
    (folder / "ours.csv").write_text("authority,figure,value\nRutland,inpost_fte,30.0\n", encoding="utf-8")
    (folder / "rutland.yaml").write_text(RUTLAND + "figures: ours.csv\n", encoding="utf-8")
    assert sweep("study.yaml", "--jobs", "1", "--out", "file").exit_code == 0
    (folder / "ours.csv").write_text("authority,figure,value\nRutland,inpost_fte,31.0\n", encoding="utf-8")
    assert "file holds another study: its digest is" in refused("study.yaml", "--out", "file")


def test_a_folder_in_use_is_left_alone(invented: pytest.MonkeyPatch, folder: Path) -> None:  # noqa: ARG001
    from filelock import FileLock

    (folder / "busy").mkdir()
    with FileLock(folder / "busy" / ".lock"):
        assert "busy is in use by another run of this program" in refused("study.yaml", "--out", "busy")


def test_a_damaged_folder_is_named(folder: Path) -> None:
    (folder / "torn").mkdir()
    (folder / "torn" / "study.json").write_text('{"program": "workf', encoding="utf-8")
    assert "torn: study.json is damaged; begin again with --force" in refused("study.yaml", "--out", "torn")


def test_a_folder_of_something_else_is_not_touched(folder: Path) -> None:
    (folder / "photos").mkdir()
    (folder / "photos" / "cat.png").touch()
    assert "photos holds files that are no study; choose another folder" in refused("study.yaml", "--out", "photos")
    assert "photos holds files that are no study; choose another folder" in refused("study.yaml", "--out", "photos", "--force")


def test_a_damaged_piece_is_struck_off_and_simulated_again(invented: pytest.MonkeyPatch, folder: Path) -> None:
    invented.setattr(crew_module, "the_model", lambda _: out_of_balance_in(10))
    sweep("study.yaml", "--jobs", "1", "--out", "damaged")
    invented.setattr(crew_module, "the_model", lambda _: invent)
    piece = next((folder / "damaged").glob("pieces/*/*.npz"))
    piece.write_bytes(piece.read_bytes()[:100])
    assert "is damaged" in refused("study.yaml", "--jobs", "1", "--out", "damaged")
    again = sweep("study.yaml", "--jobs", "1", "--out", "damaged")
    assert again.exit_code == 0, again.output
    assert "5 replications simulated" in again.output


def test_a_full_disk_keeps_what_had_finished(invented: pytest.MonkeyPatch, folder: Path) -> None:
    replace, count = os.replace, [0]

    def full(first: Path, second: Path) -> None:
        count[0] += str(second).endswith(".npz")
        if count[0] > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(first, second)

    with invented.context() as while_full:
        while_full.setattr(piece_store.os, "replace", full)
        line = refused("study.yaml", "--jobs", "1", "--out", "full")
    assert "No space left on device; what had finished is kept: make room, then run the same command again" in line
    assert len(list((folder / "full").glob("pieces/*/*.npz"))) == 3
    assert sweep("study.yaml", "--jobs", "1", "--out", "full").exit_code == 0


def test_nobody_at_the_address_of_a_cluster_is_said_in_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(crew_module, "SECONDS_TO_ANSWER", 1)
    line = refused("study.yaml", "--cluster", "tcp://127.0.0.1:9", "--out", "nowhere")
    assert line.startswith("--cluster tcp://127.0.0.1:9: no cluster can be reached there")
    assert refused("study.yaml", "--cluster", "nonsense://x", "--out", "nowhere").startswith("--cluster nonsense://x: ")
    assert not list((folder / "nowhere").glob("*.parquet"))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["rutland.yaml"], "rutland.yaml: is a scenario; say what to vary, such as --vary apprenticeship.intake=0:12:6"),
        (["missing.yaml"], "missing.yaml: there is no such file"),
        (["rutland.yaml", "--vary", "intake"], '--vary is "intake"; it must be NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE'),
        (
            ["rutland.yaml", "--vary", "apprenticeship.intak=0:4:1"],
            "--vary: vary.apprenticeship.intak is not a parameter; did you mean apprenticeship.intake?",
        ),
        (
            ["rutland.yaml", "--vary", "horizon_years=1,2"],
            "--vary: vary.horizon_years cannot vary: all points of a study are about the same places and years",
        ),
        (
            ["rutland.yaml", "--vary", "apprenticeship.intake=0:4000:0.1"],
            "rutland_by_intake: the design has 40,001 points; more than 10,000 must be confirmed with --yes",
        ),
        (
            ["rutland.yaml", "--vary", "apprenticeship.intake=0,600"],
            "point 2 of the design (apprenticeship.intake 600): apprenticeship.intake is 600; it must be at most the 500 places",
        ),
        (["study.yaml", "--vary", "turnover.level=1,2"], "--vary is for a scenario file, and study.yaml says itself what"),
        (["study.yaml", "--measure", "inpost"], 'study.yaml: measures has "inpost", which is not a measure'),
        (["study.yaml", "--set", "areas=Atlantis"], "--set: areas: 'Atlantis' is not England, a region or an authority"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line_and_nothing_is_written(
    folder: Path, arguments: list[str], line: str
) -> None:
    assert line in refused(*arguments)
    assert not (folder / "results").exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("study: swep\nscenario: rutland.yaml\n", 'bad.yaml: study is "swep"; it must be sweep for this command'),
        ("study: sweep\n", "bad.yaml: scenario is empty; it must be the path of a scenario file beside this one"),
        ("study: sweep\nscenario: nowhere.yaml\n", 'bad.yaml: scenario is "nowhere.yaml"; there is no such file beside it'),
        ("study: sweep\nscenario: rutland.yaml\n", "bad.yaml: vary is missing"),
        ("study: sweep\nscenario: rutland.yaml\nvarry: {}\n", "bad.yaml: varry is not part of a sweep study; did you mean vary?"),
        (
            "study: sweep\nscenario: rutland.yaml\nset: {turnover.levl: 1}\nvary: {absence.level: [1]}\n",
            "bad.yaml: set: turnover.levl is not a parameter; did you mean turnover.level?",
        ),
    ],
)
def test_a_wrong_study_file_is_told_in_one_line(folder: Path, text: str, line: str) -> None:
    (folder / "bad.yaml").write_text(text, encoding="utf-8")
    assert refused("bad.yaml") == line
