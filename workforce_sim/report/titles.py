"""What results are called, on their page and in their workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_sim.report.carried_out import compared

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported


def title_of(results: Reported) -> str:
    """Call results by what was asked: a scenario, a study by its name, a comparison by what it compares."""
    name = str(results.stored.asked.get("name") or results.scenario.name)
    if results.stored.kind == "compare":
        found = compared(results)
        name = f"{' and '.join(found.scenarios)} against {found.baseline}"
    if results.stored.kind == "backtest":
        name = "Forecasts from past censuses"
    words = " ".join(word if "." in word else word.replace("_", " ") for word in name.split(" "))
    return words[:1].upper() + words[1:]
