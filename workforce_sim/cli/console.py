"""The console that results are printed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 120
"""Characters to a line where the output is a file or a pipe and not a screen."""


def console_for_results() -> Console:
    """Give a console as wide as the screen, or of a fixed width where the output is a file or a pipe."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PLAIN_WIDTH)
