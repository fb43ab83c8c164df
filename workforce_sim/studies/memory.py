"""Whether a run fits in the memory of this machine, asked before it starts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from workforce_sim.errors import UserError
from workforce_sim.records.tables import MONTHLY

MEGABYTE = 1e6
PROGRAM_BYTES = 340 * MEGABYTE
"""The program and its libraries in one process, measured."""

PLACE_BYTES = 1.5 * MEGABYTE
"""The people, posts and cases of one authority of middling size in a running replication, measured."""

NUMBER_BYTES = 8
MONTHS_A_YEAR = 12
TABLE_COLUMNS = max(len(table.columns) for table in MONTHLY)
RECORD_COLUMNS = sum(len(table.columns) for table in MONTHLY)
LABEL_BYTES = 110
"""Names and codes in a row of a finished table."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a run is: authorities, years, replications, and how many of them go on side by side."""

    places: int
    years: int
    replications: int
    jobs: int

    @property
    def bytes_needed(self) -> float:
        """The most memory that the run holds at once: while simulating, or while the largest table is written."""
        rows = self.replications * self.places * self.years * MONTHS_A_YEAR
        records = rows * RECORD_COLUMNS * NUMBER_BYTES
        one_table = rows * (2 * TABLE_COLUMNS * NUMBER_BYTES + LABEL_BYTES)
        workers = self.jobs if self.jobs > 1 else 0
        simulating = PROGRAM_BYTES * (1 + workers) + PLACE_BYTES * self.places * self.jobs
        return max(simulating + records, PROGRAM_BYTES * (1 + workers) + records + one_table)


def check_fits(size: Size, available: float | None = None) -> None:
    """Refuse a run that would not fit in memory, and say what would.

    ``available`` is in bytes; without it this machine is asked, and where it does not say every run may try.
    Raises UserError.
    """
    room = available_bytes() if available is None else available
    if room is None or size.bytes_needed <= room:
        return
    raise UserError(
        f"{size.replications:,} replications of {size.places} {_authorities(size.places)} over {size.years} years on "
        f"{size.jobs} {'processes' if size.jobs > 1 else 'process'} need about {_gigabytes(size.bytes_needed)} "
        f"of memory and {_gigabytes(room)} is free; {_what_fits(size, room)}"
    )


def available_bytes() -> float | None:
    """Ask the machine how much memory a new process could have, in bytes; None where it does not say."""
    said = [room for room in (_free_in_system(), _free_in_container()) if room is not None]
    return min(said) if said else None


def _what_fits(size: Size, room: float) -> str:
    for jobs in range(size.jobs, 0, -1):
        if Size(size.places, size.years, size.replications, jobs).bytes_needed <= room:
            return f"--jobs {jobs} would fit"
    fewer, more = 0, size.replications
    while more - fewer > 1:
        middle = (fewer + more) // 2
        if Size(size.places, size.years, middle, 1).bytes_needed <= room:
            fewer = middle
        else:
            more = middle
    if fewer:
        return f"--jobs 1 --replications {fewer} would fit; more runs with other seeds can be put together afterwards"
    return "not even one replication would fit: simulate fewer areas or years (areas, horizon_years)"


def _free_in_system() -> float | None:
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return float(line.split()[1]) * 1024.0
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):
        return None  # Windows has no sysconf, other systems not these names


def _free_in_container() -> float | None:
    group = Path("/sys/fs/cgroup")
    try:
        limit = (group / "memory.max").read_text(encoding="ascii").strip()
        used = float((group / "memory.current").read_text(encoding="ascii"))
    except OSError:
        return None  # not in a container that limits memory
    return None if limit == "max" else max(float(limit) - used, 0.0)


def _gigabytes(size: float) -> str:
    return f"{size / 1e9:,.1f} GB"


def _authorities(count: int) -> str:
    return "authority" if count == 1 else "authorities"
