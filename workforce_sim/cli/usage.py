"""What was typed wrongly, in one line: options and arguments that are unknown, missing or of the wrong kind."""

from __future__ import annotations

import sys
from typing import Any

import click

from workforce_sim.errors import UserError, nearest

PROGRAM = "workforce-sim"


def typed() -> list[str]:
    """Give the words that were typed, the program's name first whatever it was started as."""
    return [PROGRAM, *sys.argv[1:]]


class WholeNumber(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions of click
    """A whole number as typed on the command line; ``allowed`` says which, its bounds are for the command to check."""

    name = "number"

    def __init__(self, allowed: str) -> None:
        self.allowed = allowed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002
        """Read the number; raises UserError with what was given and what is allowed."""
        try:
            return int(value)
        except ValueError:
            name = param.opts[0] if param is not None else "the number"
            raise UserError(f'{name} is "{value}"; it must be a whole number, {self.allowed}') from None


class Group(click.Group):
    """Commands of which a mistyped one is told with the nearest name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed, and say which was probably meant if there is none."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            raise UserError(f"{args[0]} is not a command{nearest(args[0], known)}; see {_typed(ctx)} --help")
        return super().resolve_command(ctx, args)


def one_line(error: click.UsageError) -> str:
    """Say in one line what click could not make sense of, with the nearest option's name."""
    see = f"; see {_typed(error.ctx)} --help"
    if isinstance(error, click.NoSuchOption):
        known = [name.lstrip("-") for param in _parameters(error.ctx) for name in param.opts if name.startswith("-")]
        close = nearest(error.option_name.lstrip("-"), [*known, "help"]).replace("mean ", "mean --")
        return f"{error.option_name} is not an option{close}{see}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        argument = isinstance(error.param, click.Argument)
        return f"{error.param.human_readable_name.upper() if argument else error.param.opts[0]} is missing{see}"
    said = " ".join(error.format_message().split()).rstrip(".")
    return said if isinstance(error, click.BadOptionUsage) else said + see


def _typed(ctx: click.Context | None) -> str:
    """Give the words that lead to a command, whatever the program was started as."""
    words: list[str] = []
    while ctx is not None and ctx.parent is not None:
        words.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return " ".join([PROGRAM, *words])


def _parameters(ctx: click.Context | None) -> list[click.Parameter]:
    return ctx.command.params if ctx is not None else []
