"""``workforce-sim schema``: what editors and readers are told about scenario files."""

from __future__ import annotations

from pathlib import Path

import click

SCHEMA = Path("configs/schema.json")
PAGES = Path("docs")


@click.command("schema")
@click.option("--write", is_flag=True, help=f"Write {SCHEMA} and the reference pages in {PAGES} below the current folder.")
def command(write: bool) -> None:
    """Print the JSON Schema of scenario files, made from the declarations of the parameters.

    \b
    Example:
      workforce-sim schema
    """
    from workforce_sim.config.schema import schema_text

    if not write:
        click.echo(schema_text(), nl=False)
        return
    for path, text in ((SCHEMA, schema_text()), *written_pages()):
        _write(path, text)
        click.echo(f"wrote {path}")


def written_pages() -> list[tuple[Path, str]]:
    """Give the path and text of every page of the documentation that is written by the program."""
    from workforce_sim.cli.documentation import commands_page
    from workforce_sim.config.documentation import parameters_page
    from workforce_sim.records.documentation import measures_page
    from workforce_sim.report.limits import limits_page

    texts = {
        "parameters.md": parameters_page(),
        "measures.md": measures_page(),
        "commands.md": commands_page(),
        "limits.md": limits_page(),
    }
    return [(PAGES / name, text) for name, text in texts.items()]


def _write(path: Path, text: str) -> None:
    from workforce_sim.errors import UserError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written: {error.strerror}; run this from the project's own folder"
        ) from None
