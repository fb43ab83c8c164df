"""How the model was carried out: software, random numbers, execution, machine, and where the code is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.records.program import program_state
from workforce_sim.records.store import PROGRAM
from workforce_sim.report.evidence.markdown_table import all_said_of, bullets, code, said_of, table

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

LICENCE = "MIT"


def same_program(subject: Subject) -> str:
    """Say whether the code described is the code that made the results."""
    if not subject.changes:
        return "Program, packages, kind of machine and figures are the same now as when the results were made."
    changes = "; ".join(subject.changes)
    return f"**Since the results were made:** {changes}. What is said of the code is said of the code of now."


def software(subject: Subject) -> str:
    """List the versions that made the results."""
    from workforce_sim import compiled

    versions = dict(subject.manifest["versions"])
    parts = [
        table(("software", "version"), list(versions.items())),
        f"State of the program's sources (SHA-256, first 16 digits): {code(subject.manifest.get('program_state', '?'))}.",
        said_of(compiled) + " Without it the same code runs as plain Python and gives the same numbers.",
    ]
    return "\n\n".join(parts)


def random_sampling(subject: Subject) -> str:
    """Say which generator is used, how its streams are allocated, and list every decision that is left to luck."""
    import workforce_sim.replication  # noqa: F401 - registers the decisions
    from workforce_sim.randomness import decisions, draws

    names = decisions.decision_names()
    return "\n\n".join(
        [
            f"**Algorithm.** {all_said_of(draws)}",
            f"**Streams.** {all_said_of(decisions)}",
            f"Seed {code(subject.seed)}; replications are numbered from 1. Any replication can be replayed alone: "
            f"{code(f'workforce-sim run SCENARIO --seed {subject.seed} --replication 7')}.",
            f"**Decisions.** {len(names)}, each under one name: {', '.join(code(name) for name in names)}.",
        ]
    )


def execution(subject: Subject) -> str:
    """Say how the replications were carried out."""
    from workforce_sim import replication
    from workforce_sim.workforce import world_clock

    manifest = subject.manifest
    processes = manifest.get("jobs", manifest.get("processes"))
    lines = [
        f"{said_of(world_clock)} {said_of(replication)}",
        f"{processes} {'process' if processes == 1 else 'processes'}; the numbers do not depend on how many, nor on the order in "
        "which replications finish.",
        "Amounts of money are whole pence, so that sums are exact in any order.",
    ]
    return bullets(lines)


def machine(subject: Subject) -> str:
    """Say on what kind of machine, and how long it took."""
    manifest = subject.manifest
    rows = [(name, value) for name, value in dict(manifest["machine"]).items()]
    rows.append(("seconds in all", f"{manifest['seconds']:,.1f}"))
    each = sorted(dict(manifest.get("seconds_by_replication") or {}).values())
    if each:
        rows.append(("seconds a replication, median", f"{each[len(each) // 2]:,.3f}"))
        rows.append(("seconds a replication, longest", f"{each[-1]:,.3f}"))
    simulated = manifest.get("simulated_now")
    if isinstance(simulated, int):
        rows.append(("replications simulated in that time", f"{simulated:,}"))
    return table(("what", "as recorded"), rows)


def sharing(subject: Subject) -> str:
    """Say under which licence the code is, and which state of it made the results."""
    version = subject.manifest["versions"].get(PROGRAM, "?")
    return (
        f"workforce_sim {version}, open source under the {LICENCE} licence. The command, scenario, seed and versions are in "
        "[reproduction](reproduction.md), which says how to make these results again and compare them to the bit. "
        f"State of the sources when this pack was written: {code(program_state())}."
    )
