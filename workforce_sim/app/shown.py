"""What the page shows: history and futures, how far the work is, and what was found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from workforce_sim.app import downloads, marked_up, pictures
from workforce_sim.app.answer import Answer
from workforce_sim.app.levers import spoken
from workforce_sim.app.question import Question
from workforce_sim.app.session import Session
from workforce_sim.app.work import FAILED, Task
from workforce_sim.config.units import WrongValueError
from workforce_sim.records.headlines import BY_MEASURE
from workforce_sim.report.numbers import name_of, unit_of
from workforce_sim.studies.comparison import ALL_CHANGES, ALL_YEARS, INTERACTION, is_area
from workforce_sim.studies.questions.targets import Target, read_target
from workforce_sim.studies.standing import Standing
from workforce_sim.studies.wording import Told

SECONDS_BETWEEN_LOOKS = 0.5
MOST_TARGETS = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIDDLE_YEAR = 5
"""The sixth census ahead is looked at first, or the last where there are fewer."""
FIRST_TARGET = "vacancy_rate_fte"


def picture_of(session: Session, answer: Answer | None, standing: Standing, measure: str) -> None:
    """Show published history with whatever futures there are."""
    if answer is None:
        name: object = (standing.scenario.digest(), measure)
        st.html(session.drawn(name, lambda: pictures.html(pictures.past(standing, measure))))
    else:
        name = (answer.question, answer.plan is None, answer.replications, measure)
        st.html(session.drawn(name, lambda: pictures.html(pictures.course(answer, measure))))


def watched(task: Task, look: Callable[[], None]) -> None:
    """Show a part of the page again and again while a task is under way, and the whole page once more at its end.

    Never from within a run of the whole page: that would lose the click that brought it about.
    """
    is_first = [True]

    def again() -> None:
        look()
        if not is_first.pop() and not task.is_under_way:
            st.rerun()
        is_first.append(False)

    st.fragment(again, run_every=SECONDS_BETWEEN_LOOKS if task.is_under_way else None)()


def ahead(session: Session, question: Question, measure: str) -> None:
    """Show published history at once, and futures without any plan as replications come in."""
    task = session.look_at(question)

    def look() -> None:
        picture_of(session, task.answer, Standing(task.question.baseline), measure)
        if task.state == FAILED:
            st.html(marked_up.wrong(task.problem))
        elif task.answer is None and not task.is_under_way:
            st.html(marked_up.paragraph("What comes next is simulated once the comparison below has ended."))
        elif task.answer is None:
            is_ready = session.processes.is_ready.is_set()
            st.html(marked_up.paragraph("Simulating what comes next …" if is_ready else PREPARING))
        else:
            st.html(marked_up.paragraph(_said_of(task.answer)))

    watched(task, look)


PREPARING = "Getting the model ready: some seconds, the first time on a computer up to a minute …"


def _said_of(answer: Answer) -> str:
    standing = answer.standing
    whole = "" if answer.replications == answer.asked else f" of {answer.asked}"
    return (
        f"Census of 30 September. Published to {standing.start} by the Department for Education; from then on"
        f" {answer.replications}{whole} simulated futures without any change. Plan for the range, not for the middle."
    )


def progress(session: Session, task: Task) -> None:
    """Show how far the work is, with what ends it early."""

    def look() -> None:
        now = task.progress
        ready = session.processes.is_ready.is_set()
        st.html(marked_up.progress(now.done, now.asked, now.words if ready or now.done else PREPARING))
        so_far = task.answer
        if so_far is not None and so_far.comparison is not None:
            year = so_far.years[min(len(so_far.years) - 1, MIDDLE_YEAR)]
            said = so_far.first_sentence(FIRST_TARGET, year)
            st.html(marked_up.paragraph(f"So far, with {so_far.replications} replications: {said}"))

    watched(task, look)
    first, second = st.columns(2)
    if first.button("Stop and keep what has finished", key="keep", width="stretch"):
        task.stop(keep=True)
    if second.button("Cancel", key="cancel", width="stretch"):
        task.stop(keep=False)


def found(session: Session, answer: Answer) -> None:
    """Show an answer: sentences, picture, tables, targets, costs, children and downloads."""
    first, second = st.columns([3, 1])
    with first:
        measure = measure_choice("measure")
    with second:
        year = _year(answer)
    if answer.is_partial:
        st.html(marked_up.paragraph(f"Stopped early: {answer.replications} of {answer.asked} replications finished.", "wrong"))
    st.html(marked_up.findings([answer.first_sentence(measure, year), *answer.other_sentences()]))
    picture_of(session, answer, answer.standing, measure)
    st.html(
        marked_up.paragraph(
            f"Baseline and plan have the same chance events in each of {answer.replications} replications, seed"
            f" {answer.question.seed}. Ranges in brackets are 95% intervals of the mean difference; they show chance, not doubt"
            " about assumptions."
        )
    )
    heads = ("Measure", "Baseline", "Plan", "Difference")
    st.subheader("Workforce", anchor=False)
    when = f"in {year}, mean of {answer.replications} replications"
    st.html(marked_up.table(f"Workforce {when}", heads, marked_up.measured(answer.rows(year, of_children=False))))
    _apart(answer, measure, year)
    st.subheader("Children", anchor=False)
    st.html(marked_up.table(f"Children {when}", heads, marked_up.measured(answer.rows(year, of_children=True))))
    _costs(answer)
    _targets(answer)
    _downloads(session, answer)


def _year(answer: Answer) -> int:
    middle = min(len(answer.years) - 1, MIDDLE_YEAR)
    return int(st.selectbox("Year", answer.years, index=middle, key="year"))


def _apart(answer: Answer, measure: str, year: int) -> None:
    if answer.comparison is None or answer.comparison.attribution.is_empty():
        return
    rows = answer.comparison.attribution.filter(is_area(answer.standing.area), time_period=year, measure=measure)
    names = {INTERACTION: "Together beyond the sum", ALL_CHANGES: "All changes"}
    unit = answer.comparison.unit(measure)
    told = [
        (
            names.get(row["change"]) or spoken(row["change"]),
            str(Told(row["verdict"], unit, row["difference"], row["lower"], row["upper"])),
        )
        for row in rows.iter_rows(named=True)
    ]
    caption = f"{name_of(measure)} in {year}: what each change does alone"
    st.html(marked_up.table(caption, ("Change", "Difference"), told, last_is_total=True))


def _costs(answer: Answer) -> None:
    st.subheader("Costs", anchor=False)
    financial = st.selectbox("Financial year", answer.financial_years, key="financial year")
    prices = answer.question.baseline.money.price_base
    when = f"{answer.question.years} years together" if financial == ALL_YEARS else financial
    heads = ("Line", "Baseline", "Plan", "Difference")
    rows = marked_up.spent(answer.costs(str(financial)))
    st.html(marked_up.table(f"Spending, {when}, {prices}", heads, rows, last_is_total=True))


def _targets(answer: Answer) -> None:
    st.subheader("Targets", anchor=False)
    st.html(
        marked_up.paragraph(
            "How likely is it that a target is met? The share of replications that meet it, with its 95% interval."
        )
    )
    kept: list[int] = st.session_state.setdefault("targets", [0])
    rows = []
    for number in list(kept):
        target = _target(answer, number)
        if target is not None:
            baseline, plan = answer.chances(target)
            side = target.side.replace("_", " ")
            unit = unit_of(target.measure)
            value = f"{target.value:,.6g}{unit if unit == '%' else f' {unit}'}"
            rows.append((f"{name_of(target.measure)} {side} {value} by {target.by}", str(baseline), str(plan)))
    if len(kept) < MOST_TARGETS and st.button("Add a target", key="add target"):
        kept.append(max(kept, default=0) + 1)
        st.rerun()
    if rows:
        st.html(marked_up.table("Chance of meeting each target", ("Target", "Baseline", "Plan"), rows, words_last=False))


def _target(answer: Answer, number: int) -> Target | None:
    kept: list[int] = st.session_state["targets"]
    first, second, third, fourth, fifth = st.columns([3, 2, 2, 2, 1], vertical_alignment="bottom")
    names = list(BY_MEASURE)
    measure = first.selectbox(
        "Measure", names, index=names.index(FIRST_TARGET), format_func=_spoken, key=f"target measure {number}"
    )
    side = second.selectbox(
        "Side", ("at_most", "at_least"), format_func=lambda name: name.replace("_", " "), key=f"side {number}"
    )
    value = third.number_input("Value", value=10.0, step=1.0, format="%.1f", key=f"target value {number}")
    by = fourth.selectbox("By", answer.years, index=min(len(answer.years) - 1, MIDDLE_YEAR), key=f"by {number}")
    if fifth.button("Remove", key=f"remove {number}"):
        kept.remove(number)
        st.rerun()
    try:
        return read_target(f"target {number}", {"measure": measure, side: value, "by": by}, answer.question.baseline)
    except WrongValueError as wrong:
        st.html(marked_up.wrong(f"{wrong.path} {wrong.text}"))
        return None


def measure_choice(key: str) -> str:
    """Ask which measure the picture and the first sentence are about."""
    known = list(BY_MEASURE)
    return str(st.selectbox("Measure", known, index=known.index(FIRST_TARGET), format_func=_spoken, key=key))


def _spoken(measure: str) -> str:
    headline = BY_MEASURE[measure]
    same = [each.name for each in BY_MEASURE.values()].count(headline.name) > 1
    return f"{headline.name}, {headline.unit}" if same else headline.name


def _downloads(session: Session, answer: Answer) -> None:
    st.subheader("Take it away", anchor=False)
    question = answer.taken_away
    first, second, third, fourth = st.columns(4)
    for column, (name, text), label in zip(
        (first, second), question.files().items(), ("Baseline (YAML)", "Plan (YAML)"), strict=True
    ):
        column.download_button(label, text, file_name=name, mime="application/yaml", on_click="ignore", width="stretch", key=name)
    for column, label, make, name, mime in (
        (third, "Report (HTML)", downloads.report, f"{question.slug}_report.html", "text/html"),
        (fourth, "Workbook (XLSX)", downloads.workbook, f"{question.slug}.xlsx", XLSX),
    ):
        give = partial(make, session, answer)
        column.download_button(label, give, file_name=name, mime=mime, on_click="ignore", width="stretch", key=name)
    st.html(marked_up.paragraph("With both files in a folder this command gives the same figures:"))
    st.code(question.command(), language=None, wrap_lines=True)
