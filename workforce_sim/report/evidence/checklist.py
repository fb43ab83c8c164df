"""The STRESS-DES checklist, version 1.0: each item answered from the code, the scenario and the manifest.

Monks, Currie, Onggo, Robinson, Kunc and Taylor, "Strengthening the reporting of empirical simulation studies: Introducing
the STRESS guidelines", Journal of Simulation 13 (2019).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from workforce_sim.config.catalogue import parameters
from workforce_sim.config.declaration import Parameter
from workforce_sim.records.store import PROGRAM
from workforce_sim.records.tables import TABLES
from workforce_sim.report.evidence import components, experimentation, implementation
from workforce_sim.report.evidence.assumptions_log import counted, entries
from workforce_sim.report.evidence.data_log import published_files
from workforce_sim.report.evidence.markdown_table import all_said_of, code, said_of, table
from workforce_sim.report.evidence.question import question, scenario_logic

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

DIAGRAM = "model.svg"
DIAGRAM_IN_WORDS = (
    "The model in one picture. Published figures and the scenario open each authority on the census day. Training routes, "
    "apprentices, experienced candidates and movers bring candidates to one labour market; they fill vacant posts and become "
    "social workers in post, who leave for good, to agency work or to another authority; posts left behind are vacant again, "
    "and an agency desk covers some. In post and agency workers give the case book capacity; children move from referral "
    "through assessment, need, plans and care to care leaver support; what each worker holds acts back on leaving. At every "
    "month end people, cases and spending are counted, ledgers are checked and tables are written."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist: its number, its name and the answer, Markdown."""

    number: str
    name: str
    answer: str


SECTIONS = {
    "1": "Objectives",
    "2": "Logic",
    "3": "Data",
    "4": "Experimentation",
    "5": "Implementation",
    "6": "Code access",
}


def checklist(subject: Subject) -> str:
    """Write the page."""
    parts = [
        "# STRESS-DES checklist",
        "Version 1.0 of the guidelines for reporting discrete-event simulation studies (Monks and others, Journal of Simulation "
        "13, 2019). Answers come from the code, the scenario and the manifest of these results. "
        + implementation.same_program(subject),
    ]
    section = ""
    for item in items(subject):
        if item.number[0] != section:
            section = item.number[0]
            parts.append(f"## {section}. {SECTIONS[section]}")
        parts += [f"### {item.number} {item.name}", item.answer]
    return "\n\n".join(parts)


def items(subject: Subject) -> Iterator[Item]:
    """Give every item of the checklist in order."""
    yield Item("1.1", "Purpose of the model", f"{_purpose()}\n\n{question(subject)}")
    yield Item("1.2", "Model outputs", _outputs(subject))
    yield Item("1.3", "Experimentation aims", scenario_logic(subject))
    yield Item("2.1", "Base model overview diagram", f"![{DIAGRAM_IN_WORDS}]({DIAGRAM})\n\n{DIAGRAM_IN_WORDS}")
    yield Item("2.2", "Base model logic", components.logic())
    yield Item("2.3", "Scenario logic", "As under 1.3: a scenario is a set of parameter values; all else is as in 2.2.")
    yield Item("2.4", "Algorithms", components.algorithms())
    yield Item("2.5.1", "Components: entities", components.entities(subject))
    yield Item("2.5.2", "Components: activities", components.activities())
    yield Item("2.5.3", "Components: resources", components.resources(subject))
    yield Item("2.5.4", "Components: queues", components.queues())
    yield Item("2.5.5", "Components: entry and exit points", components.entry_and_exit())
    yield Item("3.1", "Data sources", published_files() + "\n\nMore in [data_log](data_log.md).")
    yield Item("3.2", "Pre-processing", _preprocessing())
    yield Item("3.3", "Input parameters", _inputs())
    yield Item("3.4", "Assumptions", _assumptions(subject))
    yield Item("4.1", "Initialisation", experimentation.initialisation(subject))
    yield Item("4.2", "Run length", experimentation.run_length(subject))
    yield Item("4.3", "Estimation approach", experimentation.estimation(subject))
    yield Item("5.1", "Software or programming language", implementation.software(subject))
    yield Item("5.2", "Random sampling", implementation.random_sampling(subject))
    yield Item("5.3", "Model execution", implementation.execution(subject))
    yield Item("5.4", "System specification", implementation.machine(subject))
    yield Item("6.1", "Computer model sharing statement", implementation.sharing(subject))


def _purpose() -> str:
    try:
        return metadata.metadata(PROGRAM)["Summary"] + "."
    except metadata.PackageNotFoundError:
        return "workforce_sim, run from its source without being installed."


def _outputs(subject: Subject) -> str:
    from workforce_sim.studies import estimates, paired

    kept = {path.stem for path in subject.results.stored.path.glob("*.parquet")}
    rows = [(code(name), table_.meaning, len(table_.columns)) for name, table_ in TABLES.items() if name in kept]
    parts = []
    if rows:
        parts.append(table(("table", "holds", "measures"), rows))
    told = {name: meaning for name, meaning in dict(subject.manifest.get("columns") or {}).items() if isinstance(meaning, str)}
    if told and subject.kind != "run":
        parts.append("Columns of the tables, as the manifest explains them:")
        parts.append(table(("column", "meaning"), [(code(name), meaning) for name, meaning in told.items()]))
    parts.append(
        "Stocks are counted on the last day of a month or on 30 September, flows over the month or year up to it; rates are "
        "recomputed from counts for every area, by the code that recomputes the published ones."
    )
    parts.append(said_of(estimates) if subject.kind in ("run", "sweep") else all_said_of(paired))
    return "\n\n".join(parts)


def _preprocessing() -> str:
    from workforce_sim.figures import assembly, importer, shrinkage, suppressed

    named = {"Import": importer, "Profiles": assembly, "Shrinkage": shrinkage, "Suppressed counts": suppressed}
    return "\n\n".join(f"**{name}.** {all_said_of(module)}" for name, module in named.items())


def _inputs() -> str:
    from workforce_sim.children import durations
    from workforce_sim.randomness import distributions

    known = parameters()
    dated = sum(1 for each in known.values() if _is_dated(each))
    ranged = sum(1 for each in known.values() if each.declaration.low is not None)
    return "\n\n".join(
        [
            f"{len(known)} parameters, each with unit, allowed values, plausible range where it is a number ({ranged}), source "
            f"and reliability in [assumptions_log](assumptions_log.md); {dated} may be given by date. Values used are in its "
            "column **value**, plausible ranges beside them.",
            f"Distributions of durations: {all_said_of(durations)}",
            all_said_of(distributions),
            "Other chance events are Poisson counts, constant or piecewise constant hazards, Bernoulli choices and the "
            "lognormal, normal and Student's t moves of item 2.4; each decision is listed in item 5.2.",
        ]
    )


def _is_dated(parameter: Parameter) -> bool:
    from workforce_sim.config.dated import Dated

    return parameter.annotation is Dated


def _assumptions(subject: Subject) -> str:
    log = entries(subject)
    return (
        f"{counted(entry.assumption for entry in log)}, every one in [assumptions_log](assumptions_log.md). Rules where a figure "
        "is missing are in [data_log](data_log.md), and what the model leaves out in [limits](limits.md)."
    )
