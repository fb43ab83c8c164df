"""Read the claims about chance out of the tests: ``python tests/report/evidence/claims.py`` writes them into the package."""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
PACKAGED = TESTS.parent / "workforce_sim" / "report" / "evidence" / "claims.csv"
COLUMNS = ("file", "test", "hypothesis", "false_alarm_rate")
FIXTURE = "statistical"
RATE_PLACE = 2


def claims_in_tests() -> str:
    """Give the packaged table as the tests of now would make it, CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for path in sorted(TESTS.rglob("test_*.py")):
        writer.writerows((path.relative_to(TESTS).as_posix(), *claim) for claim in claims_of(path))
    return text.getvalue()


def claims_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give test, hypothesis and false-alarm rate of each claim in a file."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    constants = constants_of(module)
    for test in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(test) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == FIXTURE:
                named = {keyword.arg: keyword.value for keyword in call.keywords}
                rate = named.get("false_alarm_rate") or call.args[RATE_PLACE]
                told = rate_in_words(rate, constants | constants_of(test))
                yield test.name, words(named.get("hypothesis") or call.args[0]), told


def rate_in_words(rate: ast.expr, constants: dict[str, ast.expr]) -> str:
    """Write a false-alarm rate as a number, or as the sum by which a test works it out."""
    told = constants.get(ast.unparse(rate), rate)
    return f"{told.value:g}" if isinstance(told, ast.Constant) and isinstance(told.value, float) else ast.unparse(told)


def constants_of(node: ast.Module | ast.FunctionDef) -> dict[str, ast.expr]:
    """Give the names that a module or test sets, and those that it takes from another file of the tests."""
    found: dict[str, ast.expr] = {}
    for line in node.body:
        found |= {name.id: value for name, value in assigned(line) if isinstance(name, ast.Name)}
        if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("tests."):
            other = TESTS.parent.joinpath(*(line.module or "").split(".")).with_suffix(".py")
            if other.exists():
                found |= constants_of(ast.parse(other.read_text(encoding="utf-8")))
    return found


def assigned(node: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Give every name and value of an assignment, taken apart where it sets several."""
    for target in node.targets if isinstance(node, ast.Assign) else ():
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=True)
        else:
            yield target, node.value


def words(hypothesis: ast.expr) -> str:
    """Write a hypothesis in words, what it puts in for each case in braces."""
    if isinstance(hypothesis, ast.Constant):
        return str(hypothesis.value)
    if isinstance(hypothesis, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{" + placed(p) + "}" for p in hypothesis.values)
    return "{" + ast.unparse(hypothesis) + "}"


def placed(part: ast.expr) -> str:
    """Name what is put into a hypothesis."""
    return ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ast.unparse(part)


if __name__ == "__main__":
    PACKAGED.write_text(claims_in_tests(), encoding="utf-8")
