"""Simulate England's children's social work workforce: load a scenario, run it, read the results.

``import workforce_sim as ws``, then ``ws.run(ws.load_scenario("configs/england.yaml"), replications=4).summary``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workforce_sim.config.loading import load_scenario
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.records.store import Results, read_results
    from workforce_sim.studies.compare import compare
    from workforce_sim.studies.questions.solve import Solve
    from workforce_sim.studies.questions.stress import Stress
    from workforce_sim.studies.questions.sweep import Sweep
    from workforce_sim.studies.replicate import run
    from workforce_sim.studies.sensitivity import sensitivity
    from workforce_sim.studies.solve import solve
    from workforce_sim.studies.stress import stress
    from workforce_sim.studies.sweep import sweep

__all__ = [
    "Results",
    "Scenario",
    "Solve",
    "Stress",
    "Sweep",
    "compare",
    "load_scenario",
    "read_results",
    "run",
    "sensitivity",
    "solve",
    "stress",
    "sweep",
]

_SHELF = {
    "Results": "workforce_sim.records.store",
    "Scenario": "workforce_sim.config.scenario",
    "Solve": "workforce_sim.studies.questions.solve",
    "Stress": "workforce_sim.studies.questions.stress",
    "Sweep": "workforce_sim.studies.questions.sweep",
    "compare": "workforce_sim.studies.compare",
    "load_scenario": "workforce_sim.config.loading",
    "read_results": "workforce_sim.records.store",
    "run": "workforce_sim.studies.replicate",
    "sensitivity": "workforce_sim.studies.sensitivity",
    "solve": "workforce_sim.studies.solve",
    "stress": "workforce_sim.studies.stress",
    "sweep": "workforce_sim.studies.sweep",
}


def __getattr__(name: str) -> Any:
    """Fetch what is on the shelf when it is first asked for, so that importing the package loads nothing heavy."""
    from importlib import import_module

    if name not in _SHELF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_SHELF[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_SHELF])
