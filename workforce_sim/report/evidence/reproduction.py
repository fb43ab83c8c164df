"""The manifest in words, and how to make the results again."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from workforce_sim.records.store import MANIFEST, PROGRAM
from workforce_sim.report.evidence.implementation import same_program
from workforce_sim.report.evidence.markdown_table import code, table

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

KEPT_MANIFEST = "manifest_of_results.json"
"""The copy of the manifest: under another name, so that the pack is not taken for results."""


def reproduction(subject: Subject) -> str:
    """Write the page."""
    stored, manifest = subject.results.stored, subject.manifest
    version = manifest["versions"].get(PROGRAM, "?")
    again = "reproduce" in _ways(subject.kind)
    return "\n\n".join(
        [
            "# Manifest, and how to reproduce",
            same_program(subject),
            "## Make the results again",
            f"With workforce_sim {version} and the versions below, from the project's own folder:",
            f"```bash\n{subject.results.stored.command}\n```",
            "Places of one machine are left out of the command (…). "
            + (
                "Where the results folder is at hand, this simulates what its manifest says and compares every table:"
                if again
                else "A backtest is made again by its command; compare the tables by their hashes below."
            ),
            *([f"```bash\nworkforce-sim reproduce {stored.path.name}\n```"] if again else []),
            "The same seed gives the same tables with any number of processes.",
            "## The manifest",
            f"Whole in {code(KEPT_MANIFEST)}; here without the scenarios and the explanations of columns.",
            table(("entry", "value"), _entries(subject)),
            "## Files of the results",
            table(("file", "bytes", "SHA-256"), _files(subject)),
        ]
    )


def manifest_text(subject: Subject) -> str:
    """Give the manifest as it is."""
    return (subject.results.stored.path / MANIFEST).read_text(encoding="utf-8")


def _ways(kind: str) -> tuple[str, ...]:
    from workforce_sim.studies.reproduce import TABLES_OF
    from workforce_sim.studies.stored import RUN

    return ("reproduce",) if kind in (RUN, *TABLES_OF) else ()


def _entries(subject: Subject) -> list[tuple[str, str]]:
    left_out = ("scenario", "asked", "columns", "figures_estimated", "seconds_by_replication", "budgets", "left_out")
    rows = [("results", subject.name), ("written", f"{subject.results.stored.written:%-d %B %Y %H:%M}"), ("kind", subject.kind)]
    rows.append(("scenarios", subject.results.stored.scenario_names))
    rows.append(("areas", subject.results.stored.areas))
    for name, value in subject.manifest.items():
        if name in left_out:
            continue
        if isinstance(value, dict):
            rows += [(f"{name}.{part}", str(inside)) for part, inside in value.items()]
        elif isinstance(value, list) and len(value) > 3 and name.startswith("replications"):
            rows.append((name, f"{value[0]} to {value[-1]}, {len(value)} in all"))
        else:
            rows.append((name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))
    return [(code(name), value) for name, value in rows]


def _files(subject: Subject) -> list[tuple[str, str, str]]:
    folder = subject.results.stored.path
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and not file.name.startswith(".")]
    return [
        (code(file.name), f"{file.stat().st_size:,}", hashlib.sha256(file.read_bytes()).hexdigest()) for file in files
    ]
