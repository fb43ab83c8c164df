"""``workforce-sim export``: results as CSV, as an accessible workbook, or as a pair of open-data files."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("export")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV files, which every spreadsheet opens.")
@click.option("--xlsx", "as_xlsx", is_flag=True, help="Write one accessible workbook.")
@click.option("--ees", "as_ees", is_flag=True, help="Write the file pair that Explore education statistics takes.")
@click.option("--area", metavar="NAME", help="Tell about this area alone, in a workbook; all areas unless given.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write to; one in FOLDER unless given.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
def command(
    folder: Path,
    as_csv: bool,
    as_xlsx: bool,
    as_ees: bool,
    area: str | None,
    out: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Write the results in FOLDER, of a run or of a study, in a form that other programs open.

    --csv: every table, beside columns.csv, which says of every column its unit and what it means. --xlsx: one workbook of all
    areas with a cover, contents, notes and one table a sheet. --ees: published history and projection of a run, or every
    scenario of a compare, as a data file and its .meta.csv, checked as by workforce-sim screen.

    \b
    Example:
      workforce-sim export results/nottinghamshire --xlsx
    """
    from workforce_sim.errors import UserError
    from workforce_sim.studies.stored import find_stored

    given = [form for form, is_given in {"--csv": as_csv, "--xlsx": as_xlsx, "--ees": as_ees}.items() if is_given]
    if len(given) != 1:
        several = f"{' and '.join(given)} are given" if given else "nothing is given"
        raise UserError(f"{several}; say in which one form to export: --csv, --xlsx or --ees")
    if area is not None and not as_xlsx:
        raise UserError(f"--area is {area}, and only a workbook is about one area; --csv and --ees have every area")
    if as_csv:
        from workforce_sim.studies.exported import export_csv

        stored = find_stored(folder)
        written = export_csv(stored, out or stored.path / "csv", force=force)
    else:
        written = _for_people(folder, area, out, as_ees=as_ees, force=force, quiet=quiet)
    if not quiet:
        for path in written:
            click.echo(f"{path} ({max(1, round(path.stat().st_size / 1000)):,} kB)")


def _for_people(folder: Path, area: str | None, out: Path | None, *, as_ees: bool, force: bool, quiet: bool) -> list[Path]:
    from workforce_sim.report.reported import reported

    results = reported(folder)
    if as_ees:
        from workforce_sim.report.open_data.files import export_open_data

        exported = export_open_data(results, out or results.stored.path / "open_data", force=force)
        for line in () if quiet else (*exported.left_out, *exported.screening.findings):
            click.echo(str(line))
        return list(exported.files)
    from workforce_sim.report.workbook import export_workbook

    path = (out or results.stored.path) / f"{results.stored.path.name}.xlsx"
    export_workbook(results if area is None else results.about(area), path, force=force)
    return [path]
