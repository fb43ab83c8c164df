"""Published figures: the importer, the packaged table, and one profile per authority."""

from workforce_sim.figures.published_table import fingerprint

__all__ = ["fingerprint"]
