"""The log of decisions: what the manifest shows was decided; why, by whom and when are blank, for no file knows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workforce_sim.config.catalogue import written
from workforce_sim.config.defaults import differences
from workforce_sim.report.evidence.markdown_table import code, table

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

HEADINGS = ("decision", "alternatives considered", "why", "decided by", "date")
BLANK = ("", "", "", "")
BLANK_ROWS = 3
ASSURANCE = (
    ("Commissioner", "accepts that the analysis is fit for the purpose"),
    ("Analyst", "did the analysis and fills the logs"),
    ("Assurer", "checked it, and was not the analyst"),
    ("Approver", "signs that it was assured in proportion to what hangs on it"),
)
"""The four roles of HM Treasury's Aqua Book."""


def decisions_log(subject: Subject) -> str:
    """Write the page."""
    return "\n\n".join(
        [
            "# Decisions log",
            "Decisions that can be read off the manifest. **Everything but the first column is for people to fill in**: reasons, "
            "alternatives and names are in nobody's file. Add those that the manifest cannot know, such as why this question was "
            "asked, and what was left out.",
            table(HEADINGS, [(decision, *BLANK) for decision in _decisions(subject)] + [("", *BLANK)] * BLANK_ROWS),
            "## Statement of assurance",
            "To be signed when the pack has been read.",
            table(("role", "what it says", "name", "date", "signed"), [(role, says, "", "", "") for role, says in ASSURANCE]),
        ]
    )


def _decisions(subject: Subject) -> Iterator[str]:
    results = subject.results
    scenario = results.scenario
    areas = scenario.areas if isinstance(scenario.areas, str) else ", ".join(scenario.areas)
    yield f"Simulate {areas} from {scenario.start:%-d %B %Y} for {scenario.horizon_years} years"
    yield f"{results.replications:,} replications in all, seed {subject.seed}"
    yield f"Uncertainty: {code(scenario.uncertainty)}"
    if scenario.figures is not None:
        yield "Own figures in place of published ones"
    for change in differences(scenario):
        if change.name not in ("horizon_years", "uncertainty"):
            yield f"{code(change.name)} is {written(change.value)} and not {written(change.default)}"
    if subject.kind not in ("run", "backtest"):
        for label, other in list(subject.named.items())[1:]:
            changed = [code(name) for name, _, _ in subject.changed_by(other)]
            yield f"Compare with {label}, which changes {', '.join(changed) or 'nothing'}"
        varied = subject.varied()
        if varied:
            yield f"A {subject.kind} study that varies {len(varied)} {'thing' if len(varied) == 1 else 'things'}: " + (
                ", ".join(name for name, _ in varied[:12]) + (" and others" if len(varied) > 12 else "")
            )
