"""Amounts of money as people say them: three figures, for more would claim to be known."""

from __future__ import annotations

FIGURES = 3
MILLION, BILLION = 1e6, 1e9


def pounds(amount: float) -> str:
    """Write an amount of money: £1.36 billion, £136 million, £2.3 million, £52,400."""
    return _written(amount, " billion", " million")


def brief_pounds(amount: float) -> str:
    """Write an amount of money where there is little room: £1.36bn, £136m, £2.3m, £52,400."""
    return _written(amount, "bn", "m")


def _written(amount: float, billion: str, million: str) -> str:
    rounded = float(f"{amount:.{FIGURES}g}")
    size = abs(rounded)
    sign = "-" if rounded < 0 else ""
    if size >= BILLION:
        return f"{sign}£{_shown(size / BILLION, 2)}{billion}"
    if size >= MILLION:
        return f"{sign}£{_shown(size / MILLION, 1)}{million}"
    return f"{sign}£{size:,.0f}"


def _shown(size: float, most_decimals: int) -> str:
    before = len(f"{size:.0f}")
    return f"{size:,.{min(max(FIGURES - before, 0), most_decimals)}f}"
