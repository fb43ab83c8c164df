"""Pictures as files: each drawn whole and then named, with its words in a text file beside it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from workforce_sim.errors import UserError
from workforce_sim.report.drawing import png, svg
from workforce_sim.report.picture import HALF, WIDE, Picture


def write_pictures(pictures: Sequence[Picture], out: Path, formats: Sequence[str], *, force: bool = False) -> list[Path]:
    """Write pictures to a folder in the formats given, ``svg`` or ``png``, and a text file for each.

    Raises UserError where there is nothing to draw, where a file exists already, unless ``force``, or cannot be written.
    """
    if not pictures:
        raise UserError("nothing differs or happens here that a chart could show")
    kinds = [*formats, "txt"]
    targets = [out / f"{picture.name}.{kind}" for picture in pictures for kind in kinds]
    taken = [target for target in targets if target.exists()]
    if taken and not force:
        raise UserError(f"{taken[0]} exists; choose another folder with --out, or replace it with --force")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for picture in pictures:
            for kind in kinds:
                _write(out / f"{picture.name}.{kind}", _drawn(picture, kind))
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}; choose another folder with --out") from None
    return targets


def _drawn(picture: Picture, kind: str) -> bytes:
    width = HALF if picture.group else WIDE
    if kind == "png":
        return png(picture, width)
    if kind == "svg":
        return svg(picture, width).encode()
    return f"{picture.title}\n\n{picture.alt}\n\n{picture.note}\n".encode()


def _write(target: Path, content: bytes) -> None:
    unnamed = target.with_name(f".{target.name}.unfinished")
    try:
        unnamed.write_bytes(content)
        os.replace(unnamed, target)
    finally:
        unnamed.unlink(missing_ok=True)
