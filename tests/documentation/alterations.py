"""How a command of the documentation is made small enough to be typed in a test, and which are not typed at all, and why.

Everything here is declared: a command that none of it is about is typed as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "workforce-sim"

NOT_TYPED: Mapping[str, str] = {
    r"^python3 -m venv .*|^\. \.venv/bin/activate$|^pip install ": "installs from a registry; .ci/run types README's",
    r"^nohup ": "goes on after the shell ends; the same command without nohup is typed from the same page",
    r"^dask (scheduler|worker) ": "a server that does not return; tests/studies has a cluster of its own",
    r"^python -m pytest": "the suite itself",
    r"^workforce-sim app": "a server that does not return; tests/app works it in a browser",
    r"^workforce-sim (compare|run) nottinghamshire_(baseline|plan)": "of files that the app gives; tests/app downloads and types",
    r"^workforce-sim schema --write$": "writes into the project; the pages are held current by a test of their own",
}
"""By what a line looks like, why it is not typed; a reason that no line needs any more fails a test."""

FEW = {"run": "10", "compare": "2", "sweep": "2", "stress": "4", "solve": "8", "sensitivity": "2", "backtest": "2"}
"""Replications of a command that simulates, where what it prints is not shown on the page."""

IN_FILES: Sequence[tuple[str, str, str]] = (
    (r"^areas: England$", "areas: Rutland", "England is Rutland"),
    (r"where: England", "where: Rutland", "England is Rutland"),
    (r"^trajectories: \d+$", "trajectories: 2", "2 trajectories"),
    (r"^points: \d+$", "points: 4", "4 points"),
    (r"^at_least: \d+$", "at_least: 4", "at least 4 replications"),
    (r"^replications: \d+$", "replications: 4", "4 replications"),
)
"""What is changed in scenario and study files, by what a line looks like."""
ALL_PARAMETERS = re.compile(r"^method: morris$", re.MULTILINE)
TWO_OF_THEM = "parameters: [turnover.level, recruitment.approval_days]\n"


@dataclass(frozen=True, slots=True)
class Altered:
    """A command as it is typed in the test, and in what it is not as printed."""

    words: tuple[str, ...]
    alterations: tuple[str, ...]


def reason_not_to_type(line: str) -> str:
    """Give the declared reason for which a line is not typed; empty where there is none."""
    return next((reason for pattern, reason in NOT_TYPED.items() if re.search(pattern, line)), "")


def altered(words: Sequence[str], *, is_shown: bool) -> Altered:
    """Make a command small: few replications, one process, this machine; as printed but for processes where it is shown."""
    command, typed, said = words[1], list(words), []
    if command not in FEW or "--dry-run" in words:
        return Altered(tuple(words), ())
    typed += ["--jobs", "1"]
    if "--cluster" in typed:
        place = typed.index("--cluster")
        said.append(f"without --cluster {typed[place + 1]}")
        del typed[place : place + 2]
    if not is_shown:
        said.append(f"{FEW[command]} replications")
        if "--replications" in typed:
            typed[typed.index("--replications") + 1] = FEW[command]
        elif command != "run" or "--replication" not in typed:
            typed += ["--replications", FEW[command]]
    if command == "backtest":
        said.append("Rutland from 2023 alone")
        typed += ["--areas", "Rutland"] if "--areas" not in typed else []
        typed[typed.index("--areas") + 1] = "Rutland"
        typed += ["--origins", "2023"] if "--origins" not in typed else []
        typed[typed.index("--origins") + 1] = "2023"
    return Altered(tuple(typed), tuple(said))


def small_copy(source: Path, target: Path) -> list[str]:
    """Copy scenario and study files, made small, and say what was changed in which."""
    said = []
    for path in sorted(source.rglob("*")):
        if path.is_file():
            text, changes = made_small(path.read_text(encoding="utf-8")) if path.suffix == ".yaml" else (path.read_text(), [])
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_text(text, encoding="utf-8")
            said += [f"{path.relative_to(source.parent).as_posix()}: {change}" for change in changes]
    return said


def made_small(text: str) -> tuple[str, list[str]]:
    """Make one file small; give its text and what was changed."""
    said = []
    for pattern, small, change in IN_FILES:
        changed = re.sub(pattern, small, text, flags=re.MULTILINE)
        said += [change] if changed != text else []
        text = changed
    if ALL_PARAMETERS.search(text) and "\nparameters:" not in text:
        text, said = text + TWO_OF_THEM, [*said, "two parameters"]
    return text, list(dict.fromkeys(said))
