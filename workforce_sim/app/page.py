"""The page as Streamlit runs it, from top to bottom, each time somebody touches an input."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from workforce_sim.app import asked, marked_up, shown
from workforce_sim.app.processes import shared
from workforce_sim.app.question import Question
from workforce_sim.app.session import Session
from workforce_sim.app.work import FAILED, STOPPED
from workforce_sim.errors import ParameterError, UserError

TITLE = "Children's social work workforce: what would it take?"
STYLE = Path(__file__).parent / "style.css"


def show() -> None:
    """Show the page."""
    st.set_page_config(page_title=TITLE, layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    shared().warm()
    if "session" not in st.session_state:
        st.session_state["session"] = Session()
    session: Session = st.session_state["session"]
    session.settle()
    st.title(TITLE, anchor=False)
    st.html(
        marked_up.paragraph(
            "Choose a place, see where it has come from and where it may be going, change something, and compare. Simulated from"
            " published figures; it all happens on this computer."
        )
    )
    choice, years = asked.place()
    if choice is None:
        st.html(marked_up.paragraph("About 150 authorities, the regions and England have published figures."))
        return
    own, is_right = asked.own_figures(choice)
    plain = Question(choice, own if is_right else (), years=years)
    measure = shown.measure_choice("measure ahead")
    shown.ahead(session, plain, measure)
    st.header("What would you change?", anchor=False)
    inputs = asked.levers(plain.baseline.start.year, years)
    st.header("What does it do?", anchor=False)
    replications, seed, take_apart = asked.effort(inputs)
    question = Question(choice, plain.own, tuple(inputs.moved), tuple(inputs.programmes), years, replications, seed, take_apart)
    _check(question, inputs)
    _compare(session, question, may_begin=is_right and not inputs.has_problem)
    _answer(session, question)


def _check(question: Question, inputs: asked.Inputs) -> None:
    """Say beside the lever, or else here, what is wrong with the plan as a whole."""
    if inputs.has_problem:
        return
    try:
        question.check()
    except UserError as error:
        if isinstance(error, ParameterError) and error.name in inputs.slots:
            problem, _, _how_in_a_file = error.text.partition(": to allow more")
            inputs.complain(error.name, f"This {problem}.")
        else:
            inputs.has_problem = True
            st.html(marked_up.wrong(str(error)))


def _compare(session: Session, question: Question, *, may_begin: bool) -> None:
    task = session.run
    if task is not None and task.is_under_way:
        shown.progress(session, task)
        return
    if question.is_a_plan:
        st.html(f"<p>Your plan:</p>{marked_up.listed(question.words())}")
    else:
        st.html(marked_up.paragraph("Nothing is changed yet: move a lever above, then compare."))
    if not may_begin:
        st.html(marked_up.wrong("Something above cannot be; it is said beside the input."))
    if st.button(
        "Compare the plan with the baseline", type="primary", key="compare", disabled=not (may_begin and question.is_a_plan)
    ):
        session.compare(question)
        st.rerun()
    if task is not None and task.state == FAILED:
        st.html(marked_up.wrong(task.problem))
    if task is not None and task.state == STOPPED and task.answer is None:
        kept = "Stopped before enough had finished to say anything" if task.keeps else "Cancelled"
        st.html(marked_up.paragraph(f"{kept}{'; below is the earlier answer' if session.answer else ''}."))


def _answer(session: Session, question: Question) -> None:
    answer = session.answer
    if answer is None:
        return
    if answer.question != question:
        about = f" It is about {answer.question.areas}." if answer.question.areas != question.areas else ""
        is_under_way = session.run is not None and session.run.is_under_way
        until = "until the new one is ready" if is_under_way else "compare again to bring it up to date"
        st.html(marked_up.paragraph(f"This answers an earlier question; {until}.{about}", "wrong"))
        st.html(marked_up.listed(answer.question.words()))
    shown.found(session, answer)


if __name__ == "__main__":
    show()
