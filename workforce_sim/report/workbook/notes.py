"""The words of a workbook: its cover, the notes that sheets refer to, where it is from, and under which licence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workforce_sim.config.assumptions import assumptions
from workforce_sim.report.findings import findings
from workforce_sim.report.titles import title_of
from workforce_sim.report.workbook.sheet import NO_FIGURE, NOT_APPLICABLE, Sheet
from workforce_sim.studies.stored import DONE

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

NOTES: Mapping[str, str] = {
    "ranges": (
        "An 80% or 95% range holds so many of the replications. It is of chance and unsure rates, not of doubt about "
        "the assumptions. Middle is the median of the replications; mean is their mean."
    ),
    "intervals": (
        "An interval says where the true value lies, chance of the simulation alone considered: with 95% confidence "
        "unless the head says otherwise. More replications make it narrower; they do not make the assumptions surer."
    ),
    "years": (
        "A year is the census of 30 September for what is counted on a day, such as social workers in post, and the "
        "twelve months up to it for what happens, such as leavers."
    ),
    "money": (
        "A financial year runs from April to March, at the prices that the title gives; the first and the last are "
        "parts of a year. Spending of the sheets with annual measures is of 1 October to 30 September."
    ),
    "bands": (
        "Full-time equivalent social workers, agency included, on 30 September, mean over replications, by how many "
        "cases a full-time week of theirs holds. Those without a case are in no band."
    ),
    "effects": (
        "An effect is what the output changes by when the parameter moves from its lowest to its highest value, in the "
        "unit of the output; where variance is shared out, it is a share of it."
    ),
    "scores": (
        "Years ahead and census of origin have no figure where all are taken together. Skill is measured against the "
        "best of the naive forecasts."
    ),
    "units": (
        "Numbers are in the unit of the row where there is a column called Unit, and differences of per cent are "
        "percentage points. Cells show rounded figures and hold all digits."
    ),
    "shares": "A share or probability is shown in per cent.",
    "missing": f"{NO_FIGURE} means that there is no figure: not available, or none that could be worked out.",
    "not_applicable": f"{NOT_APPLICABLE} means that the column does not apply to the row, such as the region of a country.",
    "left_out": (
        "No sheet holds more rows than an office computer opens at once. Where a table is larger, line 3 of its sheet "
        "says what is left out and where it is."
    ),
}
"""What sheets refer to, in the order of the worksheet Notes."""
SOURCE = "Source: workforce_sim, from figures of the Department for Education and the Office for National Statistics."
KINDS = {
    "run": "one scenario, simulated many times",
    "compare": "scenarios compared on the same chance events",
    "sweep": "one scenario at many values of some parameters",
    "stress": "one scenario under shocks",
    "solve": "a search for the value of a parameter that meets a target",
    "sensitivity": "which assumptions the results hang on",
    "backtest": "forecasts from past censuses against what came",
}
"""What each kind of results is, in words."""
LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0: Department for Education, Office for"
    " National Statistics. Neither of them endorses this workbook."
)


def notes_of(sheets: Sequence[Sheet]) -> dict[str, int]:
    """Number the notes that some sheet refers to, by their keys."""
    wanted = {key for sheet in sheets for key in sheet.note_keys()}
    return {key: number for number, key in enumerate((key for key in NOTES if key in wanted), start=1)}


def lines_above(sheet: Sheet, numbers: Mapping[str, int]) -> list[str]:
    """Give the lines between the title of a sheet and its table."""
    marks = ", ".join(f"[note {number}]" for number in sorted(numbers[key] for key in sheet.note_keys()))
    refers = f" See {marks} on the worksheet Notes." if marks else ""
    signs = [f"{sign} means {said}" for sign, said in SIGNS.items() if sheet.holds(sign)]
    symbols = [f"{'; '.join(signs)}."] if signs else []
    left_out = [sheet.left_out] if sheet.left_out else []
    return [f"This worksheet contains one table; a row is {sheet.row}.{refers}", *left_out, *symbols, SOURCE]


SIGNS = {NO_FIGURE: "that there is no figure", NOT_APPLICABLE: "that the column does not apply"}


def title(results: Reported) -> str:
    """Give the title of a workbook."""
    place = f", {results.chosen.name}" if results.chosen else ""
    return f"{title_of(results)}{place}: children's social work workforce"


def cover_of(results: Reported, sheets: Sequence[Sheet]) -> list[tuple[str, list[str]]]:
    """Give the headings of the cover with the paragraphs below each."""
    rows = assumptions(results.scenario)
    red = sum(row.reliability == "red" for row in rows)
    made = results.stored.written
    held = f" The tables are about {results.chosen.name} alone." if results.chosen else ""
    unfinished = [] if results.stored.state == DONE else [f"The run is not whole; it was {results.stored.state}."]
    about = [
        f"Results of a simulation, not official statistics: {KINDS[results.stored.kind]}.",
        f"Areas simulated: {results.stored.areas}.{held}",
        *unfinished,
        f"{results.replications:,} replications, seed {results.stored.asked.get('seed')}, version {results.stored.version} of"
        f" workforce_sim, finished on {made.day} {made:%B %Y}.",
        f"Ranges hold chance and unsure rates, not doubt about assumptions. {red} of {len(rows)} assumptions have no published"
        " source and are called red on the worksheet Assumptions.",
    ]
    how = [
        f"{len(sheets)} worksheets with one table each follow Contents and Notes.",
        "Every table begins in column A below its title, notes and source.",
        "The column Subject, where there is one, tells measures of the workforce, of caseloads, of children and of money apart.",
    ]
    return [
        ("What was found", findings(results)),
        ("About these data", about),
        ("How to read this workbook", how),
        ("Source and licence", [SOURCE, LICENCE]),
    ]
