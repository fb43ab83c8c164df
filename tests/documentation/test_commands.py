"""Every command that README and documentation show is typed, in a folder of its own, with small settings, and must do its job.

What is not as printed is declared in ``alterations`` and written to the report of each test. Results that a command speaks
of are made first, by the first command of the documentation that makes them; a file that a page shows under a title is
there. Where a block is followed by one of text, that is what the commands above it print, and every line of it must be in
what they do print, as printed but for the number of processes.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from tests.documentation.alterations import NOT_TYPED, PROGRAM, altered, made_small, reason_not_to_type, small_copy
from tests.documentation.blocks import ROOT, TYPED, Block, blocks, files_of, pages, typed_blocks
from workforce_sim.cli import main

pytestmark = pytest.mark.system

RESULTS = re.compile(r"^results/[\w.-]+$")
SHELL = {"|", "&&", "||", ";", ">", "<", "&", "2>&1"}
OWN_SCENARIO = "my_scenario.yaml"
"""The reader's own file, which README names and shows."""
PUBLISHED_FILE = "csww_indicators.csv"
"""A published file, which the reader has downloaded."""
MAKES_RESULTS = ("run", "compare", "sweep", "stress", "solve", "sensitivity", "backtest")


class Reader:
    """Somebody who types the commands of one page in a folder, and keeps what was altered and what came of it."""

    def __init__(self, folder: Path, page: str, kept: Path) -> None:
        self.folder = folder
        self.kept = kept
        self.said: list[str] = []
        self.printed = ""
        self.said += small_copy(ROOT / "configs", folder / "configs")
        (folder / "results").mkdir()
        (folder / "docs").mkdir()
        (folder / "tests").symlink_to(ROOT / "tests")
        shutil.copy(next((ROOT / "tests" / "figures" / "excerpts").rglob("csww_indicators_*.csv")), folder / PUBLISHED_FILE)
        for name, text in {OWN_SCENARIO: scenario_of_readme(), **files_of(page)}.items():
            (folder / name).write_text(made_small(text)[0], encoding="utf-8")

    def follow(self, block: Block) -> None:
        """Type every line of a block, one after the other."""
        for words in block.lines():
            line = " ".join(words)
            reason = reason_not_to_type(line)
            if reason:
                self.said.append(f"not typed: {line} ({reason})")
            elif words[0] == PROGRAM and not SHELL & set(words):
                self.type_in(words, is_shown=bool(block.shown))
            else:
                self.type_in_shell(line)

    def type_in(self, words: Sequence[str], *, is_shown: bool = False) -> None:
        """Type one command of the program; results that it speaks of are there first."""
        for named in spoken_of(words):
            self.fetch(named)
        small = altered(words, is_shown=is_shown)
        self.said += [f"{shlex.join(words)}: {each}" for each in small.alterations]
        told = CliRunner(env={"COLUMNS": "160"}).invoke(main, small.words[1:])
        self.printed += told.output
        assert told.exit_code == 0, f"$ {shlex.join(small.words)}\n{told.output}\n{told.exception!r}"

    def type_in_shell(self, line: str) -> None:
        """Type one line that is not the program's."""
        told = subprocess.run(["bash", "-euo", "pipefail", "-c", line], capture_output=True, text=True, check=False)
        self.printed += told.stdout
        assert told.returncode == 0, f"$ {line}\n{told.stdout}\n{told.stderr}"

    def fetch(self, results: str) -> None:
        """Bring results that a command speaks of: made once by the command of the documentation that makes them."""
        if (self.folder / results).exists():
            return
        made = self.kept / Path(results).name
        if not made.exists():
            page, words = maker_of(results)
            for name, text in files_of(page).items():
                (self.folder / name).write_text(made_small(text)[0], encoding="utf-8")
            self.type_in(words)
            assert (self.folder / results).is_dir(), f"{shlex.join(words)} made no {results}"
            shutil.copytree(self.folder / results, made)
            return
        shutil.copytree(made, self.folder / results)


