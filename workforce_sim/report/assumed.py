"""What results assume, as a page tells it: what scenarios set themselves, and the whole log by how reliable each value is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from workforce_sim.config.assumptions import Assumption, assumptions
from workforce_sim.config.defaults import differences
from workforce_sim.report.table import Table
from workforce_sim.studies.compare import labels_of
from workforce_sim.studies.stored import scenario_of

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.report.reported import Reported

NAMES = {
    "red": "No published source: red",
    "amber": "A source that fits in part: amber",
    "green": "A source that fits: green",
}
HEADINGS = ("Parameter", "What it is", "Value", "Range", "Reliability", "Source or reason")


def assumed(results: Sequence[Reported]) -> dict[str, Any]:
    """Say what is assumed: what each scenario sets in the open, the log of the first one to unfold, red first."""
    scenarios = list(_scenarios(results))
    first, scenario = scenarios[0]
    rows = assumptions(scenario)
    by_colour = {colour: [row for row in rows if row.reliability == colour] for colour in NAMES}
    counted = {colour: len(listed) for colour, listed in by_colour.items()}
    of_which = "" if len(scenarios) == 1 else f" Counted for {first}; the others differ in what they set themselves."
    sentence = (
        f"{len(rows)} assumptions: {counted['red']} have no published source (red), {counted['amber']} have one that fits in part"
        f" (amber), {counted['green']} have one that fits (green). Values that a scenario sets itself are red: they are the"
        f" planner's.{of_which}"
    )
    own = [(name, list(_set_by(each))) for name, each in scenarios]
    return {
        "sentence": sentence,
        "open": [_log(f"Set by the scenario {name}", listed) for name, listed in own if listed],
        "closed": [_log(NAMES[colour], listed) for colour, listed in by_colour.items() if listed],
    }


def _scenarios(results: Sequence[Reported]) -> Iterator[tuple[str, Scenario]]:
    """Give every scenario once, by the name that its study's tables have for it; of a backtest, the last origin alone."""
    seen: list[Scenario] = []
    for each in results:
        of_it = [scenario_of(resolved) for resolved in each.stored.scenarios]
        names = labels_of(of_it) if each.stored.kind == "compare" else [scenario.name for scenario in of_it]
        named = list(zip(names, of_it, strict=True))
        for name, scenario in named[-1:] if each.stored.kind == "backtest" else named:
            if scenario not in seen:
                seen.append(scenario)
                yield name, scenario


def _set_by(scenario: Scenario) -> Iterator[Assumption]:
    changed = {change.name for change in differences(scenario)} | {"figures"}
    return (row for row in assumptions(scenario) if row.id in changed)


def _log(caption: str, rows: Sequence[Assumption]) -> Table:
    cells = [
        [
            row.id,
            row.text,
            f"{row.value} {row.unit}".strip(),
            row.range,
            row.reliability,
            row.reason if row.reliability == "red" and row.reason else f"{row.source} {row.date}".strip() or row.reason,
        ]
        for row in rows
    ]
    return Table(caption, HEADINGS, cells, words=len(HEADINGS))
