"""Where finished pieces of work are kept: a file each, written whole and then named, found again by its key."""

from __future__ import annotations

import errno
import io
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np

from workforce_sim.errors import UserError
from workforce_sim.studies.pieces import Outcome

SECONDS = "seconds"
AT_HAND_BYTES = 32 * 2**20
"""Memory that outcomes kept by this process may take beside their files: room for ten thousand points of one authority."""
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


class PieceStore:
    """Keep the outcomes of pieces in a folder that may hold those of an earlier, unfinished study.

    The first outcomes that this process keeps stay at hand too, up to ``AT_HAND_BYTES``: each table of a study asks for
    every outcome again, and reading one from its file takes as long as all else that a table does with it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._done = {path.stem for path in folder.glob("??/*.npz")}
        self._at_hand: dict[str, Outcome] = {}
        self._bytes_free = AT_HAND_BYTES

    def has(self, key: str) -> bool:
        """Say whether a piece was finished."""
        return key in self._done

    def keep(self, key: str, outcome: Outcome) -> None:
        """Write one outcome whole; raises ``UserError`` where the disk is full, and leaves what was kept before."""
        written = io.BytesIO()
        arrays = {**outcome.arrays, SECONDS: np.array(outcome.seconds)}
        np.savez(written, allow_pickle=False, **arrays)
        path = self._path(key)
        unnamed = path.with_suffix(f".{os.getpid()}.unfinished")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            unnamed.write_bytes(written.getbuffer())
            os.replace(unnamed, path)
        except OSError as error:
            unnamed.unlink(missing_ok=True)
            if error.errno not in DISK_FULL:
                raise
            raise UserError(
                f"{self.folder.parent}: {error.strerror}; what had finished is kept: make room, then run the same command again"
            ) from None
        self._done.add(key)
        takes = sum(array.nbytes for array in outcome.arrays.values())
        if takes <= self._bytes_free and key not in self._at_hand:
            self._at_hand[key] = outcome
            self._bytes_free -= takes

    def outcome(self, key: str) -> Outcome:
        """Give one outcome; raises ``UserError`` where its file is damaged, which is then struck off to be done again."""
        if key in self._at_hand:
            return self._at_hand[key]
        path = self._path(key)
        try:
            with np.load(path, allow_pickle=False) as held:
                arrays = {name: held[name] for name in held.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
            path.unlink(missing_ok=True)
            self._done.discard(key)
            raise UserError(
                f"{path}: is damaged ({error}) and was struck off; run the same command again to simulate that piece again"
            ) from None
        return Outcome({name: array for name, array in arrays.items() if name != SECONDS}, float(arrays[SECONDS]))

    def clear(self) -> None:
        """Throw every piece away, once the tables made of them are written."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._done.clear()
        self._at_hand.clear()
        self._bytes_free = AT_HAND_BYTES

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.npz"
