"""The rules of the house: who may import whom, how long things may grow, and what every public name explains."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workforce_sim"

ANYONE = {"config", "clock", "errors", "whole_file"}
CHANCE = {"randomness", "compiled"}
FACTS = {"children", "money", "figures", "calibration"}
WORK = {"workforce", "caseload", "records"} | CHANCE | FACTS
REPLICATION = {"reforms", "census"} | WORK
STUDIES = {"replication"} | REPLICATION
MAY_IMPORT = {
    "errors": set(),
    "clock": set(),
    "whole_file": set(),
    "compiled": set(),
    "config": {"calibration"},  # what a scenario is told where its file says nothing
    "calibration": {"figures"},
    "figures": {"calibration"},  # a profile's levels are estimated from the table it is read from
    "randomness": {"compiled"},
    "caseload": CHANCE,
    "children": {"figures"} | CHANCE,
    "money": {"figures"} | CHANCE,
    "records": set(),
    "workforce": WORK,
    "census": WORK,
    "reforms": WORK,
    "replication": REPLICATION,
    "studies": STUDIES,
    "backtest": STUDIES | {"studies"},
    "twin": STUDIES | {"studies"},
    "report": STUDIES | {"studies"},
    "app": STUDIES | {"studies", "report"},
    "cli": STUDIES | {"studies", "backtest", "twin", "report", "app"},
    "__main__": {"cli"},
    "__init__": STUDIES | {"studies", "backtest"},
}
"""The rooms each room may ask, beside itself and what anyone may import."""

KNOW_NO_SIMPY = ("caseload", "children", "config", "figures", "money", "randomness", "records")
NOT_A_SUBJECT = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 70


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def sources(*folders: str) -> list[Path]:
    """Every Python file of our own; the whole house without arguments."""
    chosen = folders or ("workforce_sim", "tests", "benchmarks")
    return [path for folder in chosen for path in sorted((ROOT / folder).rglob("*.py"))]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line and dotted name of everything a file of the package imports, anywhere in it, relative names resolved."""
    folder = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            if module == "workforce_sim":
                yield from ((node.lineno, f"workforce_sim.{name.name}") for name in node.names)
            else:
                yield node.lineno, module


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def at(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def require_none(faults: list[str], usual_cause: str) -> None:
    assert not faults, "\n".join([usual_cause, *faults])


def test_every_room_imports_only_the_rooms_it_may_ask() -> None:
    faults = []
    for path in sources("workforce_sim"):
        room = room_of(path)
        allowed = MAY_IMPORT.get(room, set()) | ANYONE | {room}
        for line, name in imports(path):
            first, _, rest = name.partition(".")
            if first == "workforce_sim" and rest.split(".")[0] not in allowed:
                faults.append(f"{at(path, line)}: {room} may not import {name}")
    require_none(
        faults,
        "A room reached past its neighbours; usually the fact should be passed in as an argument, or the code belongs "
        "to the room it reaches for. An import for type checking counts: it is still knowing.",
    )


def test_every_folder_of_the_package_is_a_room_of_the_house() -> None:
    strangers = {room_of(path) for path in sources("workforce_sim")} - set(MAY_IMPORT)
    require_none(sorted(strangers), "A new room needs its line in MAY_IMPORT: decide first whom it may ask.")


def test_only_the_rooms_of_people_and_time_know_simpy() -> None:
    faults = [
        f"{at(path, line)}: imports {name}"
        for path in sources("workforce_sim")
        if room_of(path) in KNOW_NO_SIMPY
        for line, name in imports(path)
        if name.split(".")[0] == "simpy"
    ]
    require_none(faults, "Usually a process strayed into a room of facts or cases; give it the day as a number.")


def test_the_workforce_opens_no_files() -> None:
    openers = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "read_csv", "read_parquet"}
    faults = [
        f"{at(path, node.lineno)}: calls {name}"
        for path in sources("workforce_sim/workforce")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in openers
    ]
    require_none(faults, "Usually a figure that belongs in the profile or the scenario; read it there and pass it in.")


