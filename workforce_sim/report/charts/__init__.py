"""Every chart by name: what it shows, which results can give it, and the pictures of one results folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_sim.errors import UserError, nearest
from workforce_sim.records.tables import ANNUAL_RETURN

if TYPE_CHECKING:
    from workforce_sim.report.picture import Picture
    from workforce_sim.report.reported import Reported


LEAST_OF_ENGLAND = 100
"""With fewer authorities a map of England is mostly empty."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One kind of chart: what it shows, the kinds of results that can give it, and the tables that it is made from.

    The function of its name in the module of its name makes the picture, or several, of a results folder.
    """

    name: str
    shows: str
    kinds: tuple[str, ...]
    tables: tuple[str, ...]
    of_england: bool = False
    """Whether it needs so many authorities that only England has them."""
    of_a_measure: bool = False
    """Whether it shows one annual measure, which may be chosen."""

    def is_given_by(self, results: Reported) -> bool:
        """Say whether a results folder can give this chart."""
        has_tables = results.stored.kind in self.kinds and all(results.has(table) for table in self.tables)
        return has_tables and (not self.of_england or len(results.profiles) >= LEAST_OF_ENGLAND)

    def pictures(self, results: Reported, measures: Sequence[str] = ()) -> list[Picture]:
        """Make the pictures of this chart from a results folder that gives it; of the measures asked for, where it has one."""
        make: Callable[..., Picture | list[Picture]] = getattr(
            import_module(f"workforce_sim.report.charts.{self.name}"), self.name
        )
        if self.of_a_measure and measures:
            return [picture for measure in measures for picture in _listed(make(results, measure))]
        return _listed(make(results))


def _listed(made: Picture | list[Picture]) -> list[Picture]:
    return made if isinstance(made, list) else [made]


_RUN, _ANNUAL = ("run",), ("annual_return",)
_ALL = (
    Chart("fan", "published history running into the range of futures", _RUN, _ANNUAL, of_a_measure=True),
    Chart("headlines", "every headline measure in a small fan of its own", _RUN, _ANNUAL),
    Chart("stock_change", "who comes and who goes, as a waterfall", _RUN, _ANNUAL),
    Chart("flows", "flows of people between routes, posts and exits", _RUN, _ANNUAL),
    Chart("caseload_bands", "how many cases a full-time week holds", _RUN, ("caseload_bands",)),
    Chart("placements", "where looked-after children live", _RUN, _ANNUAL),
    Chart("spending", "what is spent, by line", _RUN, ("costs",)),
    Chart("budget_lines", "programme money spent and remaining", _RUN, ("budgets",)),
    Chart("tile_map", "a map of England with a square an authority", _RUN, _ANNUAL, of_england=True, of_a_measure=True),
    Chart("differences", "what a change makes, by year", ("compare",), ("differences",)),
    Chart("cost_differences", "what a change costs or saves, by line", ("compare",), ("costs",)),
    Chart("attribution", "what each part of a change does", ("compare",), ("attribution",)),
    Chart("sweep", "a measure over one parameter, two or many", ("sweep",), ("summary", "points")),
    Chart("targets", "how likely targets are under shocks", ("stress",), ("targets", "shocks")),
    Chart("search", "how likely a target is by value of a lever", ("solve",), ("tried", "answer")),
    Chart("tornado", "which assumptions matter", ("sensitivity",), ("indices", "outputs")),
    Chart("scores", "scores against past years", ("backtest",), ("scoreboard",)),
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


def pictures_of(results: Reported, names: Sequence[str] = (), measures: Sequence[str] = ()) -> Iterator[Picture]:
    """Make every picture that a results folder gives, or those of the charts asked for.

    With ``measures``, annual measures by their column, only charts that show one measure are made, each of them for each.
    Raises UserError for a measure that there is not, or where no chart asked for shows one.
    """
    charts = charts_of(results, names)
    if measures:
        charts = _of_measures(results, charts, measures, asked=names)
    for chart in charts:
        yield from chart.pictures(results, measures)


def _of_measures(results: Reported, charts: list[Chart], measures: Sequence[str], asked: Sequence[str]) -> list[Chart]:
    can = [chart for chart in charts if chart.of_a_measure]
    cannot = [chart.name for chart in charts if not chart.of_a_measure]
    if not can or (asked and cannot):
        showing = ", ".join(chart.name for chart in CHARTS.values() if chart.of_a_measure)
        subject = f"{cannot[0]} does not show a measure of your choice" if asked else f"{results.stored.path} has no such chart"
        raise UserError(f"--measure is for charts of one annual measure, {showing}, of a run; {subject}")
    known = [name for name in results.table("annual_return").columns if name in ANNUAL_RETURN.index]
    for measure in measures:
        if measure not in known:
            raise UserError(f"{measure} is not an annual measure of {results.stored.path}{nearest(measure, known)}")
    return can
