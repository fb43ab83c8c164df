"""Draw docs/nottinghamshire.svg, the result that the README shows: ``python docs/picture.py``."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from workforce_sim.cli import screen_table
from workforce_sim.config.loading import load_scenario
from workforce_sim.studies.published_rows import published_rows
from workforce_sim.studies.replicate import replicate_many

DOCS = Path(__file__).resolve().parent
WIDTH = 106
REPLICATIONS = 200

DARK_BLUE = (18, 67, 109)
PAPER = TerminalTheme(
    (255, 255, 255),
    (61, 61, 61),
    [(0, 0, 0), (128, 22, 80), DARK_BLUE, (244, 106, 37), DARK_BLUE, (128, 22, 80), DARK_BLUE, (61, 61, 61)],
)
"""Dark text on white, published years in dark blue (Government Analysis Function palette)."""


def main() -> None:
    """Simulate Nottinghamshire and save the table that ``workforce-sim run`` would show."""
    scenario = load_scenario(str(DOCS.parent / "configs" / "authorities" / "nottinghamshire.yaml"))
    result = replicate_many(scenario, REPLICATIONS, seed=1)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    history = published_rows(result, screen_table.PUBLISHED_YEARS)
    for table in screen_table.tables(result, history, fits=lambda _: True):
        console.print(table)
    title = f"workforce-sim run configs/authorities/nottinghamshire.yaml --replications {REPLICATIONS} --seed 1"
    # The reader's own fixed-width font: a picture should fetch nothing.
    own_font = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    console.save_svg(str(DOCS / "nottinghamshire.svg"), title=title, theme=PAPER, code_format=own_font)


if __name__ == "__main__":
    main()
