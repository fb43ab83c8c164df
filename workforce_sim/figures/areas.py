"""Choose authorities by name, code, region or a part of a name."""

from __future__ import annotations

from collections.abc import Sequence

from workforce_sim.errors import UserError, nearest
from workforce_sim.figures.assembly import LATEST_YEAR, profiles_and_left_out
from workforce_sim.figures.geography import CLOSED, former_codes
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.figures.published_table import ENGLAND, Place

LONDON_REGIONS = ("Inner London", "Outer London")
"""Authorities belong to one of these; London is both."""


def profiles(year: int = LATEST_YEAR) -> tuple[AuthorityProfile, ...]:
    """Give the profile of every authority of England that has figures, by region and name."""
    return profiles_and_left_out(year)[0]


def without_figures(year: int = LATEST_YEAR) -> tuple[tuple[Place, str], ...]:
    """List the authorities that England leaves out, each with the reason."""
    return profiles_and_left_out(year)[1]


def region_names(year: int = LATEST_YEAR) -> tuple[str, ...]:
    """List the regions that authorities belong to, and London."""
    return tuple(sorted({profile.region_name for profile in profiles(year)} | {"London"}))


def select(areas: str | Sequence[str], year: int = LATEST_YEAR) -> tuple[AuthorityProfile, ...]:
    """Choose authorities for a scenario: "England", a region, an authority's name or code, or a list of these.

    Names are matched whole, without regard to capitals. The order is by region and name whatever the order given, and
    an authority named twice is there once. Raises UserError for a name that is not known, with the nearest one, for a
    closed council, with its successors, and for an authority without figures, with the reason.
    """
    names = [areas] if isinstance(areas, str) else list(areas)
    if not names:
        raise UserError("areas is empty; name England, a region or at least one authority")
    chosen = {profile.code for name in names for profile in _select_one(name, year)}
    return tuple(profile for profile in profiles(year) if profile.code in chosen)


def _select_one(name: str, year: int) -> tuple[AuthorityProfile, ...]:
    wanted = " ".join(name.split()).casefold()
    if wanted in (ENGLAND.casefold(), "e92000001"):
        return profiles(year)
    regions = LONDON_REGIONS if wanted in ("london", "e12000007") else ()
    found = tuple(
        profile
        for profile in profiles(year)
        if wanted in _names(profile)
        or wanted in (profile.region_name.casefold(), profile.region_code.casefold())
        or profile.region_name in regions
    )
    if found:
        return found
    for place, reason in without_figures(year):
        if wanted in (place.name.casefold(), place.code.casefold()):
            raise UserError(f"{place.name} cannot be simulated: {reason}")
    for former in CLOSED:
        if wanted in (former.name.casefold(), former.code.casefold()):
            raise UserError(f"{former.name} closed after the census of {former.last_census}; see {former.successors}")
    known = [ENGLAND, *region_names(year), *(known for profile in profiles(year) for known in _spoken_names(profile))]
    raise UserError(f"{name!r} is not England, a region or an authority{_suggestion(name, known, year)}")


def find(text: str, year: int = LATEST_YEAR) -> list[AuthorityProfile]:
    """Find authorities by a part of a name, a code or a region, best first; everything when the text is empty.

    "notts" finds Nottinghamshire: each word's letters may have gaps, as people shorten names, when nothing contains it.
    """
    wanted = " ".join(text.split()).casefold()
    everyone = profiles(year)
    if wanted in ("", "england"):
        return list(everyone)
    exact = [profile for profile in everyone if wanted in _names(profile)]
    if exact:
        return exact
    regions = [profile for profile in everyone if wanted in profile.region_name.casefold()]
    parts = [profile for profile in everyone if any(wanted in name for name in _names(profile))]
    if regions or parts:
        return list(dict.fromkeys([*parts, *regions]))
    stem = wanted.removesuffix("s")
    begins = [profile for profile in everyone if any(name.startswith(stem) for name in _names(profile))]
    if begins:
        # A short form in -s is a county's: notts is Nottinghamshire before it is Nottingham.
        return sorted(begins, key=lambda profile: not profile.name.endswith("shire"))
    shortened = [profile for profile in everyone if any(_shortens(wanted, name) for name in _names(profile))]
    return sorted(shortened, key=lambda profile: (len(profile.name), profile.name))


def _names(profile: AuthorityProfile) -> tuple[str, ...]:
    """Everything an authority answers to, without capitals: its name, its members' names, and all its codes."""
    known = (*_spoken_names(profile), profile.code, profile.old_code, *former_codes(profile.code))
    return tuple(dict.fromkeys(name.casefold() for name in known))


def _spoken_names(profile: AuthorityProfile) -> tuple[str, ...]:
    return tuple(dict.fromkeys((profile.name, *profile.name.split(" / "))))


def _shortens(short: str, name: str) -> bool:
    """Say whether a name begins with the same letter and has the letters of the short form in order, like notts."""
    letters = iter(name)
    return name[:1] == short[:1] and all(letter in letters for letter in short)


def _suggestion(name: str, known: Sequence[str], year: int) -> str:
    wanted = " ".join(name.split()).casefold()
    found = [profile for profile in find(name, year) if wanted and wanted in profile.name.casefold()]
    if not found:
        close = nearest(name, known)
        if close:
            return close
        found = find(name, year)
    return f"; did you mean {' or '.join(profile.name for profile in found[:3])}?" if found and wanted else ""
