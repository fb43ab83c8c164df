"""What the command line tells someone who asks for help, and what the README tells someone who has just arrived."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from workforce_sim.cli import main

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parent.parent
BLOCKS_IN_README = ("run", "tests")


def commands(group: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that lead to each command, groups opened."""
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, f"{name} is listed but cannot be loaded"
            yield from commands(command, (*path, name))
    else:
        yield path


def command_at(words: tuple[str, ...]) -> click.Command:
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None, f"{word} is not a command"
        command = found
    return command


def help_of(words: tuple[str, ...]) -> str:
    told = CliRunner().invoke(main, [*words, "--help"], terminal_width=200)
    assert told.exit_code == 0, told.output
    return told.output


def examples_in(text: str, words: tuple[str, ...]) -> list[list[str]]:
    """The lines of a help text that a reader could type for this command."""
    start = " ".join(["workforce-sim", *words])
    lines = [line.strip().removeprefix("$ ") for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith(start) and "[OPTIONS]" not in line]


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_help_shows_an_example_that_could_be_typed(words: tuple[str, ...]) -> None:
    examples = examples_in(help_of(words), words)
    assert examples, f"`workforce-sim {' '.join(words)} --help` has no line a reader could copy; add one under Example"
    for arguments in examples:
        # Parses the line without doing the job: an option that was renamed or dropped fails here.
        command_at(words).make_context(" ".join(words), arguments[len(words) :])


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_files_named_in_an_example_come_with_the_program(words: tuple[str, ...]) -> None:
    named = [word for line in examples_in(help_of(words), words) for word in line if word.startswith("configs/")]
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing, f"{missing} in the example of `workforce-sim {' '.join(words)}` are not in the repository"


def block_in_readme(name: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- ci: {name} -->\n```\w*\n(.+?)\n```", text, re.S)
    assert found, f"README.md has no command block after <!-- ci: {name} -->; .ci/run reads it there"
    return found.group(1)


@pytest.mark.parametrize("name", BLOCKS_IN_README)
def test_the_readme_command_sets_up_from_nothing_with_pinned_versions(name: str) -> None:
    command = block_in_readme(name)
    assert "python3 -m venv" in command
    assert "-c constraints.txt" in command


def test_every_command_the_readme_names_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {path[0] for path in commands()}
    named = set(re.findall(r"workforce-sim ([a-z]+)", text))
    assert named <= known, f"README.md names {sorted(named - known)}, which the command line does not know"


def test_the_scenario_in_the_readme_is_right_with_its_own_figures(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.+?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("".join(blocks).replace("extends: configs", f"extends: {ROOT}/configs"), encoding="utf-8")
    told = CliRunner().invoke(main, ["validate", str(scenario)])
    assert told.exit_code == 0, f"{told.output}\nUsually a parameter was renamed: put the new name into README.md"
    assert "figures" in told.output
