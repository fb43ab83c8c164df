"""The STRESS-DES checklist (Monks and others, Journal of Simulation 13, 2019), filled from the code and the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workforce_sim.config.catalogue import parameters
from workforce_sim.records.tables import ANNUAL_RETURN, TABLES

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported


def stress_des(results: Reported) -> str:
    """Give the checklist as Markdown: a heading a section, a row an item."""
    sections: dict[str, list[tuple[str, str, str]]] = {}
    for number, item, said in items(results):
        sections.setdefault(number.partition(".")[0], []).append((number, item, said))
    titles = {"1": "Objectives", "2": "Logic", "3": "Data", "4": "Experimentation", "5": "Implementation", "6": "Code access"}
    parts = []
    for section, rows in sections.items():
        lines = ["| Item | | Answer |", "| --- | --- | --- |", *(f"| {a} | {b} | {c.replace('|', '/')} |" for a, b, c in rows)]
        parts.append(f"## {section} {titles[section]}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def items(results: Reported) -> Iterator[tuple[str, str, str]]:
    """Give every item of the checklist with its number and answer."""
    yield from _objectives_and_logic(results)
    yield from _data_and_experiments(results)
    yield from _implementation(results)


def _objectives_and_logic(results: Reported) -> Iterator[tuple[str, str, str]]:
    yield (
        "1.1",
        "Purpose",
        "Project recruitment, apprenticeships, attrition and caseloads of children's social workers and what follows for"
        " children and"
        " spending, for one authority, a region or England, and compare strategies.",
    )
    tables = ", ".join(TABLES)
    yield (
        "1.2",
        "Outputs",
        f"{len(ANNUAL_RETURN.columns)} annual measures with the department's definitions; tables {tables}. Intervals over"
        " replications by quantile (linear), differences by Student's t on pairs.",
    )
    yield "1.3", "Experimentation aims", f"A {results.stored.kind} of {results.stored.scenario_names}."
    yield "2.1", "Diagram", "In the documentation, The model: people as processes, cases as a compiled book, one clock."
    yield (
        "2.2",
        "Base logic",
        "Leavers by competing risks, recruitment of each vacancy through approval, advert, offer and notice, training"
        " routes by their"
        " calendars, agency cover, absence; referral, assessment, need, plans, care and leaving it; allocation to the"
        " least loaded.",
    )
    changed = ", ".join(name for name, _ in results.stored.differences()) or "nothing"
    yield "2.3", "Scenario logic", f"The first scenario changes of the defaults: {changed}."
    yield (
        "2.4",
        "Algorithms",
        "Thinning of hazards; durations read from tables by inverse transform; allocation by team, then load.",
    )
    yield "2.5.1", "Entities", "Social workers, apprentices, candidates, agency workers, vacancies; children's cases."
    yield "2.5.2", "Activities", "Work in post, notice, adverts, training, absence; stages of a child's case."
    yield "2.5.3", "Resources", "Funded posts by role; capacity of holders in cases; practice educators; places in care by kind."
    yield "2.5.4", "Queues", "Candidates for posts; cases without a holder; children who wait for a placement."
    yield (
        "2.5.5",
        "Entry and exit",
        "Newly qualified, experienced and agency starters; leavers to three destinations; referrals, closure.",
    )


def _data_and_experiments(results: Reported) -> Iterator[tuple[str, str, str]]:
    scenario, known = results.scenario, parameters()
    sourced = sum(bool(each.declaration.source) for each in known.values())
    yield "3.1", "Data sources", "Data log of this pack."
    yield (
        "3.2",
        "Pre-processing",
        "Joint returns, renamed and closed councils, suppressed cells by stated rules; rates shrunk towards region and England;"
        " calibration by indirect inference.",
    )
    yield (
        "3.3",
        "Inputs",
        f"{len(known)} parameters with bounds, plausible ranges and sources ({sourced} have one): Assumptions log.",
    )
    yield "3.4", "Assumptions", "Assumptions log; red where there is no published source."
    yield (
        "4.1",
        "Initialisation",
        f"Warm: each authority as published on {scenario.start}, lengths of service, ages and remaining durations drawn from the"
        " stationary distribution; no warm-up.",
    )
    yield "4.2", "Run length", f"{scenario.horizon_years} years."
    yield (
        "4.3",
        "Estimation",
        f"{results.replications:,} replications; standard errors and ranges stand beside every mean. Forty are the least"
        " for a firm"
        " 95% range of a run.",
    )


def _implementation(results: Reported) -> Iterator[tuple[str, str, str]]:
    manifest = results.stored.manifest
    versions = manifest.get("versions", {})
    told = ", ".join(
        f"{name} {versions[name]}" for name in ("python", "simpy", "numpy", "numba", "scipy", "polars") if name in versions
    )
    machine = manifest.get("machine", {})
    yield "5.1", "Software", f"workforce_sim {results.stored.version}; {told}."
    yield (
        "5.2",
        "Random numbers",
        "A counter-based hash of (seed, replication, decision, identity, ordinal); the scenario is not in the key, so"
        " that scenarios"
        f" share luck (common random numbers). Seed {results.stored.asked.get('seed')}.",
    )
    processes = manifest.get("jobs", manifest.get("processes", "?"))
    yield (
        "5.3",
        "Execution",
        f"One process a replication or block of them; {processes} here. The numbers do not depend on how many.",
    )
    yield (
        "5.4",
        "Run time and hardware",
        f"{manifest.get('seconds', 0):,.1f} seconds; {machine.get('system')}, {machine.get('processor')},"
        f" {machine.get('cores')} cores.",
    )
    yield "6.1", "Code", "The program, its tests and its table of figures are one repository, under the MIT licence."
