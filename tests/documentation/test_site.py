"""The documentation builds without a warning and without a network, and what the program writes of it is current."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser import NARROW, WIDE, browser, faults, overflow  # noqa: F401
from tests.documentation.blocks import ROOT, blocks, pages
from workforce_sim.cli.schema import written_pages
from workforce_sim.config.catalogue import parameters, value_of
from workforce_sim.config.scenario import Scenario

FETCHED = re.compile(r"<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)=\"(?:https?:)?//(?P<host>[^/\"]+)", re.DOTALL)
IN_BRACKETS = re.compile(r"`([a-z_]+\.[a-z_.]+)` ?\(([−-]?\d+(?:\.\d+)?)\)|\(`([a-z_]+\.[a-z_.]+)` ([−-]?\d+(?:\.\d+)?)[,)]")
"""A parameter with its default: ```name` (0.5)`` or ``(`name` 0.5)``."""
NO_NETWORK = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "NO_MKDOCS_2_WARNING": "1"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built by mkdocs with every warning an error and nobody to fetch from."""
    out = tmp_path_factory.mktemp("site")
    told = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(out)],
        cwd=ROOT,
        env={**os.environ, **NO_NETWORK},
        capture_output=True,
        text=True,
        check=False,
    )
    usual_cause = "Usually a page lacks its line under nav in mkdocs.yml, or a link is old"
    assert told.returncode == 0, f"{told.stdout}{told.stderr}\n{usual_cause}"
    return out


@pytest.mark.system
def test_every_page_is_built_and_fetches_nothing(site: Path) -> None:
    built = {path.stem for path in site.glob("*.html")}
    assert {path.stem for path in pages() if path.parent.name == "docs"} <= built
    fetched = {
        f"{path.name}: {found['host']}"
        for path in site.rglob("*.html")
        for found in FETCHED.finditer(path.read_text(encoding="utf-8"))
    }
    assert fetched == set()
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", styles)


@pytest.mark.system
def test_formulas_can_be_read_without_a_script(site: Path) -> None:
    model = (site / "model.html").read_text(encoding="utf-8")
    assert model.count("<math") > 50
    assert "arithmatex" not in model
    assert "merror" not in model


@pytest.mark.system
@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["desk", "telephone"])
def test_no_page_has_a_grave_fault_or_is_wider_than_its_window(site: Path, browser: Any, width: tuple[int, int]) -> None:  # noqa: F811
    found = {}
    opened = browser.new_page(viewport={"width": width[0], "height": width[1]})
    for file in sorted(site.glob("[a-z]*.html")):
        opened.goto(file.as_uri())
        found[file.stem] = (faults(opened), overflow(opened))
    opened.close()
    assert len(found) > 20
    assert {name: told for name, told in found.items() if told != ([], 0)} == {}


@pytest.mark.system
def test_every_picture_has_words(site: Path) -> None:
    pictures = [tag for path in site.glob("*.html") for tag in re.findall(r"<img[^>]*>", path.read_text(encoding="utf-8"))]
    assert pictures
    assert [tag for tag in pictures if not re.search(r'alt="[^"]{20,}"', tag)] == []


@pytest.mark.unit
@pytest.mark.parametrize(("path", "text"), written_pages(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_a_page_that_the_program_writes_is_current(path: Path, text: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == text, "run `workforce-sim schema --write` and look at the difference"


@pytest.mark.unit
def test_every_default_quoted_beside_its_parameter_is_the_default() -> None:
    scenario, stale, seen = Scenario(), [], 0
    for page in pages():
        for found in IN_BRACKETS.finditer(" ".join(page.read_text(encoding="utf-8").split())):
            name, told = (found[1], found[2]) if found[1] else (found[3], found[4])
            if name not in parameters():
                continue
            seen += 1
            decimals = len(told.partition(".")[2])
            default = float(value_of(scenario, name))
            if round(default, decimals) != float(told.replace("−", "-")):
                stale.append(f"{page.name}: {name} is said to be {told} and is {default}")
    assert stale == []
    assert seen >= 5, "the pattern finds nothing any more"


@pytest.mark.unit
def test_readme_quotes_what_the_tutorial_shows_to_be_printed() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    quoted = re.findall(r"\"(Vacancy rate in \d{4}: [^\"]+)\"", readme)
    shown = "".join(block.shown for block in blocks() if block.page == "docs/tutorial.md")
    assert quoted, "README gives no example of an answer any more; take this test out"
    assert [quote for quote in quoted if quote not in shown] == []
