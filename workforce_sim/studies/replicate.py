"""Many seeded replications of one scenario, in parallel processes; the numbers do not depend on how many processes."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Generator, Sequence
from typing import Any

from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import LedgerError, UserError
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.store import Results
from workforce_sim.studies.areas import simulated_profiles
from workforce_sim.studies.memory import Size, check_fits
from workforce_sim.studies.run_result import RunResult

Replicate = Callable[[Scenario, Sequence[AuthorityProfile], int, int], ReplicationRecords]
"""Simulates one replication: scenario, profiles, seed, replication."""

LONG_FOR_A_SMALL_AUTHORITY_SECONDS = 1.5
"""Once compiled, a year of Rutland takes some hundredths of a second."""


class ReplicationError(Exception):
    """Say which replication went wrong and how; a fault of the program, never of its user."""

    def __init__(self, replication: int, reason: str) -> None:
        super().__init__(replication, reason)
        self.replication = replication
        self.reason = reason

    def __str__(self) -> str:
        return f"replication {self.replication} failed: {self.reason}"


def replicate_many(
    scenario: Scenario,
    replications: int,
    seed: int,
    jobs: int | None = None,
    *,
    only: int | None = None,
    profiles: Sequence[AuthorityProfile] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    on_compile: Callable[[], None] | None = None,
    replicate: Replicate | None = None,
) -> RunResult:
    """Simulate replications 1, 2, … of a scenario, or one of them alone, and give what they wrote down.

    ``jobs`` is the number of processes, all cores without it, 1 for this process alone. ``only`` replays one
    replication with the numbers that it has among all. ``on_progress`` hears (finished, asked) after each;
    ``on_compile`` is called before the case book is compiled for the first time on a machine.

    An interruption from the keyboard ends the run early and keeps the replications that had finished. Raises UserError
    for numbers out of range or a run that does not fit in memory, and ReplicationError when a replication fails.
    """
    asked = _asked(replications, seed, only)
    chosen = tuple(simulated_profiles(scenario) if profiles is None else profiles)
    processes = processes_for(jobs, len(asked))
    check_fits(Size(len(chosen), scenario.horizon_years, len(asked), processes))
    simulate = the_model(on_compile) if replicate is None else replicate
    began = time.perf_counter()
    records: list[ReplicationRecords] = []
    arriving = _simulated(simulate, scenario, chosen, seed, asked, processes)
    try:
        for record in arriving:
            records.append(record)
            if on_progress is not None:
                on_progress(len(records), len(asked))
    except KeyboardInterrupt:
        arriving.close()
    records.sort(key=lambda record: record.replication)
    return RunResult(scenario, chosen, seed, asked, tuple(records), processes, time.perf_counter() - began)


def run(scenario: Scenario, replications: int = 20, seed: int = 1, jobs: int | None = None) -> Results:
    """Simulate a scenario some number of times and give the tables, nothing written; the shelf's own ``run``.

    ``jobs`` is the number of processes, all cores without it. Raises as ``replicate_many`` does, and KeyboardInterrupt
    where it is interrupted before the first replication finishes.
    """
    result = replicate_many(scenario, replications, seed, jobs)
    if not result.records:
        raise KeyboardInterrupt
    return result.results()


def _asked(replications: int, seed: int, only: int | None) -> tuple[int, ...]:
    if replications < 1:
        raise UserError(f"--replications is {replications}; it must be 1 or more")
    if only is not None and only < 1:
        raise UserError(f"--replication is {only}; replications are numbered from 1")
    if not 0 <= seed < 2**63:
        raise UserError(f"--seed is {seed}; it must be a whole number from 0 to 9223372036854775807")
    return tuple(range(1, replications + 1)) if only is None else (only,)


def processes_for(jobs: int | None, most: int) -> int:
    """Say how many processes to use: all cores where ``jobs`` does not say, and no more than there is work for."""
    if jobs is None:
        import joblib

        jobs = int(joblib.cpu_count())
    if jobs < 1:
        raise UserError(f"--jobs is {jobs}; it must be 1 or more")
    return min(jobs, most)


def the_model(on_compile: Callable[[], None] | None) -> Replicate:
    """Load the model and simulate a small authority with it, so that it is compiled once and not in every process.

    ``on_compile`` is called if that takes so long that it cannot have been compiled before.
    """
    from workforce_sim.replication import replicate

    small = Scenario(areas="Rutland", horizon_years=1)
    profiles = simulated_profiles(small)
    notice = threading.Timer(LONG_FOR_A_SMALL_AUTHORITY_SECONDS, on_compile or (lambda: None))
    notice.daemon = True
    notice.start()
    try:
        replicate(small, profiles, 0, 1)
    finally:
        notice.cancel()
    return replicate


def _simulated(
    replicate: Replicate,
    scenario: Scenario,
    profiles: Sequence[AuthorityProfile],
    seed: int,
    asked: Sequence[int],
    processes: int,
) -> Generator[ReplicationRecords, None, None]:
    """Give the replications as they finish, in any order."""
    if processes == 1:
        for replication in asked:
            yield replicate_one(replicate, scenario, profiles, seed, replication)
        return
    from joblib import Parallel, delayed

    # one replication at a time, so that an interruption loses no more than those under way
    parallel = Parallel(n_jobs=processes, backend="loky", return_as="generator_unordered", batch_size=1)
    arriving: Any = parallel(delayed(_in_worker)(replicate, scenario, profiles, seed, number) for number in asked)
    try:
        yield from arriving
    finally:
        arriving.close()


def _in_worker(
    replicate: Replicate, scenario: Scenario, profiles: Sequence[AuthorityProfile], seed: int, replication: int
) -> ReplicationRecords:
    """Simulate one replication in a process of its own, which leaves an interruption to the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return replicate_one(replicate, scenario, profiles, seed, replication)


def replicate_one(
    replicate: Replicate, scenario: Scenario, profiles: Sequence[AuthorityProfile], seed: int, replication: int
) -> ReplicationRecords:
    """Simulate one replication; whatever goes wrong in it but wrong input is told as a ``ReplicationError``."""
    try:
        return replicate(scenario, profiles, seed, replication)
    except UserError:
        raise
    except LedgerError as error:
        raise ReplicationError(replication, f"a ledger does not balance: {error}") from error
    except Exception as error:
        raise ReplicationError(replication, f"{type(error).__name__}: {error}") from error
