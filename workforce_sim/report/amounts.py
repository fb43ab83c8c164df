"""How the mean of a measure is written in tables and sentences, and of which time it is."""

from __future__ import annotations


def amount(value: float, measure: str) -> str:
    """Write a value of an annual measure: £2,034,567 of spending, else with one decimal, such as 12.3."""
    from workforce_sim.records.tables import MEASURE_OF_LINE

    return f"£{value:,.0f}" if measure in MEASURE_OF_LINE.values() else f"{value:,.1f}"


def when(measure: str, year: int) -> str:
    """Say of which time an annual measure is: the day of the census, or the year up to it."""
    from workforce_sim.records.tables import ANNUAL_RETURN

    of_the_year = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].over_time == "sum"
    return f"{'year to ' if of_the_year else ''}30 September {year}"
