"""What may be said about a scenario, and how it is read: frozen models, one file a subject."""

from __future__ import annotations

from workforce_sim.config.dated import Dated
from workforce_sim.config.loading import load_scenario
from workforce_sim.config.scenario import Scenario

__all__ = ["Dated", "Scenario", "load_scenario"]
