"""The data log: every published file behind the figures, which of them were estimated, and what is the user's own."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_sim.config.catalogue import written
from workforce_sim.figures.areas import without_figures
from workforce_sim.figures.published_files import read_list
from workforce_sim.figures.published_table import fingerprint
from workforce_sim.figures.sources import SYMBOLS
from workforce_sim.report.evidence.assumptions_log import COLOURS, entries
from workforce_sim.report.evidence.markdown_table import bullets, code, table
from workforce_sim.studies.areas import simulated_profiles

if TYPE_CHECKING:
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.report.evidence.subject import Subject

OWN = ": own figure "
"""How a line about a figure that the user gave begins, after its name."""


def data_log(subject: Subject) -> str:
    """Write the page."""
    then = str(subject.manifest.get("figures_fingerprint"))
    profiles = tuple(profile for scenario in subject.scenarios for profile in simulated_profiles(scenario))
    return "\n\n".join(
        [
            "# Data log",
            "## Published files",
            "Files that the table of figures was imported from, as `workforce-sim figures import` read them. The years are those "
            "that the figures are about. SHA-256 is of each file as it was read, which where a publisher has only a spreadsheet "
            "or a table tool is a rearrangement of the same figures.",
            published_files(),
            f"The results were made from the table with SHA-256 {code(then)}. {_is_the_same(then)}",
            "Contains public sector information licensed under the Open Government Licence v3.0. Symbols in the files: "
            + ", ".join(f"{code(symbol)} {meaning}" for symbol, meaning in SYMBOLS.items())
            + ".",
            "## What is taken from them",
            _taken(subject, profiles),
            "## Figures that are not as published",
            _estimated(profiles),
            "## Own figures",
            _own(subject, profiles),
            "## Publications behind parameters",
            "Named as the sources of values in the log of assumptions.",
            publications(subject),
        ]
    )


def published_files() -> str:
    """List the published files with publication, licence, years and hash."""
    rows = [
        (code(file.file), file.publication, file.licence, _years(file.first_year, file.last_year), f"{file.bytes:,}", file.sha256)
        for file in read_list()
    ]
    return table(("file", "publication", "licence", "years", "bytes", "SHA-256"), rows)


def publications(subject: Subject) -> str:
    """List the publications that parameters have their values from, with how many of each reliability."""
    by_source: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries(subject):
        by_source[entry.assumption.source or "No source"][entry.assumption.reliability] += 1
    ordered = sorted(by_source.items(), key=lambda item: (item[0] == "No source", -item[1].total(), item[0]))
    rows = [(source, counts.total(), *(counts[colour] for colour in COLOURS)) for source, counts in ordered]
    return table(("source", "parameters", *COLOURS), rows)


def _years(first: int, last: int) -> str:
    return f"{first} to {last}" if first != last else str(first)


def _is_the_same(then: str) -> str:
    listed = {file.table_sha256 for file in read_list()}
    if then != fingerprint():
        return "**The table that this program uses now is another**; the files above are those of its own."
    if listed != {then}:
        return "**The list of files above belongs to another table**, so their hashes do not describe these results."
    return "That is the table that the files above were imported into."


def _taken(subject: Subject, profiles: tuple[AuthorityProfile, ...]) -> str:
    starts = sorted({scenario.start for scenario in subject.scenarios})
    places = {profile.code: profile for profile in profiles}
    lines = [
        f"Starting from the census of {', '.join(f'{start:%-d %B %Y}' for start in starts)}, with nothing published about a "
        "later year.",
        f"{len(places)} {'authority' if len(places) == 1 else 'authorities'} simulated"
        + (f": {', '.join(sorted(profile.name for profile in places.values()))}." if len(places) <= 12 else "."),
        f"Prices: {subject.results.scenario.money.price_base}.",
    ]
    lines += [f"{place.name} ({place.code}) cannot be simulated: {reason}." for place, reason in without_figures()]
    return bullets(lines)


def _estimated(profiles: tuple[AuthorityProfile, ...]) -> str:
    rows = [
        (profile.name, profile.census_year, line)
        for profile in dict.fromkeys(profiles)
        for line in profile.estimated
        if OWN not in line
    ]
    if not rows:
        return "Every figure that the simulation starts from is as published."
    places = len({name for name, _, _ in rows})
    told = "One figure follows" if len(rows) == 1 else f"{len(rows)} figures of {places} authorities follow"
    told += " a stated rule instead:"
    return told + "\n\n" + table(("authority", "census", "figure and rule"), sorted(set(rows)))


def _own(subject: Subject, profiles: tuple[AuthorityProfile, ...]) -> str:
    rows = sorted({(profile.name, line) for profile in profiles for line in profile.estimated if OWN in line})
    if not rows:
        return "None: every figure is from the files above."
    given = subject.results.scenario.figures
    where = f"From the file {code(Path(given).name)}." if isinstance(given, Path) else f"Given in the scenario: {written(given)}."
    told = "Not published; where they come from is for the owner of the analysis to say."
    return f"{where} {told}\n\n" + table(("authority", "figure", "source and date"), [(*row, "") for row in rows])
