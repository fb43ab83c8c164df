"""Numbers as people read them: how many decimals a measure is given with, and its unit in words."""

from __future__ import annotations

import re

from workforce_sim.records.headlines import BY_MEASURE
from workforce_sim.records.pounds import pounds
from workforce_sim.records.tables import ANNUAL_RETURN

NAMES = {measure: headline.name for measure, headline in BY_MEASURE.items()} | {
    "starters_fte": "Starters",
    "leavers_fte": "Leavers",
    "absence_rate_fte": "Absence rate",
    "vacancy_fte": "Vacancies",
    "agency_fte": "Agency workers",
    "establishment_fte": "Funded posts",
}
"""What people call the measures of the annual return that charts and tables show."""

IN_SENTENCES = {"inpost_fte": "Staff in post"}
"""What people call those of the measures whose names do not fit into a sentence."""

SMALL = 100.0
"""Below this FTE are given with a decimal, because there a single person matters."""
WHOLE = ("people", "children", "cases")
"""Units of what nobody has half of."""


def name_of(measure: str) -> str:
    """Say what people call a measure; its published name where they have no other."""
    return NAMES.get(measure, measure)


def spoken(sentence: str) -> str:
    """Say the measures of a sentence by what people call them, in place of the names of their columns."""

    def called(found: re.Match[str]) -> str:
        name = IN_SENTENCES.get(found.group()) or NAMES[found.group()]
        return name if found.start() == 0 else f"{name[:1].lower()}{name[1:]}"

    return _COLUMN.sub(called, sentence)


_COLUMN = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(map(re.escape, NAMES), key=len, reverse=True))})(?![\w.]*\w)")


def unit_of(measure: str) -> str:
    """Give the unit of an annual measure as people write it: %, FTE, cases per FTE."""
    unit = ANNUAL_RETURN.columns[ANNUAL_RETURN.index[measure]].unit
    return {"per cent": "%", "pounds": "£"}.get(unit, unit)


def written(value: float | None, measure: str) -> str:
    """Write a value of an annual measure with its unit, such as 14.2%, 1,234 FTE or £2.3 million."""
    if value is None:
        return "not known"
    unit = unit_of(measure)
    return bare(value, measure) + ("" if unit == "£" else unit if unit == "%" else f" {unit}")


def bare(value: float | None, measure: str) -> str:
    """Write a value of an annual measure where its unit stands elsewhere; a dash for what is not known."""
    if value is None:
        return "–"
    unit = unit_of(measure)
    if unit == "£":
        return pounds(value)
    precise = unit in ("%", "cases per FTE") or (unit not in WHOLE and abs(value) < SMALL)
    return f"{value:,.1f}" if precise else f"{value:,.0f}"


def between(lower: float, upper: float, measure: str) -> str:
    """Write a range of an annual measure, its unit once unless it is a sign: 8.0% and 13.0%, 465 and 561 FTE."""
    low = written(lower, measure) if unit_of(measure) == "%" else bare(lower, measure)
    return f"{low} and {written(upper, measure)}"


LINES = {
    "social_workers_gbp": "Social workers",
    "agency_gbp": "Agency workers",
    "recruitment_gbp": "Recruitment",
    "training_and_apprenticeship_gbp": "Apprentices",
    "other_safeguarding_gbp": "Other safeguarding",
    "residential_care_gbp": "Residential care",
    "fostering_gbp": "Fostering",
    "looked_after_other_gbp": "Other looked-after services",
    "care_leavers_gbp": "Care leavers",
    "programmes_gbp": "Programmes",
    "grants_gbp": "Grants",
}
"""What people call the lines of the accounts."""
TOTAL = "total_gbp"
ALL_LINES = {**LINES, TOTAL: "All lines"}
"""The lines and their sum, the last."""
