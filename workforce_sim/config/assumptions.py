"""The log of assumptions that a review of the analysis asks for, one row a parameter.

The columns are those that HM Treasury's Aqua Book expects of such a log. ``owner`` and ``signed_off_by`` are blank:
only a scenario's users can say who stands behind it. ``effect_rank`` is blank until a sensitivity study ranks them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace

from workforce_sim.config.catalogue import parameters, plausible, value_of, written
from workforce_sim.config.declaration import Parameter
from workforce_sim.config.defaults import usual_at
from workforce_sim.config.scenario import Scenario

WITHIN_CHANCE = "chance"
"""What stands in the place of a rank where a study varied a parameter and its effect cannot be told from chance."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One row of the log."""

    id: str
    text: str
    value: str
    unit: str
    range: str
    source: str
    date: str
    reason: str
    owner: str
    signed_off_by: str
    reliability: str
    effect_rank: str


def assumptions(scenario: Scenario) -> list[Assumption]:
    """List what a scenario assumes.

    A value the scenario changes no longer has its default's source: it is red, and says what the default was. Defaults
    are those of the scenario's own start: what is calibrated on the censuses up to it is no change.
    """
    usual = usual_at(scenario)
    return [*_own_figures(scenario), *(_row(parameter, scenario, usual) for parameter in parameters().values())]


def ranked(rows: Sequence[Assumption], ranks: Mapping[str, int | None]) -> list[Assumption]:
    """Put what matters most first: ``ranks`` by dotted name, None where an effect cannot be told from chance.

    After those with a rank come those within chance, then those that were not varied, in the order they had.
    """
    last = len(rows) + 1
    given = {
        row.id: replace(row, effect_rank="" if row.id not in ranks else str(ranks[row.id] or WITHIN_CHANCE)) for row in rows
    }
    return sorted(given.values(), key=lambda row: last + 1 if row.id not in ranks else ranks[row.id] or last)


def as_csv(rows: list[Assumption]) -> str:
    """Write the log as CSV with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(Assumption)])
    writer.writerows(astuple(row) for row in rows)
    return text.getvalue()


def _row(parameter: Parameter, scenario: Scenario, usual: Scenario) -> Assumption:
    known = parameter.declaration
    source, date, reason, reliability = known.source, known.year, known.reason, str(known.reliability)
    own, default_value = value_of(scenario, parameter.name), value_of(usual, parameter.name)
    if default_value != value_of(Scenario(), parameter.name):
        date = f"up to {scenario.start.year}"
    if own != default_value:
        default = written(default_value)
        origin = f" ({source}, {date})" if source else ""
        source, date, reliability = f"Scenario {scenario.name}", "", "red"
        reason = f"Set by the scenario; the default is {default}{origin}"
    return Assumption(
        id=parameter.name,
        text=known.meaning,
        value=written(own),
        unit=parameter.unit,
        range=plausible(parameter),
        source=source,
        date=date,
        reason=reason,
        owner="",
        signed_off_by="",
        reliability=reliability,
        effect_rank="",
    )


def _own_figures(scenario: Scenario) -> list[Assumption]:
    if scenario.figures is None:
        return []
    text = "Own figures in place of published ones"
    value = written(scenario.figures if isinstance(scenario.figures, dict) else str(scenario.figures))
    reason = "Set by the scenario; not published"
    source = f"Scenario {scenario.name}"
    return [Assumption("figures", text, value, "", "", source, "", reason, "", "", "red", "")]
