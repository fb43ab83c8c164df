"""The one decorator for compiled functions: plain Python under it, machine code on top."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

PLAIN = os.environ.get("WORKFORCE_SIM_PLAIN", "") == "1"
"""Set WORKFORCE_SIM_PLAIN=1 to run every compiled function as the plain Python it is written in, for tests."""


def compiled(function: Function) -> Function:
    """Compile a function of numbers and arrays once per machine, and keep it beside its source.

    No callbacks, logging, dicts or globals inside, and no array is created: results go into arrays passed in, which
    spares the counting of references (nine tenths of the time of the case book) and lets callers take functions in
    whole. The plain twin stays reachable as ``function.py_func``, and the whole program runs plain when
    ``WORKFORCE_SIM_PLAIN`` is set. Arithmetic is strict IEEE (no fast-math), so that results are the same bit for bit
    on every machine.
    """
    if PLAIN:
        return function
    from numba import njit

    creates_no_arrays: dict[str, Any] = {"_nrt": False}
    machine_code: Function = njit(
        cache=True, error_model="numpy", nogil=True, forceinline=True, **creates_no_arrays
    )(function)
    return machine_code
