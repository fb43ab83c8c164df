"""The page: one file of HTML that opens offline, with what was found, pictures, figures, assumptions and limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from workforce_sim.errors import needs_extra
from workforce_sim.records.manifest import version_of
from workforce_sim.records.store import PROGRAM
from workforce_sim.report.assumed import assumed
from workforce_sim.report.charts import pictures_of
from workforce_sim.report.drawing import data_url, import_of_charts, svg
from workforce_sim.report.findings import findings
from workforce_sim.report.limits import limits, without_links
from workforce_sim.report.page_tables import tables
from workforce_sim.report.past_years import in_a_sentence, past_years
from workforce_sim.report.picture import HALF, NARROW, WIDE, Picture
from workforce_sim.report.reported import Reported
from workforce_sim.report.table import Table
from workforce_sim.report.titles import title_of
from workforce_sim.studies.stored import DONE
from workforce_sim.whole_file import whole_file

GROUPS = {"headlines": "Headline measures", "differences": "Differences from the baseline, by year"}
MARKS = ("red", "amber", "green", "met", "missed")
"""Words of a table that are coloured besides."""
FOLDER = Path(__file__).parent
KINDS = {
    "run": "a simulation",
    "compare": "a comparison",
    "sweep": "a sweep",
    "stress": "a stress test",
    "solve": "a search for what does it",
    "sensitivity": "which assumptions matter",
    "backtest": "forecasts held against past years",
}


def page(results: Sequence[Reported]) -> str:
    """Write the page of one or several results folders; raises UserError where the extra ``report`` is not installed."""
    import_of_charts()
    needs_extra("a page", "report", "jinja2", "markdown")
    import jinja2
    from markupsafe import Markup

    loader = jinja2.FileSystemLoader(FOLDER)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    first = results[0]
    title = " and ".join(dict.fromkeys(title_of(each) for each in results))
    parts = [_part(each, number if len(results) > 1 else 0) for number, each in enumerate(results, start=1)]
    return environment.get_template("page.html.jinja").render(
        title=title,
        subtitle=f"Children's social work workforce: {KINDS[first.stored.kind]}, {_areas(first)}",
        css=Markup((FOLDER / "page.css").read_text(encoding="utf-8")),
        version=version_of(PROGRAM),
        marks=MARKS,
        parts=parts,
        assumed=assumed(results),
        past={"sentence": in_a_sentence(), "table": _past()},
        limits=Markup(_as_html(without_links(limits()))),
        made=[_made(each) for each in results],
    )


def write_page(results: Sequence[Reported], path: Path, *, force: bool = False) -> None:
    """Write the page to a file, whole and then named; raises UserError where it exists, unless ``force``, or cannot be."""
    with whole_file(path, force=force) as unnamed:
        unnamed.write_text(page(results), encoding="utf-8")


def _areas(results: Reported) -> str:
    return results.stored.areas if results.stored.kind == "backtest" else results.area.name


def _part(results: Reported, number: int) -> dict[str, Any]:
    described = results.stored.asked.get("description") or results.stored.scenarios[-1].get("description") or ""
    return {
        "id": f"-{number}" if number else "",
        "of": f": {results.stored.path.name}" if number else "",
        "description": str(described),
        "unfinished": results.stored.state if results.stored.state != DONE else "",
        "findings": findings(results),
        "groups": list(_groups(list(pictures_of(results)))),
        "tables": tables(results),
    }


def _groups(pictures: list[Picture]) -> Iterator[dict[str, Any]]:
    """Put pictures that stand beside each other together, in their order; each other stands alone."""
    for group, own in groupby(pictures, key=lambda picture: picture.group or picture.name):
        shown = list(own)
        width = HALF if shown[0].group and len(shown) > 1 else WIDE
        drawn = [_embedded(picture, width, with_note=len(shown) == 1) for picture in shown]
        yield {"title": GROUPS.get(group, shown[0].title), "pictures": drawn, "note": shown[0].note}


def _embedded(picture: Picture, width: int, *, with_note: bool) -> dict[str, Any]:
    wide, narrow = svg(picture, width), svg(picture, NARROW)
    size = re.search(r'width="(\d+)" height="(\d+)"', wide)
    across, down = (size.group(1), size.group(2)) if size else (str(width), "")
    return {
        "title": picture.title,
        "alt": picture.alt,
        "note": picture.note if with_note else "",
        "wide": data_url(wide),
        "narrow": data_url(narrow),
        "width": across,
        "height": down,
    }


def _past() -> Table:
    rows = [
        [bar.measure.capitalize(), bar.where, bar.years_ahead, bar.score, bar.asked, bar.found, bar.verdict]
        for bar in past_years()
    ]
    heads = ["Measure", "Where", "Years ahead", "Score", "Asked", "Found", "Verdict"]
    return Table("Bars set for the forecasts, and what was found", heads, rows, words=7)


def _as_html(markdown: str) -> str:
    from markdown import markdown as rendered

    html: str = rendered(markdown, output_format="html")
    return html


def _made(results: Reported) -> Table:
    """Say how results can be made again: command, seed, replications, version, figures and machine."""
    stored, manifest = results.stored, results.stored.manifest
    machine = manifest.get("machine", {})
    rows = [
        ["Command", stored.command],
        ["Scenarios", stored.scenario_names],
        ["Start and years", f"{results.scenario.start}, {results.scenario.horizon_years} years"],
        ["Seed", str(stored.asked.get("seed"))],
        ["Replications", f"{results.replications:,}"],
        ["Version", f"workforce_sim {stored.version}, Python {manifest.get('versions', {}).get('python', '?')}"],
        ["Published figures", f"SHA-256 {manifest.get('figures_fingerprint')}"],
        ["Machine", f"{machine.get('system', '?')} {machine.get('processor', '?')}, {machine.get('cores', '?')} cores"],
        ["Time", f"{manifest.get('seconds', 0):,.0f} seconds"],
        ["To make it again", f"workforce-sim reproduce results/{stored.path.name}, or the command above with the same version"],
    ]
    return Table(f"{stored.path.name}: {KINDS[stored.kind]}", ["What", "Value"], rows, words=2)
