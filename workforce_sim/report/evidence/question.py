"""What was asked of the model, in words, from the scenario and the study."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workforce_sim.config.catalogue import written
from workforce_sim.config.defaults import differences
from workforce_sim.report.evidence.markdown_table import bullets, code, table

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.report.evidence.subject import Subject

ALL = "all simulated"

JOBS = {
    "run": "Simulate one scenario and say what to expect, with ranges.",
    "sweep": "Simulate every point of a design over parameters.",
    "compare": "Say what differs between scenarios on the same chance events, how sure that is, and which change makes it.",
    "stress": "Say with what probability targets are met under shocks, and which shock does most harm.",
    "solve": "Find the smallest or largest value of one lever that meets a target with a stated probability.",
    "sensitivity": "Rank the parameters by how much the answer hangs on them.",
    "backtest": "Hold forecasts made from past censuses against what was published since.",
}


def question(subject: Subject) -> str:
    """Say what was asked: the job, the scenario in its own words, what it changes and what the study asks for."""
    parts = [f"**{subject.kind}.** {JOBS.get(subject.kind, '')}".strip()]
    described = [str(subject.asked.get("description") or ""), *(scenario.description for scenario in subject.scenarios)]
    parts += [f"> {text}" for text in dict.fromkeys(" ".join(each.split()) for each in described) if text]
    if not any(described):
        parts.append("Neither the scenario nor the study has a description of its own.")
    targets = list(_targets(subject))
    if targets:
        parts.append(bullets(targets))
    return "\n\n".join(parts)


def scenario_logic(subject: Subject) -> str:
    """Say what each scenario changes of the defaults, and what the study varies on top."""
    if subject.kind == "backtest":
        origins = ", ".join(str(scenario.start.year) for scenario in subject.scenarios)
        return (
            f"One scenario for each origin ({origins}), every parameter at the default of its start: those that the calibration "
            "estimates are estimated from the censuses up to it."
        )
    (first, scenario), *others = subject.named.items()
    parts = [_changes_of_defaults(scenario)]
    for name, other in others:
        rows = [(code(changed), here, there) for changed, here, there in subject.changed_by(other)]
        heading = f"**{name}** differs from **{first}**"
        changes = table(("parameter", f"in {name}", f"in {first}"), rows)
        parts.append(f"{heading}:\n\n{changes}" if rows else f"{heading} in nothing.")
    varied = subject.varied()
    if varied:
        parts.append("On top of this the study varies:\n\n" + table(("what", "given"), varied))
    return "\n\n".join(parts)


def _changes_of_defaults(scenario: Scenario) -> str:
    rows = [(code(change.name), written(change.value), written(change.default)) for change in differences(scenario)]
    if not rows:
        return f"**{scenario.name}** has every parameter at its default."
    return f"**{scenario.name}** changes these defaults:\n\n" + table(("parameter", "value", "default"), rows)


def _targets(subject: Subject) -> Iterator[str]:
    asked = subject.asked
    for name, target in dict(asked.get("targets") or {}).items():
        yield f"Target {name}: {_target(target)}."
    if subject.kind == "solve":
        sought = f"with a probability of {asked['probability']:g}; find the {asked['find']} value"
        yield f"Target: {_target(asked['target'])}, {sought}."
    for name, output in dict(asked.get("outputs") or {}).items():
        where = output.get("where") or ALL
        yield f"Output {name}: {code(output['measure'])} on 30 September {output['year']}, {where}."
    if asked.get("break_point"):
        yield f"Break point: {written(asked['break_point'])}."
    if asked.get("precision"):
        yield f"Precision asked for: {written(asked['precision'])}."


def _target(target: Any) -> str:
    side = "at most" if target.get("at_most") is not None else "at least"
    bound = target.get("at_most") if target.get("at_most") is not None else target.get("at_least")
    return f"{code(target['measure'])} of {target.get('where') or ALL} {side} {bound:g} on 30 September {target['by']}"
