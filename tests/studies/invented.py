"""Replications invented in a moment, for tests of what is done with replications."""

from __future__ import annotations

import numpy as np

from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import LedgerError
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.recorder import Place, Recorder, ReplicationRecords
from workforce_sim.records.tables import MONTHLY
from workforce_sim.studies.replicate import Replicate


def places_of(profiles: tuple[AuthorityProfile, ...] | list[AuthorityProfile]) -> list[Place]:
    return [Place(p.code, p.old_code, p.name, p.region_code, p.region_name) for p in profiles]


def invent(scenario: Scenario, profiles: object, seed: int, replication: int) -> ReplicationRecords:
    """Whole numbers by chance for every month, the published stocks at the start; the same for the same seed."""
    assert isinstance(profiles, tuple)
    luck = np.random.default_rng([seed, replication])
    recorder = Recorder(scenario.calendar(), places_of(profiles))
    for table in MONTHLY:
        recorder.arrays[table.name][:] = luck.integers(1, 100, recorder.arrays[table.name].shape)
    for number, profile in enumerate(profiles):
        stocks = {
            "inpost_fte": profile.inpost_fte,
            "vacancy_fte": profile.vacancy_fte,
            "agency_fte": profile.agency_fte,
            "agency_cover_fte": profile.agency_cover_fte,
            "case_holders_fte": profile.case_holders_fte,
            "cases": float(profile.cases),
        }
        recorder.write_start(number, stocks)
    return recorder.finish(replication, 0.01)


def interrupted_in(unlucky: int) -> Replicate:
    """Someone presses Ctrl-C while this replication is going on."""

    def replicate(scenario: Scenario, profiles: object, seed: int, replication: int) -> ReplicationRecords:
        if replication == unlucky:
            raise KeyboardInterrupt
        return invent(scenario, profiles, seed, replication)

    return replicate


def out_of_balance_in(unlucky: int) -> Replicate:
    """The ledger of posts does not balance in this replication."""

    def replicate(scenario: Scenario, profiles: object, seed: int, replication: int) -> ReplicationRecords:
        if replication == unlucky:
            raise LedgerError("posts: 12 in post and 3 vacant are not the 16 funded")
        return invent(scenario, profiles, seed, replication)

    return replicate
