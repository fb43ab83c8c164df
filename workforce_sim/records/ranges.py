"""How many replications a range over them needs before it says anything."""

from __future__ import annotations

REPLICATIONS_FOR = {"80": 4, "95": 10}
"""Fewer replications than this say nothing about how often a value lies within such a range: it is not shown."""

FEW_REPLICATIONS = 40
"""Below this the 95% range is little more than the lowest and highest replication."""
