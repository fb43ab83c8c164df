"""The twin: the same scenario solved in expected values, without individuals, queue, feedback from caseload or chance."""

from __future__ import annotations

from workforce_sim.twin.returns import expected

__all__ = ["expected"]
