"""The one decorator for compiled functions: plain Python under it, machine code on top."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

PLAIN = os.environ.get("WORKFORCE_SIM_PLAIN", "") == "1"
"""Set WORKFORCE_SIM_PLAIN=1 to run every compiled function as the plain Python it is written in, for tests."""


def compiled(function: Function) -> Function:
    """Compile a function of numbers and arrays once per machine.

    No callbacks, logging, dicts or globals inside, and no array is created: results go into arrays passed in, which
    spares the counting of references (nine tenths of the time of the case book) and lets callers take functions in whole.
    The interpreter's lock is kept, for replications run side by side in processes and never in threads: letting go of it
    and taking it again was a quarter of the time of a small call, of which a replication has ten thousand. Machine code
    is kept from one run to the next, by the state of the sources. The plain twin stays reachable as ``function.py_func``,
    and the whole program runs plain when ``WORKFORCE_SIM_PLAIN`` is set. Arithmetic is strict IEEE (no fast-math), so
    that results are the same bit for bit on every machine.
    """
    if PLAIN:
        return function
    import numba

    settings: Any = numba.config  # numba fills this module in as it is imported
    if not settings.CACHE_DIR:
        settings.CACHE_DIR = str(machine_code_folder())
    creates_no_arrays: dict[str, Any] = {"_nrt": False}
    machine_code: Function = numba.njit(cache=True, error_model="numpy", forceinline=True, **creates_no_arrays)(function)
    return machine_code


@cache
def machine_code_folder() -> Path:
    """Give the folder for machine code of exactly these sources: in the package, or else in the user's cache.

    Compiled functions take one another in whole, so a change in one file makes the machine code of others stale, which
    numba alone does not notice. NUMBA_CACHE_DIR, if set, is used instead.
    """
    package = Path(__file__).parent
    sources = sorted([*package.glob("randomness/*.py"), *package.glob("caseload/*.py"), Path(__file__)])
    state = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    beside = package / "__pycache__"
    if os.access(beside if beside.exists() else package, os.W_OK):
        return beside / f"machine_code_{state}"
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "workforce_sim" / f"machine_code_{state}"
