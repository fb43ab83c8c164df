"""One file written whole or not at all: made under another name beside its own, and then named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workforce_sim.errors import UserError

ANOTHER_FILE, ANOTHER_FOLDER = "another file with --out", "another folder with --out"
"""What else can be chosen where one exists or cannot be written."""


@contextmanager
def whole_file(path: Path, *, force: bool = False, choose: str = ANOTHER_FILE) -> Iterator[Path]:
    """Give the name to write a file under; it takes its own where the block ends well, and is gone where it does not.

    Raises UserError where the file exists, unless ``force``, and where it cannot be written; ``choose`` says what else
    could be chosen.
    """
    refuse_existing(path, force=force, choose=choose)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with named_once_whole(path) as unnamed:
            yield unnamed
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}; choose {choose}") from None


@contextmanager
def named_once_whole(path: Path) -> Iterator[Path]:
    """Give the name to write a file of an existing folder under; it takes its own where the block ends well, else goes."""
    unnamed = path.with_name(f".{path.stem}.unfinished{path.suffix}")
    try:
        yield unnamed
        os.replace(unnamed, path)
    finally:
        unnamed.unlink(missing_ok=True)


def refuse_existing(*paths: Path, force: bool, choose: str) -> None:
    """Raise UserError where one of the files to be written exists, unless ``force``."""
    taken = [path for path in paths if path.exists()]
    if taken and not force:
        raise UserError(f"{taken[0]} exists; choose {choose}, or replace it with --force")
