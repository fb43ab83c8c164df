"""The command line. Each command is one file, loaded only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from workforce_sim.cli import usage
from workforce_sim.errors import LedgerError, UserError

COMMANDS = {
    "app": "Open the planner's app in a browser: an authority, levers, and what they do.",
    "areas": "Find an authority and its published headline figures.",
    "assumptions": "List everything a scenario assumes, with source and reliability.",
    "backtest": "Score forecasts from past censuses against what happened.",
    "calibrate": "Estimate rates and their standard errors from the published years.",
    "compare": "Compare scenarios on the same chance events: what differs, how sure that is, and why.",
    "evidence": "Write the pack that a review of results asks for.",
    "export": "Write results as CSV, as a workbook or as open data.",
    "figures": "Import newly published figures.",
    "plot": "Draw the charts that results give.",
    "report": "Write one page of results to read, print and send.",
    "reproduce": "Simulate results again and say whether they are identical.",
    "results": "List what has been run, and show what it holds.",
    "run": "Simulate a scenario and show what to expect.",
    "sweep": "Simulate every point of a design over parameters.",
    "schema": "Print the JSON Schema by which editors check scenario files.",
    "screen": "Check a pair of open-data files.",
    "sensitivity": "Rank the assumptions by how much the answer hangs on them.",
    "solve": "Find the smallest or largest value of one lever that meets a target.",
    "stress": "Put targets under shocks, and rank the shocks by the harm they do.",
    "track": "Hold newly published figures against an earlier projection.",
    "twin": "Preview a scenario in expected values, or hold a run against them.",
    "validate": "Check a scenario file without running it.",
}
"""Every command and what it is for; the command is ``command`` in the module of its name."""

WRONG_INPUT = 2
FAILED = 1


class Commands(usage.Group):
    """Load a command when it is asked for, and turn what goes wrong into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name every command, without loading any."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"workforce_sim.cli.{cmd_name}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words before the command; exit 2 with one line where they make no sense."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            _refuse(ctx, error)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with what they are for."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit 2 with one line where the input is wrong, 1 where anything else is."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(str(error), err=True)
            ctx.exit(WRONG_INPUT)
        except click.UsageError as error:
            _refuse(ctx, error)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(FAILED)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            click.echo(_one_line(error), err=True)
            click.echo("For the traceback, put --debug after workforce-sim and run it again.", err=True)
            ctx.exit(FAILED)


def _refuse(ctx: click.Context, error: click.UsageError) -> NoReturn:
    if type(error).__name__ == "NoArgsIsHelpError":  # no fault: a group of commands alone shows its help
        raise error
    click.echo(usage.one_line(error), err=True)
    ctx.exit(WRONG_INPUT)


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, LedgerError):
        return f"A ledger does not balance, which is a fault of the program: {text}"
    if type(error).__module__.startswith("workforce_sim"):
        return text[:1].upper() + text[1:]
    return f"{type(error).__name__}: {text}"


def _show_version(ctx: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from importlib import metadata

        try:
            click.echo(f"workforce-sim {metadata.version('workforce_sim')}")
        except metadata.PackageNotFoundError:
            click.echo("workforce-sim, run from its source without being installed")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show the traceback when something goes wrong.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def main(debug: bool) -> None:
    """Simulate the children's social work workforce of an English authority, of a region or of England.

    Start with your own authority: workforce-sim areas notts
    """
