"""Every chart by name: what it shows, which results can give it, and the pictures of one results folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_sim.errors import UserError, nearest

if TYPE_CHECKING:
    from workforce_sim.report.picture import Picture
    from workforce_sim.report.reported import Reported


@dataclass(frozen=True, slots=True)
class Chart:
    """One kind of chart: what it shows, the kinds of results that can give it, and the tables that it is made from.

    The function of its name in the module of its name makes the picture, or several, of a results folder.
    """

    name: str
    shows: str
    kinds: tuple[str, ...]
    tables: tuple[str, ...]

    def is_given_by(self, results: Reported) -> bool:
        """Say whether a results folder can give this chart."""
        return results.stored.kind in self.kinds and all(results.has(table) for table in self.tables)

    def pictures(self, results: Reported) -> list[Picture]:
        """Make the pictures of this chart from a results folder that gives it."""
        make: Callable[[Reported], Picture | list[Picture]] = getattr(
            import_module(f"workforce_sim.report.charts.{self.name}"), self.name
        )
        made = make(results)
        return made if isinstance(made, list) else [made]


_ALL = (
    Chart("fan", "published history running into the range of futures", ("run",), ("annual_return",)),
)
CHARTS: Mapping[str, Chart] = MappingProxyType({chart.name: chart for chart in _ALL})
"""In the order in which a page shows them."""


def charts_of(results: Reported, names: Sequence[str] = ()) -> list[Chart]:
    """Choose the charts that a results folder gives, or those asked for.

    Raises UserError for a chart that there is not, or that these results cannot give, with those that they can.
    """
    given = {chart.name: chart for chart in CHARTS.values() if chart.is_given_by(results)}
    for name in names:
        if name not in CHARTS:
            raise UserError(f"{name} is not a chart{nearest(name, CHARTS)}; there are {', '.join(CHARTS)}")
        if name not in given:
            can = f"it gives {', '.join(given)}" if given else "it gives no chart"
            raise UserError(f"{results.stored.path} is a {results.stored.kind} and gives no chart {name}; {can}")
    return [given[name] for name in names] if names else list(given.values())


def pictures_of(results: Reported, names: Sequence[str] = ()) -> Iterator[Picture]:
    """Make every picture that a results folder gives, or those of the charts asked for."""
    for chart in charts_of(results, names):
        yield from chart.pictures(results)
