"""What every command shares: help in a moment, one line for what goes wrong, and an exit code that means something."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from workforce_sim import cli

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_listed_can_be_loaded_under_its_name(name: str) -> None:
    command = cli.main.get_command(click.Context(cli.main), name)
    assert command is not None
    assert command.name == name


def test_help_lists_every_command_with_what_it_is_for() -> None:
    told = CliRunner().invoke(cli.main, ["--help"], terminal_width=100)
    assert told.exit_code == 0
    for name, purpose in cli.COMMANDS.items():
        assert name in told.output
        assert purpose in told.output


def test_help_as_a_module_names_the_program_as_it_is_typed() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "workforce_sim", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout.startswith("Usage: workforce-sim")


def test_the_version_is_told() -> None:
    told = CliRunner().invoke(cli.main, ["--version"])
    assert told.exit_code == 0
    assert told.output.startswith("workforce-sim")


def test_a_mistyped_command_is_named_with_the_nearest() -> None:
    told = CliRunner().invoke(cli.main, ["runn"])
    assert told.exit_code == 2
    assert told.stderr == "runn is not a command; did you mean run?; see workforce-sim --help\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("run", "SCENARIO is missing; see workforce-sim run --help"),
        ("run --bogus", "--bogus is not an option; see workforce-sim run --help"),
        ("--debgu run", "--debgu is not an option; did you mean --debug?; see workforce-sim --help"),
        ("run a.yaml b.yaml", "Got unexpected extra argument (b.yaml); see workforce-sim run --help"),
        ("figures import", "DIR is missing; see workforce-sim figures import --help"),
        ("figures imprt", "imprt is not a command; did you mean import?; see workforce-sim figures --help"),
    ],
)
def test_a_mistyped_option_or_argument_is_one_line_and_exit_2(line: str, said: str) -> None:
    told = CliRunner().invoke(cli.main, line.split())
    assert told.exit_code == 2
    assert told.stderr == said + "\n"
    assert told.stdout == ""


@pytest.mark.parametrize("words", [[], ["figures"]])
def test_a_group_of_commands_alone_shows_its_help(words: list[str]) -> None:
    told = CliRunner().invoke(cli.main, words)
    assert "Usage:" in told.output
    assert "Commands:" in told.output


def test_help_of_the_figures_commands_is_not_cut_off() -> None:
    told = CliRunner().invoke(cli.main, ["figures", "--help"], terminal_width=80)
    listed = told.output.split("Commands:")[1]
    assert "..." not in listed
    assert "…" not in listed


def broken(*_: object) -> click.Command:
    @click.command()
    def command() -> None:
        raise ZeroDivisionError("division by zero")

    return command


def test_a_fault_ends_with_1_in_a_line_and_says_how_to_see_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.Commands, "get_command", broken)
    told = CliRunner().invoke(cli.main, ["run"])
    assert told.exit_code == 1
    assert told.stderr.splitlines()[0] == "ZeroDivisionError: division by zero"
    assert "--debug" in told.stderr


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.Commands, "get_command", broken)
    told = CliRunner().invoke(cli.main, ["--debug", "run"])
    assert isinstance(told.exception, ZeroDivisionError)
