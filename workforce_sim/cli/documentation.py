"""The page of commands: what each is for, what it takes and an example, from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from workforce_sim.cli import COMMANDS, main
from workforce_sim.cli.usage import PROGRAM

INTRODUCTION = f"""# Commands

Written by `workforce-sim schema --write` from the commands themselves; do not edit.

`{PROGRAM} COMMAND --help` says the same on screen. A command ends with 0 when it is done, with 2 when what it was given is
wrong, said in one line, and with 1 for anything else.
"""
BARE = "\b"
"""The mark by which click is told to leave a paragraph as it is."""


def commands_page() -> str:
    """Write ``docs/commands.md``."""
    context = click.Context(main, info_name=PROGRAM)
    overview = ["| command | for |", "|---|---|"]
    overview += [f"| [`{name}`](#{name}) | {meaning} |" for name, meaning in COMMANDS.items()]
    sections = [line for name in COMMANDS for line in _section(_command(main, context, name), context, name, 2)]
    return "\n".join([INTRODUCTION, *overview, "", *sections]).rstrip() + "\n"


def _command(group: click.Group, context: click.Context, name: str) -> click.Command:
    found = group.get_command(context, name)
    if found is None:
        raise LookupError(f"{name} is listed but cannot be loaded")
    return found


def _section(command: click.Command, above: click.Context, name: str, level: int) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above)
    words = context.command_path.removeprefix(f"{PROGRAM} ")
    yield f"{'#' * level} {words}\n"
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{PROGRAM} {words} {pieces}\n```\n"
    yield from _told(command)
    options = [row for each in command.params if (row := _option(each))]
    if options:
        yield "| option | meaning |\n|---|---|"
        yield from options
        yield ""
    if isinstance(command, click.Group):
        for inside in command.list_commands(context):
            yield from _section(_command(command, context, inside), context, inside, level + 1)


def _told(command: click.Command) -> Iterator[str]:
    """Give the paragraphs of a command's help; those left as they are hold an example, which is a block to copy."""
    for paragraph in inspect.cleandoc(command.help or "").replace(f"{BARE}\n", BARE).split("\n\n"):
        if not paragraph.startswith(BARE):
            yield " ".join(paragraph.split()) + "\n"
            continue
        heading, *lines = paragraph.removeprefix(BARE).strip().splitlines()
        yield f"{heading.strip()}\n\n```bash\n" + "\n".join(line.strip() for line in lines) + "\n```\n"


def _option(parameter: click.Parameter) -> str:
    if not isinstance(parameter, click.Option) or parameter.hidden:
        return ""
    taken = "" if parameter.is_flag else f" {parameter.metavar or parameter.type.name.upper()}"
    names = ", ".join(parameter.opts)
    standing = parameter.default
    shown = f" Default: {standing}." if parameter.show_default and isinstance(standing, str | int | float) else ""
    meaning = " ".join((parameter.help or "").split()) + shown
    return f"| `{names}{taken}` | {meaning} |".replace("<", "&lt;")
