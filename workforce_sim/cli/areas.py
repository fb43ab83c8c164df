"""workforce-sim areas: find an authority and see its published headline figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workforce_sim.figures.profile import AuthorityProfile


@click.command("areas")
@click.argument("text", required=False, default="", metavar="[TEXT]")
def command(text: str) -> None:
    """List authorities with their headline figures; TEXT is a part of a name, a code or a region.

    Figures are those of the latest workforce census. A mark in the last column says that some the simulation
    starts from are not as published; with a single authority the reasons are listed, and where its children live.

    \b
    Example:
      workforce-sim areas notts
    """
    from workforce_sim.errors import UserError
    from workforce_sim.figures import areas

    found = areas.find(text)
    wanted = text.strip().casefold()
    left_out = [
        (place, reason)
        for place, reason in areas.without_figures()
        if wanted in f"{place.name} {place.code} {place.old_code} {place.region_name} england".casefold()
    ]
    if not found and not left_out:
        areas.select(text)  # says what is nearest, or which councils replaced a closed one
        raise UserError(f"{text!r} finds no authority; see workforce-sim areas")
    if found:
        _show(found)
    for place, reason in left_out:
        click.echo(f"{place.name} ({place.code}) cannot be simulated: {reason}")
    if len(found) == 1:
        _show_care(found[0])
        for line in found[0].estimated:
            click.echo(f"not as published: {line}")


def _show(profiles: list[AuthorityProfile]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"Workforce census, 30 September {profiles[0].census_year}", box=None, header_style="bold")
    table.add_column("authority", overflow="fold", max_width=36)
    table.add_column("code")
    table.add_column("region")
    for heading in ("in post FTE", "vacancy %", "turnover %", "agency %", "caseload", ""):
        table.add_column(heading, justify="right")
    turnover = _published_turnover(profiles[0].census_year)
    for profile in profiles:
        table.add_row(profile.name, profile.code, profile.region_name, *_headlines(profile, turnover))
    # Wide enough for every column when the output is a file or a pipe, whose width nobody knows.
    console = Console() if Console().is_terminal else Console(width=140)
    console.print(table)


def _show_care(profile: AuthorityProfile) -> None:
    from workforce_sim.figures.care import PLACEMENT_KINDS

    care, spending = profile.care, profile.care.spending_gbp
    kinds = (f"{kind.replace('_', ' ')} {children:,.0f}" for kind, children in zip(PLACEMENT_KINDS, care.placements, strict=True))
    click.echo(f"children looked after, 31 March {profile.census_year}: {', '.join(kinds)} (foster split by assumed shares)")
    lines = ("looked_after", "residential_care", "fostering", "safeguarding_and_social_work", "family_support")
    amounts = (f"{line.replace('_', ' ')} {getattr(spending, line) / 1e6:,.1f}" for line in lines)
    click.echo(f"net spending 2024-25, GBP million: {', '.join(amounts)}")


def _published_turnover(census_year: int) -> dict[str, float]:
    """Give the latest published turnover rate of every authority, in percent, at most four years old."""
    from workforce_sim.figures.geography import LOCAL_AUTHORITY
    from workforce_sim.figures.history import published

    rows = published(LOCAL_AUTHORITY, first_year=census_year - 4).drop_nulls("turnover_rate_fte")
    return dict(rows.select("new_la_code", "turnover_rate_fte").iter_rows())  # years ascend: the latest is kept


def _headlines(profile: AuthorityProfile, turnover: dict[str, float]) -> tuple[str, ...]:
    everyone = profile.inpost_fte + profile.agency_fte
    return (
        f"{profile.inpost_fte:,.1f}",
        f"{100 * profile.vacancy_fte / profile.establishment_fte:.1f}",
        f"{turnover[profile.code]:.1f}" if profile.code in turnover else "-",
        f"{100 * profile.agency_fte / everyone:.1f}",
        f"{profile.cases / profile.case_holders_fte:.1f}",
        "*" if profile.estimated_without_care else "",
    )
