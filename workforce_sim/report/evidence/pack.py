"""The pack as a folder: every page as Markdown and HTML, the log of assumptions as CSV, the manifest, and their hashes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workforce_sim.errors import UserError, needs_extra
from workforce_sim.records.manifest import version_of
from workforce_sim.records.store import PROGRAM
from workforce_sim.report.evidence.assumptions_log import assumptions_log, counted, entries, log_as_csv
from workforce_sim.report.evidence.checklist import DIAGRAM, checklist
from workforce_sim.report.evidence.data_log import data_log
from workforce_sim.report.evidence.decisions_log import decisions_log
from workforce_sim.report.evidence.implementation import same_program
from workforce_sim.report.evidence.markdown_table import bullets, table
from workforce_sim.report.evidence.question import question
from workforce_sim.report.evidence.reproduction import KEPT_MANIFEST, manifest_text, reproduction
from workforce_sim.report.evidence.subject import Subject
from workforce_sim.report.evidence.tests_and_validation import tests_and_validation
from workforce_sim.report.limits import TITLE as LIMITS_TITLE
from workforce_sim.report.limits import limits, without_links

CONTENTS = "evidence.json"
"""Names the pack and the hash of each of its files: what is signed off is known again by it."""
CSV = "assumptions.csv"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the pack: the name of its files, its title, what it is for, and its Markdown."""

    name: str
    title: str
    purpose: str
    markdown: str


def pages(subject: Subject) -> list[Page]:
    """Write every page of the pack, the first one listing the others."""
    written = [
        Page(
            "assumptions_log",
            "Assumptions log",
            "what is assumed, from which source, how reliable it is and how much hangs on it",
            assumptions_log(subject),
        ),
        Page("data_log", "Data log", "published files, their hashes, what was estimated, own figures", data_log(subject)),
        Page("stress_des", "STRESS-DES checklist", "how the model works and was run, item by item", checklist(subject)),
        Page(
            "tests_and_validation",
            "Tests and validation",
            "how the program is tested, and how it forecast past years",
            tests_and_validation(subject),
        ),
        Page("limits", LIMITS_TITLE, "what these results do not say", _limits()),
        Page(
            "decisions_log", "Decisions log", "what was decided; reasons and names for people to fill in", decisions_log(subject)
        ),
        Page(
            "reproduction", "Manifest, and how to reproduce", "seed, versions, command, files with hashes", reproduction(subject)
        ),
    ]
    return [Page("index", "Evidence for review", "", _index(subject, written)), *written]


def write_pack(subject: Subject, out: Path, *, force: bool = False) -> list[Path]:
    """Write the pack to a folder, whole or not at all, and give the paths of its files.

    Raises UserError where the folder exists already, unless it holds a pack and ``force``, and where it cannot be written.
    """
    needs_extra("the evidence pack", "report", "markdown", "jinja2")
    out = Path(os.path.abspath(out))
    _check_free(out, force=force)
    files = dict(_files(subject))
    listed = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in files.items()}
    contents = {"program": PROGRAM, "version": version_of(PROGRAM), "evidence_for": subject.name, "sha256": listed}
    files[CONTENTS] = json.dumps(contents, indent=2, ensure_ascii=False) + "\n"
    try:
        _write_whole(out, files)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}; choose another folder with --out") from None
    return [out / name for name in files]


def _files(subject: Subject) -> Iterator[tuple[str, str]]:
    from workforce_sim.report.evidence.page import as_html

    written = pages(subject)
    names = [(page.name, page.title) for page in written]
    for page in written:
        yield f"{page.name}.md", page.markdown + "\n"
        yield f"{page.name}.html", as_html(page.markdown, page.title, page.name, names, subject.name)
    yield CSV, log_as_csv(subject)
    yield KEPT_MANIFEST, manifest_text(subject)
    yield DIAGRAM, Path(__file__).with_name(DIAGRAM).read_text(encoding="utf-8")


def _write_whole(out: Path, files: Mapping[str, str]) -> None:
    """Write files to a hidden folder beside the one wanted, which then takes its name; what was there goes last."""
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".unfinished", dir=out.parent))
    try:
        unfinished.chmod(0o755)
        for name, content in files.items():
            (unfinished / name).write_text(content, encoding="utf-8", newline="\n")
        replaced = unfinished.with_suffix(".replaced")
        if out.exists():
            os.replace(out, replaced)
        os.replace(unfinished, out)
        shutil.rmtree(replaced, ignore_errors=True)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _check_free(out: Path, *, force: bool) -> None:
    if not os.path.lexists(out):
        return
    if out.is_symlink() or not out.is_dir():
        raise UserError(f"{out} is not a folder; give --out a folder that does not exist yet")
    if not force:
        raise UserError(f"{out} exists; choose another folder with --out, or replace it with --force")
    if any(out.iterdir()) and not (out / CONTENTS).exists():
        raise UserError(f"{out} holds files that are no evidence pack; --force does not replace it")


def _limits() -> str:
    return (
        f"# {LIMITS_TITLE}\n\nLimits of the model, whatever is asked of it. What this analysis assumes without a source is red "
        f"in [assumptions_log](assumptions_log.md).\n\n{without_links(limits())}"
    )


def _index(subject: Subject, written: list[Page]) -> str:
    log = entries(subject)
    blank = [
        "owner and signed off by of every assumption (`assumptions.csv`)",
        "reasons, names and dates of the decisions log",
        "the statement of assurance",
    ]
    if subject.ranking is None:
        blank.insert(0, "effect ranks: no sensitivity study of the same scenario was at hand")
    return "\n\n".join(
        [
            "# Evidence for review",
            f"Evidence about the results **{subject.name}**, in the order of HM Treasury's Aqua Book: assumptions, data, model, "
            "tests, limits, decisions and reproduction. " + same_program(subject),
            "## The question",
            question(subject),
            "## Pages",
            table(("page", "what it has"), [(f"[{page.title}]({page.name}.md)", page.purpose) for page in written]),
            "## In numbers",
            bullets(
                [
                    f"{subject.results.replications:,} replications, seed {subject.seed}.",
                    f"{counted(entry.assumption for entry in log)}.",
                    "Rank of effect: " + ("from " + subject.ranking.path.name if subject.ranking else "none") + ".",
                ]
            ),
            "## Left for people to fill in",
            bullets(blank),
        ]
    )
