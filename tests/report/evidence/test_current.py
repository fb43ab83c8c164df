"""What the pack packages is what it was copied or read from: claims, validation, limits, kinds of test, processes, picture."""

from __future__ import annotations

import ast
import configparser
import inspect
from pathlib import Path

import pytest

from tests.report.evidence.claims import PACKAGED, claims_in_tests
from workforce_sim import replication
from workforce_sim.figures.published_files import read_list
from workforce_sim.figures.published_table import fingerprint, frame
from workforce_sim.figures.sources import FILES
from workforce_sim.report.evidence.components import PROCESSES, RULES
from workforce_sim.report.evidence.tests_and_validation import KINDS, SHOWN, claims, section_of_page
from workforce_sim.report.limits import TITLE, limits, limits_page
from workforce_sim.report.past_years import VALIDATION

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[3]


def test_the_packaged_claims_are_those_of_the_tests() -> None:
    assert PACKAGED.read_text(encoding="utf-8") == claims_in_tests(), "run `python tests/report/evidence/claims.py`"
    assert len(claims()) > 50


def test_the_packaged_validation_is_the_page_in_the_documentation() -> None:
    page = VALIDATION.read_text(encoding="utf-8")
    assert page == (ROOT / "docs" / "validation.md").read_text(encoding="utf-8"), f"copy docs/validation.md to {VALIDATION.name}"
    assert [heading for heading in SHOWN if not section_of_page(page, heading)] == []


def test_readme_and_documentation_say_the_same_of_what_it_cannot_tell() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = section_of_page(readme, TITLE)
    assert section.startswith(limits()), "change the list in workforce_sim/report/limits.md and copy it to README.md"
    assert (ROOT / "docs" / "limits.md").read_text(encoding="utf-8") == limits_page(), "run `workforce-sim schema --write`"


def test_the_kinds_of_test_are_those_that_are_declared() -> None:
    declared = configparser.ConfigParser()
    declared.read(ROOT / "setup.cfg", encoding="utf-8")
    markers = declared["tool:pytest"]["markers"].strip().splitlines()
    assert dict(line.split(": ", 1) for line in markers) == KINDS


def test_the_processes_told_are_those_that_a_replication_begins() -> None:
    begun = {
        call.args[0].func.id
        for call in ast.walk(ast.parse(inspect.getsource(replication)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "process"
        for inner in [call.args[0]]
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name)
    }
    told = {name for _, name in PROCESSES}
    assert begun <= told, "name the process in PROCESSES of report/evidence/components.py"
    assert told - begun == {"career"}, "careers are begun together, by begin_careers_at_start"


def test_every_rule_told_is_a_module_with_documentation() -> None:
    missing = [name for name in RULES if not (ROOT / "workforce_sim" / f"{name.replace('.', '/')}.py").exists()]
    assert missing == []


def test_the_picture_of_the_model_is_the_one_in_the_documentation() -> None:
    packaged = (ROOT / "workforce_sim" / "report" / "evidence" / "model.svg").read_text(encoding="utf-8")
    assert packaged == (ROOT / "docs" / "model.svg").read_text(encoding="utf-8")


def test_the_list_of_published_files_is_of_the_packaged_table() -> None:
    listed = read_list()
    assert {file.table_sha256 for file in listed} == {fingerprint()}, "import the figures again"
    assert len(listed) == len(FILES)
    sources = {f"{file.publication}, {file.licence}" for file in listed}
    assert sources == set(frame()["source"].unique())
