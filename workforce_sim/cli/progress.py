"""The progress bar: how many replications are done, the time gone and the time left, on the error stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(name: str, quiet: bool) -> Iterator[tuple[Callable[[int, int], None] | None, Callable[[], None]]]:
    """Show a bar while the block lasts; give who hears (done, asked) and who hears that the case book is compiled."""
    if quiet:
        yield None, lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("replications,"),
        TimeElapsedColumn(),
        TextColumn("gone,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        def on_progress(finished: int, asked: int) -> None:
            bar.update(task, completed=finished, total=asked)

        def on_compile() -> None:
            console.print("Compiling the case book: once on this machine, up to 20 seconds.")

        yield on_progress, on_compile
