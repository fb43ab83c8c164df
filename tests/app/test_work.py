"""Work beside the page: what it finds, stopping it, and that nobody's work is anybody else's."""

from __future__ import annotations

import gc
import io
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tests.app.in_this_process import InThisProcess
from workforce_sim.app import downloads
from workforce_sim.app.answer import Chance
from workforce_sim.app.levers import LEVERS, Moved
from workforce_sim.app.question import Question
from workforce_sim.app.session import Session
from workforce_sim.app.work import DONE, FAILED, STOPPED, Progress, Task, stop_everybodys
from workforce_sim.records.headlines import BY_MEASURE
from workforce_sim.studies.compare import compare
from workforce_sim.studies.comparison import ALL_YEARS
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.questions.targets import read_target

pytestmark = pytest.mark.unit

PLAN = Question("Rutland", moved=(Moved(LEVERS["turnover.retention_effect"], -50, 2026),), years=3, replications=20, seed=7)


def ended(task: Task) -> Task:
    task.start().join(120)
    return task


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Task:
    store = PieceStore(tmp_path_factory.mktemp("pieces"))
    return ended(Task(PLAN, store, InThisProcess(), compares=True))


def test_an_answer_has_the_figures_of_the_comparison_itself(finished: Task) -> None:
    assert finished.state == DONE, finished.problem
    expected = compare(PLAN.baseline, PLAN.plan, replications=20, seed=7, jobs=1)
    assert finished.answer is not None
    for measure in BY_MEASURE:
        for year in (2026, 2028):
            assert finished.answer.difference(measure, year).difference == expected.difference(measure, year).difference
    assert finished.answer.first_sentence("turnover_rate_fte", 2028).startswith("Turnover rate in 2028: ")
    assert finished.progress.words == "40 of 40 replications, about 1 seconds left"


def test_an_answer_has_costs_by_line_that_add_up(finished: Task) -> None:
    answer = finished.answer
    assert answer is not None
    assert answer.financial_years[0] == ALL_YEARS
    *lines, (name, total) = answer.costs()
    assert name == "total_gbp"
    assert sum(row.difference or 0.0 for _, row in lines) == pytest.approx(total.difference, abs=1.0)


def test_a_target_is_met_in_a_share_of_replications_with_wilsons_interval(finished: Task) -> None:
    answer = finished.answer
    assert answer is not None
    target = read_target("t", {"measure": "turnover_rate_fte", "at_most": 15, "by": 2028}, PLAN.baseline)
    baseline, _ = answer.chances(target)
    assert baseline.met == int(np.count_nonzero(answer.base[:, 3, target.column] <= 15))
    assert str(Chance(10, 20)) == "50% (30% to 70%)"  # Wilson 1927: 10 of 20 is 0.299 to 0.701


def test_a_look_ahead_has_futures_and_no_plan(tmp_path: Path) -> None:
    task = ended(Task(PLAN, PieceStore(tmp_path), InThisProcess(), compares=False))
    assert task.answer is not None
    assert task.answer.plan is None
    assert task.answer.futures("vacancy_rate_fte").simulated["year"].to_list() == [2025, 2026, 2027, 2028]


def test_stopped_work_answers_with_the_replications_that_both_sides_have(tmp_path: Path, finished: Task) -> None:
    task = Task(PLAN, PieceStore(tmp_path), InThisProcess(stops_after=5), compares=True)
    assert ended(task).state == STOPPED
    assert task.answer is not None
    assert (task.answer.replications, task.answer.is_partial) == (10, True)
    assert finished.answer is not None
    assert np.array_equal(task.answer.base, finished.answer.base[:10], equal_nan=True)
    assert "--replications 10 " in task.answer.taken_away.command()


def test_cancelled_work_leaves_no_answer(tmp_path: Path) -> None:
    task = Task(PLAN, PieceStore(tmp_path), InThisProcess(stops_after=5), compares=True)
    task.keeps = False
    assert ended(task).state == STOPPED
    assert task.answer is None


def test_work_stopped_before_anything_finished_has_nothing_to_say(tmp_path: Path) -> None:
    task = ended(Task(PLAN, PieceStore(tmp_path), InThisProcess(stops_after=0), compares=True))
    assert (task.state, task.answer) == (STOPPED, None)


def test_what_goes_wrong_is_told(tmp_path: Path) -> None:
    class Broken(InThisProcess):
        def crew(self, unwanted: threading.Event) -> object:
            raise_it = super().crew(unwanted)
            raise_it.work = _broken
            return raise_it

    task = ended(Task(PLAN, PieceStore(tmp_path), Broken(), compares=True))
    assert (task.state, task.problem) == (FAILED, "ValueError: out of cheese")


def _broken(*_: object) -> object:
    raise ValueError("out of cheese")


@pytest.mark.parametrize(
    ("left", "words"), [(None, "5 of 40 replications"), (0.2, "about 1 seconds left"), (300.0, "about 5 minutes left")]
)
def test_time_left_is_said_as_people_say_it(left: float | None, words: str) -> None:
    assert words in Progress(5, 40, left).words


def test_the_report_is_that_of_the_comparison(finished: Task, tmp_path: Path) -> None:
    assert finished.answer is not None
    folder = downloads.results_folder(finished.answer, tmp_path / "results")
    assert {"differences.parquet", "costs.csv", "manifest.json"} <= {path.name for path in folder.iterdir()}
    page = downloads.report(Session(InThisProcess()), finished.answer).decode()
    assert "rutland" in page.casefold()


def test_the_workbook_is_one_that_a_spreadsheet_opens(finished: Task) -> None:
    assert finished.answer is not None
    made = downloads.workbook(Session(InThisProcess()), finished.answer)
    with zipfile.ZipFile(io.BytesIO(made)) as inside:
        assert "xl/workbook.xml" in inside.namelist()


def test_a_look_ahead_that_made_way_for_a_comparison_is_taken_up_again() -> None:
    session = Session(InThisProcess(stops_after=0))
    first = session.look_at(PLAN)
    first.join(120)
    assert (first.state, first.answer) == (STOPPED, None)
    session.processes = InThisProcess()
    run = session.compare(PLAN)
    while run.is_under_way:
        assert session.look_at(PLAN) is first or not run.is_under_way
    again = session.look_at(PLAN)
    assert again is not first
    again.join(120)
    assert again.answer is not None


def test_a_session_that_is_forgotten_stops_its_work_and_takes_its_folder_with_it() -> None:
    session = Session(InThisProcess())
    other = Session(InThisProcess())
    folder, task = session.folder, session.look_at(PLAN)
    task.join(60)
    assert folder.is_dir()
    assert other.folder != folder
    assert other.look is None
    unwanted = task.unwanted
    del session, task
    gc.collect()
    assert unwanted.is_set()
    assert not folder.exists()
    assert other.folder.is_dir()


def test_looking_at_the_same_place_again_begins_nothing_new() -> None:
    session = Session(InThisProcess())
    first = session.look_at(PLAN)
    assert session.look_at(PLAN) is first
    second = session.look_at(Question("Rutland", years=5))
    assert second is not first
    assert first.unwanted.is_set()
    first.join(60)
    second.join(60)


def test_a_server_that_ends_leaves_nobodys_work_under_way() -> None:
    sessions = [Session(InThisProcess()), Session(InThisProcess())]
    tasks = [session.compare(PLAN) for session in sessions]
    stop_everybodys()
    assert [task.is_under_way for task in tasks] == [False, False]
    assert all(task.answer is None or task.state == DONE for task in tasks)