def spoken_of(words: Sequence[str]) -> list[str]:
    """Give the results folders that a command reads."""
    before = dict(zip(words[1:], words, strict=False))
    return [word for word in words if RESULTS.match(word) and before.get(word) != "--out"]


def makes(words: Sequence[str], page: str) -> str:
    """Give the results folder that a command makes; empty where it makes none that can be told from its words."""
    if len(words) < 2 or words[0] != PROGRAM or words[1] not in MAKES_RESULTS or SHELL & set(words):
        return ""
    if "--out" in words:
        return words[words.index("--out") + 1]
    given = next((word for word in words[2:] if word.endswith(".yaml")), "")
    text = files_of(page).get(given) or ((ROOT / given).read_text(encoding="utf-8") if (ROOT / given).is_file() else "")
    said = yaml.safe_load(text) if text else {}
    is_named = bool(said) and (words[1] == "run" or said.get("study") == words[1])
    return f"results/{said.get('name', Path(given).stem)}" if is_named else ""


def maker_of(results: str) -> tuple[str, list[str]]:
    """Find the first command of the documentation that makes results, and its page."""
    for block in typed_blocks():
        for words in block.lines():
            if makes(words, block.page) == results and "--dry-run" not in words and not reason_not_to_type(" ".join(words)):
                return block.page, words
    raise AssertionError(f"{results} is spoken of, and no command of README or documentation makes it: name one that does")


def scenario_of_readme() -> str:
    """Give the scenario that README shows."""
    return next(block.text for block in blocks() if block.page == "README.md" and block.language == "yaml")


def flat(text: str) -> str:
    """Write text with single spaces, so that the width of a screen does not matter."""
    return " ".join(text.split())


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep results that several pages speak of."""
    return tmp_path_factory.mktemp("kept")


@pytest.mark.parametrize("block", typed_blocks(), ids=lambda block: block.place)
def test_every_command_shown_does_its_job(
    block: Block, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, record_property: pytest.RecordProperty
) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path, block.page, kept)
    reader.follow(block)
    print("\n".join(reader.said))
    record_property("altered", reader.said)
    assert reader.printed.strip() or all(reason_not_to_type(" ".join(words)) for words in block.lines())
    printed = flat(reader.printed)
    stale = [line for line in block.shown.splitlines() if flat(line) not in printed]
    assert not stale, f"{block.place} says that these are printed:\n" + "\n".join(stale) + f"\n\nPrinted now:\n{reader.printed}"


def test_every_reason_not_to_type_a_line_is_needed() -> None:
    lines = [" ".join(words) for block in typed_blocks() for words in block.lines()]
    idle = [pattern for pattern in NOT_TYPED if not any(re.search(pattern, line) for line in lines)]
    assert idle == [], "no line of the documentation looks like this any more; take the reason out"


def test_most_lines_are_typed() -> None:
    lines = [" ".join(words) for block in typed_blocks() for words in block.lines()]
    typed = [line for line in lines if not reason_not_to_type(line)]
    assert len(typed) > 80
    assert len(typed) > 0.85 * len(lines), "a reason has become too wide"


def test_every_fence_says_what_it_holds() -> None:
    known = {*TYPED, "text", "yaml", "csv", "python", ""}
    assert {block.language for block in blocks()} <= known
    opened = {page.name: page.read_text(encoding="utf-8").count("\n```") for page in pages()}
    assert all(count % 2 == 0 for count in opened.values()), f"a fence is left open: {opened}"
    unnamed = [block.place for block in blocks() if not block.language and PROGRAM in block.text]
    assert unnamed == [], "a command in a block without a language is typed by no test; open it with ```bash"


def test_a_stale_command_would_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path, "README.md", kept)
    for line in ("workforce-sim runn x.yaml", "workforce-sim areas notts --vanished", "workforce-sim areas nowhere | cat"):
        with pytest.raises(AssertionError):
            reader.follow(Block("README.md", 1, "bash", "", line))
    with pytest.raises(AssertionError, match="no command of README or documentation makes it"):
        reader.follow(Block("README.md", 1, "bash", "", "workforce-sim results show results/never_made"))