def test_no_file_is_longer_than_one_subject() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    faults = [f"{at(path, length)}: {length} lines" for path, length in lengths.items() if length >= LONGEST_FILE]
    require_none(faults, f"A file of {LONGEST_FILE} lines usually holds two subjects; find the second one's name.")


def test_no_function_is_longer_than_a_screen() -> None:
    faults = []
    for path in sources():
        for function in functions(path):
            first = function.body[0]
            told = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) and first.end_lineno else 0
            length = (function.end_lineno or function.lineno) - function.lineno + 1 - told
            if length >= LONGEST_FUNCTION:
                faults.append(f"{at(path, function.lineno)}: {function.name} has {length} lines beside its docstring")
    require_none(faults, f"A function of {LONGEST_FUNCTION} lines usually does several things in turn; name each.")


def test_no_module_is_named_after_a_drawer() -> None:
    faults = [at(path, 1) for path in sources() if NOT_A_SUBJECT & set(path.relative_to(ROOT).with_suffix("").parts)]
    require_none(faults, "Utils, helpers, common, manager and base are not subjects; say what the module is about.")


def test_no_banner_divides_a_file() -> None:
    banner = re.compile(r"^\s*#\s*[-=*#~_]{3,}")
    require_none(lines_matching(banner, sources()), "Whoever wants a banner between sections wants a second file.")


def test_nothing_is_left_to_do() -> None:
    unfinished = re.compile(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    require_none(lines_matching(unfinished, sources()), "Finish it, or take it out and say so in the documents.")


def lines_matching(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{at(path, number)}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_public_name_says_what_it_is_for() -> None:
    faults = []
    for path in sources("workforce_sim", "benchmarks"):
        if path.stat().st_size and not ast.get_docstring(tree(path)):
            faults.append(f"{at(path, 1)}: the module")
        silent = [node for node in public(tree(path)) if not ast.get_docstring(node)]
        faults += [f"{at(path, node.lineno)}: {node.name}" for node in silent]
    require_none(faults, "A public name needs a sentence a team manager would understand, or an underscore.")


def public(node: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def test_no_error_is_swallowed() -> None:
    faults = [
        at(path, handler.lineno)
        for path in sources()
        for handler in ast.walk(tree(path))
        if isinstance(handler, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in handler.body)
    ]
    require_none(faults, "An error that passes in silence comes back as a wrong number; say what to do about it.")


def test_no_file_names_a_path_of_one_machine() -> None:
    path_of_a_machine = re.compile(r"(?<![\w.<>/-])/(home|Users|work|root|opt|mnt)/\w|\b[A-Z]:\\\\?\w")
    require_none(lines_matching(path_of_a_machine, texts()), "Give the path relative to the repository, or ask for it.")


def texts() -> list[Path]:
    """Every text file that is kept: not what a tool or a run of the program left behind."""
    left_behind = {"results", "build", "dist", ".git", ".venv", "__pycache__"}
    kinds = {".py", ".md", ".cfg", ".toml", ".yaml", ".json", ".txt", ".csv", ".svg"}
    folders = [ROOT, *(folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name not in left_behind)]
    kept = [path for folder in folders for path in (folder.glob("*") if folder == ROOT else folder.rglob("*"))]
    return [path for path in kept if path.suffix in kinds and path.is_file() and "cache" not in str(path.parent)]


@pytest.mark.parametrize("module", ["workforce_sim", "workforce_sim.cli"])
def test_asking_for_help_loads_nothing_heavy(module: str) -> None:
    heavy = "{'numba', 'polars', 'scipy', 'simpy', 'joblib', 'pydantic'}"
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sorted({heavy} & set(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert not said.stdout.split(), f"importing {module} loads {said.stdout.strip()}; import it inside the command"
