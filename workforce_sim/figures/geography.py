"""Places and how they changed: codes renamed, councils that return together, councils that closed.

The rules, applied by the importer to every file alike:

* **Renamed.** A code that changed while the place did not is one history under the newest code (``RENAMED``).
* **Joint returns.** Two councils that return the workforce census together are one authority in every file, under the
  published pair of codes. Counts listed apart are summed; a member marked ``z`` (it did not exist that year) adds
  nothing; any other symbol makes the sum missing with that symbol. Northamptonshire until 2021 covers exactly the two
  councils that replaced it and is the beginning of their joint history (``JOINT_RETURNS``).
* **Closed.** A council whose area was divided or merged with part of another keeps its own history, which ends; its
  successors begin in their first year and borrow nothing (``CLOSED``). So Cumbria ends in 2022 and Cumberland and
  Westmorland and Furness begin in 2023; Bournemouth, Poole and the Dorset that held Christchurch end in 2018.
"""

from __future__ import annotations

from dataclasses import dataclass

NATIONAL, REGIONAL, LOCAL_AUTHORITY = "National", "Regional", "Local authority"
"""Geographic levels as the department names them."""

ENGLAND_CODE = "E92000001"

RENAMED = {
    "E08000016": "E08000038",  # Barnsley, 2025
    "E08000019": "E08000039",  # Sheffield, 2025
    "E10000002": "E06000060",  # Buckinghamshire, unitary from 2020
    "E10000023": "E06000065",  # North Yorkshire, unitary from 2023
    "E10000027": "E06000066",  # Somerset, unitary from 2023
}
"""Former code to newest code, same area."""


@dataclass(frozen=True, slots=True)
class JointReturn:
    """Two councils that the workforce census counts as one, and the one council that covered both before."""

    code: str
    old_code: str
    name: str
    members: tuple[str, ...]
    predecessors: tuple[str, ...] = ()


JOINT_RETURNS = (
    JointReturn(
        "E09000021 / E09000027",
        "314 / 318",
        "Kingston upon Thames / Richmond upon Thames",
        ("E09000021", "E09000027"),
    ),
    JointReturn(
        "E06000061 / E06000062",
        "940 / 941",
        "North Northamptonshire / West Northamptonshire",
        ("E06000061", "E06000062"),
        ("E10000021",),  # Northamptonshire
    ),
)


@dataclass(frozen=True, slots=True)
class Closed:
    """A council that no longer exists and whose area no single later council covers."""

    code: str
    name: str
    last_census: int
    successors: str


CLOSED = (
    Closed("E06000028", "Bournemouth", 2018, "Bournemouth, Christchurch and Poole"),
    Closed("E06000029", "Poole", 2018, "Bournemouth, Christchurch and Poole"),
    Closed("E10000009", "Dorset", 2018, "Dorset (E06000059), and Bournemouth, Christchurch and Poole"),
    Closed("E10000006", "Cumbria", 2022, "Cumberland, and Westmorland and Furness"),
)

MAY_BEGIN = {
    "E06000058": (2019, 2020),  # Bournemouth, Christchurch and Poole
    "E06000059": (2019, 2020),  # Dorset
    "E06000063": (2023, 2024),  # Cumberland
    "E06000064": (2023, 2024),  # Westmorland and Furness
    "E06000061 / E06000062": (2021,),  # where a file does not know Northamptonshire
}
"""Years in which a file may first mention an authority that replaced another: years to March lag the census by one."""

MAY_END = {former.code: (former.last_census, former.last_census + 1) for former in CLOSED}
"""Years in which a file may last mention a closed council."""

_JOINT_OF = {member: joint for joint in JOINT_RETURNS for member in (*joint.members, *joint.predecessors, joint.code)}


def joint_return_of(code: str) -> JointReturn | None:
    """Find the joint return a council's code belongs to, if any."""
    return _JOINT_OF.get(code)


def newest_code(code: str) -> str:
    """Give the code an authority's whole history is kept under."""
    joint = joint_return_of(code)
    return joint.code if joint else RENAMED.get(code, code)


def former_codes(code: str) -> tuple[str, ...]:
    """List every other published code that leads to an authority: former codes and members of a joint return."""
    joint = joint_return_of(code)
    if joint:
        return (*joint.members, *joint.predecessors)
    return tuple(old for old, new in RENAMED.items() if new == code)
