"""The files that a scenario extends: in what order they are laid, which are its parts, and where two of them disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from workforce_sim.config.catalogue import parameters
from workforce_sim.config.layers import Layer, by_dotted_name
from workforce_sim.config.parts import Part
from workforce_sim.config.units import show
from workforce_sim.config.yaml_files import read_file
from workforce_sim.errors import UserError


@dataclass(frozen=True, slots=True)
class File:
    """One scenario file with its own differences and the files that it extends, the strongest last."""

    path: Path
    own: Layer
    extended: tuple[File, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it is put together from: the files of the nearest list, each with what it says beyond those all share.

        A file that says no more than the others share, such as one of an authority, is no part; where that leaves one
        file, its parts are the parts.
        """
        if len(self.extended) < 2:
            return self.extended[0].parts if self.extended else ()
        shared = set.intersection(*(set(each.layers()) for each in self.extended))
        found = {each.path: _part(each, shared) for each in self.extended}
        counted = [each for each in self.extended if found[each.path].values]
        if len(counted) < 2:
            return counted[0].parts if counted else ()
        return _told_apart([found[each.path] for each in counted])

    def layers(self) -> dict[Path, Layer]:
        """Give the layers of all it extends and its own, the weakest first, each file once: where it is first needed."""
        found: dict[Path, Layer] = {}
        for each in self.extended:
            found = {**found, **{path: layer for path, layer in each.layers().items() if path not in found}}
        return {**found, self.path.resolve(): self.own}


def read_extended(path: Path) -> File:
    """Read a scenario file and everything it extends; raises ``UserError`` with one line that names the file."""
    return _read(path, (), {})


def _read(path: Path, above: tuple[Path, ...], known: dict[Path, File]) -> File:
    if path.resolve() in [file.resolve() for file in above]:
        loop = " extends ".join(str(file) for file in (*above, path))
        raise UserError(f"{above[0]}: extends goes in a circle: {loop}")
    if path.resolve() in known:
        return known[path.resolve()]
    values = read_file(path)
    named = _named(path, values.pop("extends")) if "extends" in values else []
    if isinstance(values.get("figures"), str):
        values["figures"] = (path.parent / values["figures"]).as_posix()
    file = File(path, Layer(str(path), values), tuple(_read(each, (*above, path), known) for each in named))
    _refuse_disagreement(file)
    known[path.resolve()] = file
    return file


def _named(path: Path, given: object) -> list[Path]:
    """Find the files that ``extends`` names: one, several in a list, or none where it is left empty."""
    if given is None:
        return []
    if isinstance(given, list):
        if not given:
            raise UserError(f"{path}: extends is an empty list; it must name another scenario file, or several")
        found: list[Path] = []
        for each in given:
            one = _beside(path, each, "extends holds", "each must be the path of another scenario file")
            if one.resolve() in [other.resolve() for other in found]:
                raise UserError(f"{path}: extends holds {show(each)} twice; each file may be given once")
            found.append(one)
        return found
    return [_beside(path, given, "extends is", "it must be the path of another scenario file, or a list of such paths")]


def _beside(path: Path, given: object, what: str, must: str) -> Path:
    if not isinstance(given, str) or not given.strip():
        raise UserError(f"{path}: {what} {show(given)}; {must}")
    other = Path(path.parent / given)
    if not other.exists():
        raise UserError(f"{path}: {what} {show(given)}; there is no such file beside it")
    return _tidy(other)


def _tidy(path: Path) -> Path:
    """Write ``configs/scenarios/../england.yaml`` as ``configs/england.yaml``, without making it absolute."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] not in ("..", path.anchor):
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts)


def _refuse_disagreement(file: File) -> None:
    """Refuse two files of one list that say different things of one parameter, unless the extending file says it."""
    own = by_dotted_name(file.own.values)
    for one, other in combinations(file.extended, 2):
        first, second = one.layers(), other.layers()
        ours = _said(layer for path, layer in first.items() if path not in second)
        theirs = _said(layer for path, layer in second.items() if path not in first)
        for name, other_name in _of_the_same(ours, theirs):
            if (name == other_name and ours[name][0] == theirs[name][0]) or any(_of_the_same(own, [name])):
                continue
            again = f"{other_name} is " if other_name != name else ""
            (value, label), (another, its_label) = ours[name], theirs[other_name]
            both = f"{show(value)} in {label} and {again}{show(another)} in {its_label}"
            raise UserError(f"{file.path}: {name} is {both}; say here which of them it is")


def _of_the_same(ours: Iterable[str], theirs: Iterable[str]) -> list[tuple[str, str]]:
    """Pair dotted names that are the same or lie within one another, as own figures do in a whole file of them."""
    known = list(ours)
    return [
        (one, other)
        for other in theirs
        for one in known
        if one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
    ]


def _said(layers: Iterable[Layer]) -> dict[str, tuple[Any, str]]:
    """List by dotted name what layers say together and the file that says it."""
    return {name: (value, layer.label) for layer in layers for name, value in by_dotted_name(layer.values).items()}


def _part(file: File, shared: set[Path]) -> Part:
    """Say what one file of a list sets beyond the shared ones; what is about the whole, such as the areas, is not its."""
    said = _said(layer for path, layer in file.layers().items() if path not in shared)
    name = file.own.values.get("name")
    values = {each: value for each, (value, _) in said.items() if "." in each and each in parameters()}
    return Part(name if isinstance(name, str) and name.strip() else file.path.stem, str(file.path), values)


def _told_apart(parts: list[Part]) -> tuple[Part, ...]:
    """Give parts of one name their files beside it."""
    names = [part.name for part in parts]
    return tuple(part if names.count(part.name) == 1 else replace(part, name=f"{part.name} ({part.file})") for part in parts)
