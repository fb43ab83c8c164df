"""What a planner takes away: scenario files, the report and the workbook of an answer."""

from __future__ import annotations

from pathlib import Path

from workforce_sim.app.answer import Answer
from workforce_sim.app.session import Session
from workforce_sim.report.page import page
from workforce_sim.report.reported import reported
from workforce_sim.report.workbook import export_workbook
from workforce_sim.studies.crew import LocalCrew
from workforce_sim.studies.kept_comparison import what_is_asked, write
from workforce_sim.studies.study_folder import study_folder
from workforce_sim.studies.work import Work


def results_folder(answer: Answer, path: Path) -> Path:
    """Write an answer as the results folder that ``workforce-sim compare`` would write; raises UserError."""
    if answer.comparison is None:
        raise ValueError("a look ahead has nothing to keep")
    question = answer.taken_away
    asked = what_is_asked((question.baseline, question.plan), answer.replications, question.seed, ())
    with study_folder(path, asked) as folder:
        work = Work(folder.pieces, LocalCrew(1))
        write(folder, work, answer.comparison, asked, answer.seconds, question.command().split())
    return path


def report(session: Session, answer: Answer) -> bytes:
    """Give the page of an answer as one file of HTML."""
    folder = results_folder(answer, session.new_folder())
    return page([reported(folder)]).encode("utf-8")


def workbook(session: Session, answer: Answer) -> bytes:
    """Give the tables of an answer as one workbook."""
    folder = results_folder(answer, session.new_folder())
    path = folder / f"{answer.question.slug}.xlsx"
    export_workbook(reported(folder), path)
    return path.read_bytes()
