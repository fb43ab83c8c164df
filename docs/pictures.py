"""Draw docs/pictures, an example of every chart, from real results: ``python docs/pictures.py RESULTS...``.

Give a run of an authority, a run of England, one with budgets, and one folder of every kind of study.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workforce_sim.report.charts import charts_of
from workforce_sim.report.drawing import png, svg
from workforce_sim.report.picture import HALF, WIDE
from workforce_sim.report.reported import reported

PICTURES = Path(__file__).resolve().parent / "pictures"
PAGE = Path(__file__).resolve().parent / "charts.md"
SHARPNESS = 1.0
FIRST_LINES = """# Charts

Every chart, each from a real result, with what it says in words. `workforce-sim plot RESULTS --chart NAME` draws it.
"""


def main(folders: list[str]) -> None:
    """Draw the first picture of every chart that the folders give, and write the page that shows them."""
    PICTURES.mkdir(exist_ok=True)
    drawn: dict[str, str] = {}
    for folder in folders:
        for chart in charts_of(results := reported(folder)):
            pictures = chart.pictures(results)
            if chart.name in drawn or not pictures:
                continue
            picture = pictures[0]
            width = HALF if picture.group else WIDE
            (PICTURES / f"{picture.name}.svg").write_text(svg(picture, width), encoding="utf-8")
            (PICTURES / f"{picture.name}.png").write_bytes(png(picture, width, SHARPNESS))
            drawn[chart.name] = (
                f"## `{chart.name}`: {chart.shows}\n\n{picture.title}\n\n"
                f"![{picture.alt}](pictures/{picture.name}.svg)\n\n{picture.note}\n"
            )
    PAGE.write_text("\n".join([FIRST_LINES, *drawn.values()]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
