"""``workforce-sim schema``: what editors and readers are told about scenario files."""

from __future__ import annotations

from pathlib import Path

import click

SCHEMA = Path("configs/schema.json")
PAGE = Path("docs/parameters.md")


@click.command("schema")
@click.option("--write", is_flag=True, help=f"Write {SCHEMA} and {PAGE} below the current folder.")
def command(write: bool) -> None:
    """Print the JSON Schema of scenario files, made from the declarations of the parameters.

    \b
    Example:
      workforce-sim schema
    """
    from workforce_sim.config.documentation import parameters_page
    from workforce_sim.config.schema import schema_text

    if not write:
        click.echo(schema_text(), nl=False)
        return
    for path, text in ((SCHEMA, schema_text()), (PAGE, parameters_page())):
        _write(path, text)
        click.echo(f"wrote {path}")


def _write(path: Path, text: str) -> None:
    from workforce_sim.errors import UserError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written: {error.strerror}; run this from the project's own folder"
        ) from None
