"""The page that runs and studies write into their results folder at the end, unless told not to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

PAGE = "report.html"
WANTED = "workforce_sim.page_is_wanted"

Command = TypeVar("Command", bound=Callable[..., Any])


def no_report_option(command: Command) -> Command:
    """Add ``--no-report`` to a command that makes results."""
    return click.option(
        "--no-report",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=lambda ctx, _, is_off: ctx.meta.__setitem__(WANTED, not is_off),
        help=f"Do not write {PAGE}.",
    )(command)


def write_page_of(folder: Path, quiet: bool) -> None:
    """Write the page of finished results into their folder; where it cannot be drawn, say why in one line and go on."""
    from workforce_sim.errors import UserError

    if not click.get_current_context().meta.get(WANTED, True) or (folder / PAGE).exists():
        return
    from rich.console import Console

    from workforce_sim.report.page import write_page
    from workforce_sim.report.reported import reported

    stderr = Console(stderr=True)
    try:
        if quiet or not stderr.is_terminal:
            write_page([reported(folder)], folder / PAGE)
        else:
            with stderr.status("Drawing the report"):
                write_page([reported(folder)], folder / PAGE)
    except UserError as error:
        click.echo(f"No {PAGE}: {error}", err=True)


def where(folder: Path, headline: str) -> str:
    """Say where results are and what opens them."""
    page = f", {PAGE} in a browser" if (folder / PAGE).exists() else ""
    return f"Results: {folder} ({headline} opens in a spreadsheet{page})"
