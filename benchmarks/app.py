"""How long a planner waits in the app between choosing an authority and its first fan of futures."""

from __future__ import annotations

import time

from benchmarks.measurement import Measurement
from workforce_sim.app import pictures
from workforce_sim.app.processes import Processes
from workforce_sim.app.question import Question
from workforce_sim.app.session import Session
from workforce_sim.studies.standing import Standing

PLACE, MEASURE = "Nottinghamshire", "vacancy_rate_fte"
SECONDS_BETWEEN_LOOKS = 0.01


def measure_app() -> list[Measurement]:
    """Time the first fan of an authority in a session of its own, the server ready; pictures of both widths are drawn."""
    processes = Processes()
    processes.warm()
    processes.is_ready.wait()
    try:
        pictures.html(pictures.past(Standing(Question("Rutland").baseline), MEASURE))  # as the server does before anybody asks
        begun = time.perf_counter()
        session, question = Session(processes), Question(PLACE)
        task = session.look_at(question)
        pictures.html(pictures.past(Standing(question.baseline), MEASURE))
        history = time.perf_counter() - begun
        while task.answer is None and task.is_under_way:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        if task.answer is None:
            raise RuntimeError(task.problem)
        first = task.answer.replications
        pictures.html(pictures.course(task.answer, MEASURE))
        fan = time.perf_counter() - begun
        task.join()
        pictures.html(pictures.course(task.answer, MEASURE))
        whole = time.perf_counter() - begun
    finally:
        processes.close()
    detail = f"{first} replications; history after {history:.1f} s, {task.answer.replications} replications after {whole:.1f} s"
    return [Measurement(f"app: first fan of {PLACE}", fan, 5.0, 2.0, "s", detail)]
