"""Stage 1, names of the files: signs, spaces, the metadata file beside the data file, and what a good name leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workforce_sim.report.screening.lookups import names_of_places
from workforce_sim.report.screening.rule import FAIL, GUIDE, WARNING, Fault, Rule, Stage, eesyscreener

META = ".meta.csv"
ENDINGS = (".csv.gz", ".csv")
LONGEST_STEM = 50
ALLOWED = re.compile(r"[A-Za-z0-9_-]+")
YEAR = re.compile(r"(19|20)\d\d")
WORDS_OF_PLACES = ("england", "national", "regional", "local_authority")


@dataclass(frozen=True, slots=True)
class Files:
    """The paths of a pair: the data file given, its name without ending, and the metadata file that belongs beside it."""

    data: Path
    stem: str

    @property
    def meta(self) -> Path:
        """Where the metadata file belongs."""
        return self.data.with_name(f"{self.stem}{META}")


def _spaces(files: Files) -> Iterator[Fault]:
    if re.search(r"\s", files.stem):
        yield Fault(files.data.name, "has a space in its name", "use _ instead, in the names of both files")


def _signs(files: Files) -> Iterator[Fault]:
    without_spaces = re.sub(r"\s", "", files.stem)
    if not ALLOWED.fullmatch(without_spaces):
        strange = "".join(dict.fromkeys(re.sub(ALLOWED, "", without_spaces)))
        yield Fault(files.data.name, f"has {strange} in its name", "use letters, digits, _ and - alone, in both names")


def _meta_beside(files: Files) -> Iterator[Fault]:
    if not files.meta.is_file():
        yield Fault(files.data.name, f"has no {files.meta.name} beside it", f"put the metadata file beside it as {files.meta.name}")


def _style(files: Files) -> Iterator[Fault]:
    stem = files.stem.lower()
    if files.stem != stem:
        yield Fault(files.data.name, "has capitals in its name", "use small letters")
    if len(stem) > LONGEST_STEM:
        yield Fault(files.data.name, f"has a name of {len(stem)} characters", f"use at most {LONGEST_STEM}")
    if YEAR.search(stem):
        yield Fault(files.data.name, "has a year in its name", "leave dates out; the data says them")
    slug = f"_{re.sub(r'[^a-z0-9]+', '_', stem)}_"
    places = [name for name in (*WORDS_OF_PLACES, *names_of_places()) if f"_{name}_" in slug]
    if places:
        yield Fault(files.data.name, f"names a place, {places[-1]}", "leave geography out; the data says it")


STAGE: Stage[Files] = Stage(
    "file names",
    (
        Rule("file_name_spaces", FAIL, "no spaces in a file's name", eesyscreener("check_filename_spaces"), _spaces),
        Rule(
            "file_name_signs",
            FAIL,
            "letters, digits, underscores and hyphens alone in a file's name",
            eesyscreener("check_filename_special"),
            _signs,
        ),
        Rule(
            "file_names_match",
            FAIL,
            "name.csv (or name.csv.gz) has name.meta.csv beside it",
            eesyscreener("check_filenames_match"),
            _meta_beside,
        ),
        Rule(
            "file_name_style",
            WARNING,
            f"small letters, at most {LONGEST_STEM} of them, no dates and no places in a file's name",
            GUIDE,
            _style,
        ),
    ),
)
