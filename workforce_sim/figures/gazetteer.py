"""Where every authority is: region, name and codes, learnt from the files that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workforce_sim.figures.geography import LOCAL_AUTHORITY, MAY_END, REGIONAL, joint_return_of, newest_code
from workforce_sim.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an authority is, from the newest file row that says so."""

    year: int
    region_code: str
    region_name: str
    old_code: str
    name: str


class Gazetteer:
    """Regions and authorities met so far, so that files without region columns can be placed."""

    def __init__(self) -> None:
        self.authorities: dict[str, Whereabouts] = {}
        self.regions: dict[str, str] = {}

    def learn(self, readings: Iterable[Reading]) -> None:
        """Remember the newest name and region of every authority."""
        for reading in readings:
            if reading.level == REGIONAL:
                self.regions[reading.region_name] = reading.region_code
            elif reading.level == LOCAL_AUTHORITY:
                self._learn_authority(reading)

    def _learn_authority(self, reading: Reading) -> None:
        code = newest_code(reading.code)
        known = self.authorities.get(code)
        if known and known.year >= reading.year:
            return
        joint = joint_return_of(code)
        name, old_code = (joint.name, joint.old_code) if joint else (reading.name, reading.old_code)
        self.authorities[code] = Whereabouts(reading.year, reading.region_code, reading.region_name, old_code, name)

    def region_of(self, code: str) -> str:
        """Give the region code of an authority, empty for one that is not known."""
        return self.authorities[code].region_code if code in self.authorities else ""

    def newest(self) -> set[str]:
        """Give the authorities of the newest year met so far, without closed ones that a file still lists as z."""
        latest = max(place.year for place in self.authorities.values())
        return {code for code, place in self.authorities.items() if place.year == latest and code not in MAY_END}
