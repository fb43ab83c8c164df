"""Write an evidence pack: every document as Markdown and HTML, and the log of assumptions as CSV, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.config.assumptions import as_csv
from workforce_sim.errors import UserError, needs_extra
from workforce_sim.records.manifest import version_of
from workforce_sim.records.store import PROGRAM
from workforce_sim.report.evidence.documents import Document, documents, log
from workforce_sim.report.statements import FOLDER, as_html

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

CSV = "assumptions.csv"


def write_pack(
    results: Reported, out: Path, *, ranks: Mapping[str, int | None], ranked_by: str = "", force: bool = False
) -> list[Path]:
    """Write the pack of a results folder into a folder of its own; gives its files.

    Raises UserError where the folder exists, unless ``force`` and it is a pack, or cannot be written.
    """
    needs_extra("an evidence pack", "report", "jinja2")
    if out.exists() and not (force and (out / CSV).exists()):
        what = "replace it with --force" if (out / CSV).exists() else "it holds something else"
        raise UserError(f"{out} exists; choose another folder with --out{', or ' if force is False else ': '}{what}")
    rows = log(results, ranks)
    made = documents(results, rows, ranked_by)
    unnamed = out.with_name(f".{out.name}.unfinished")
    try:
        shutil.rmtree(unnamed, ignore_errors=True)
        unnamed.mkdir(parents=True)
        (unnamed / CSV).write_text(as_csv(list(rows)), encoding="utf-8")
        for document in made:
            heading = f"# {document.title}\n\n"
            (unnamed / f"{document.name}.md").write_text(heading + document.text, encoding="utf-8")
        (unnamed / "evidence.html").write_text(_page(results, made), encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        os.replace(unnamed, out)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}; choose another folder with --out") from None
    finally:
        shutil.rmtree(unnamed, ignore_errors=True)
    return sorted(out.iterdir())


def _page(results: Reported, made: list[Document]) -> str:
    """Put all documents into one page that opens offline."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, undefined=jinja2.StrictUndefined)
    parts = [{"name": each.name, "title": each.title, "html": Markup(_lower(as_html(each.text)))} for each in made]
    return environment.get_template("evidence.html.jinja").render(
        title=f"Evidence: {results.stored.path.name.replace('_', ' ')}",
        css=Markup((FOLDER / "page.css").read_text(encoding="utf-8")),
        version=version_of(PROGRAM),
        parts=parts,
    )


def _lower(html: str) -> str:
    """Move the headings of a document one level down, below its title on the page, and let wide tables be scrolled."""
    for level in (4, 3, 2):
        html = html.replace(f"<h{level}>", f"<h{level + 1}>").replace(f"</h{level}>", f"</h{level + 1}>")
    opened = '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>'
    return html.replace("<table>", opened).replace("</table>", "</table></div>")
