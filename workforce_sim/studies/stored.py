"""Results folders that are there: what was asked of each, by which version, and how far it is."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workforce_sim.config.layers import Layer
from workforce_sim.config.loading import build
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError, nearest
from workforce_sim.records.store import MANIFEST, PROGRAM, SUMMARY, read_manifest
from workforce_sim.studies.study_folder import FAILURES, PIECES, STUDY

RUN = "run"
USUAL = Path("results")
DONE = "finished"


@dataclass(frozen=True)
class Stored:
    """One results folder, of a run or of a study; ``manifest`` is empty where a study has not written one yet.

    ``asked`` is everything that makes a study this one; for a run it is the manifest.
    """

    path: Path
    manifest: Mapping[str, Any]
    asked: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """What made it: run, sweep, compare, stress, solve or sensitivity."""
        return str(self.asked.get("study", RUN))

    @property
    def is_run(self) -> bool:
        """Whether it holds one scenario's replications."""
        return self.kind == RUN

    @property
    def scenarios(self) -> list[Mapping[str, Any]]:
        """The resolved values of the scenarios that it is about, the one it starts from first."""
        given = self.asked.get("scenario") or self.asked.get("base") or self.asked.get("scenarios") or []
        listed = [given] if isinstance(given, Mapping) else list(given)
        return [each for each in listed if isinstance(each, Mapping)]

    @property
    def scenario_names(self) -> str:
        """The names of its scenarios."""
        return ", ".join(dict.fromkeys(str(each.get("name", "?")) for each in self.scenarios)) or "?"

    @property
    def areas(self) -> str:
        """The areas simulated."""
        given = self.scenarios[0].get("areas", "?") if self.scenarios else "?"
        return given if isinstance(given, str) else ", ".join(given)

    @property
    def state(self) -> str:
        """Whether it is finished, and if not, how far it is."""
        if not self.manifest:
            count = sum(1 for _ in (self.path / PIECES).glob("??/*.npz"))
            return f"begun: {count:,} pieces of work done" if count != 1 else "begun: 1 piece of work done"
        if self.is_run:
            finished, asked = len(self.manifest["replications_finished"]), len(self.manifest["replications_asked"])
            return DONE if finished == asked else f"interrupted: {finished:,} of {asked:,} replications"
        failures = len(self.manifest.get("failures", ()))
        if self.manifest.get("unfinished") or (self.path / PIECES).exists():
            return f"unfinished: {failures:,} pieces of work failed, see {FAILURES}" if failures else "unfinished"
        return DONE

    @property
    def version(self) -> str:
        """The version of the program that made it."""
        return str(self.manifest.get("versions", {}).get(PROGRAM, "?")) if self.manifest else ""

    @property
    def replications(self) -> int | None:
        """How many replications its tables are made of; None where there are none yet."""
        if self.is_run and self.manifest:
            return len(self.manifest["replications_finished"])
        found = self.manifest.get("replications")
        return int(found) if isinstance(found, int) else None

    @property
    def written(self) -> dt.datetime:
        """When its manifest was written, or what was asked noted down; local time."""
        file = self.path / (MANIFEST if self.manifest else STUDY)
        return dt.datetime.fromtimestamp(file.stat().st_mtime).astimezone()

    @property
    def command(self) -> str:
        """The command that made it, as it could be typed."""
        return shlex.join(str(word) for word in self.manifest.get("command", ()))

    @property
    def headline(self) -> Path:
        """The CSV file to read first."""
        return self.path / str(self.manifest.get("headline", SUMMARY))

    @property
    def bytes(self) -> int:
        """Its size on the disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    def differences(self) -> list[tuple[str, str]]:
        """List what its first scenario changes of the defaults, by dotted name; raises UserError as loading does."""
        from workforce_sim.config.catalogue import written
        from workforce_sim.config.defaults import differences

        scenario = scenario_of(self.scenarios[0])
        changed = [(change.name, written(change.value)) for change in differences(scenario) if change.name != "horizon_years"]
        return changed if scenario.figures is None else [*changed, ("figures", "your own, in place of published ones")]


def scenario_of(resolved: Mapping[str, Any]) -> Scenario:
    """Make a scenario again from the resolved values in a manifest.

    Raises ``UserError`` where they are not what this version of the program knows.
    """
    return build([Layer("", dict(resolved))])


def stored_in(folder: Path) -> Iterator[Stored]:
    """Give every results folder directly in a folder, by name."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            found = stored_at(path)
            if found is not None:
                yield found


def stored_at(path: Path) -> Stored | None:
    """Read what a results folder says of itself; None where it is not one of ours."""
    manifest = read_manifest(path)
    if manifest is not None and "study" not in manifest:
        is_whole = all(key in manifest for key in ("scenario", "replications_asked", "replications_finished"))
        return Stored(path, manifest, manifest) if is_whole else None
    asked = manifest.get("asked") if manifest is not None else _asked(path)
    if not isinstance(asked, Mapping):
        return None
    kind = {} if manifest is None else {"study": manifest["study"]}
    return Stored(path, manifest or {}, {**asked, **kind})


def find_stored(given: str | Path) -> Stored:
    """Find a results folder by its path, or by its name in ``results``.

    Raises UserError with the nearest name among the results there.
    """
    path = Path(given)
    candidates = [path] if path.is_absolute() or len(path.parts) > 1 else [path, USUAL / path]
    for candidate in candidates:
        found = stored_at(candidate) if candidate.is_dir() else None
        if found is not None:
            return found
    beside = [candidate.parent for candidate in candidates if candidate.parent.is_dir()]
    known = {each.path.name: each.path for folder in beside for each in stored_in(folder)}
    close = nearest(path.name, known)
    for name, place in known.items():
        close = close.replace(f"did you mean {name}?", f"did you mean {place}?")
    what = "is not a results folder" if any(candidate.exists() for candidate in candidates) else "does not exist"
    raise UserError(f"{path} {what}{close}")


def _asked(path: Path) -> Any:
    """Read what is asked of a study that has not written its manifest yet."""
    try:
        written = json.loads((path / STUDY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return written.get("asked") if isinstance(written, dict) and written.get("program") == PROGRAM else None
