"""What results are called, on their page and in their workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.report.carried_out import compared

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported


def title_of(results: Reported) -> str:
    """Call results by what was asked: a scenario, a study by its name, a comparison by what it compares."""
    if results.stored.kind == "compare":
        found = compared(results)
        return f"{' and '.join(map(_as_title, found.scenarios))} against {_as_title(found.baseline)}"
    if results.stored.kind == "backtest":
        return "Forecasts from past censuses"
    return _as_title(str(results.stored.asked.get("name") or results.scenario.name))


def _as_title(name: str) -> str:
    """Write the name of a file or scenario as a title; a parameter keeps its dotted name."""
    words = " ".join(word if "." in word else word.replace("_", " ") for word in name.split(" "))
    return words[:1].upper() + words[1:]
