"""Pictures as files: each drawn whole and then named, with its words in a text file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workforce_sim.errors import UserError
from workforce_sim.report.drawing import png, svg
from workforce_sim.report.picture import HALF, WIDE, Picture
from workforce_sim.whole_file import ANOTHER_FOLDER, refuse_existing, whole_file


def write_pictures(pictures: Sequence[Picture], out: Path, formats: Sequence[str], *, force: bool = False) -> list[Path]:
    """Write pictures to a folder in the formats given, ``svg`` or ``png``, and a text file for each.

    Raises UserError where there is nothing to draw, where a file exists already, unless ``force``, or cannot be written.
    """
    if not pictures:
        raise UserError("nothing differs or happens here that a chart could show")
    kinds = [*formats, "txt"]
    targets = [out / f"{picture.name}.{kind}" for picture in pictures for kind in kinds]
    refuse_existing(*targets, force=force, choose=ANOTHER_FOLDER)
    for picture in pictures:
        for kind in kinds:
            with whole_file(out / f"{picture.name}.{kind}", force=force, choose=ANOTHER_FOLDER) as unnamed:
                unnamed.write_bytes(_drawn(picture, kind))
    return targets


def _drawn(picture: Picture, kind: str) -> bytes:
    width = HALF if picture.group else WIDE
    if kind == "png":
        return png(picture, width)
    if kind == "svg":
        return svg(picture, width).encode()
    return f"{picture.title}\n\n{picture.alt}\n\n{picture.note}\n".encode()
