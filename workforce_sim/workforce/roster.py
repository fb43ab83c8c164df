"""The people of one authority: who is in post by role, in a ledger that balances after every start and departure."""

from __future__ import annotations

from bisect import bisect_left

from workforce_sim.errors import LedgerError
from workforce_sim.workforce.social_worker import Role, SocialWorker


class Roster:
    """Keep the social workers in post, and count everyone who ever came and went.

    Within a role people stand in order of readiness for promotion, a fixed mark of the person, so that the same person
    is next in line in every scenario.
    """

    __slots__ = (
        "_by_role",
        "_marks",
        "counted_in",
        "counted_out",
        "headcount",
        "hours",
        "in_post_at_start",
        "left",
        "people",
        "started",
    )

    def __init__(self) -> None:
        self.people: dict[int, SocialWorker] = {}
        self._by_role: tuple[list[SocialWorker], ...] = tuple([] for _ in Role)
        self._marks: tuple[list[int], ...] = tuple([] for _ in Role)
        self.headcount = 0
        self.hours = 0
        self.in_post_at_start = 0
        self.started = 0
        self.left = 0
        self.counted_in = 0
        self.counted_out = 0

    def admit_at_start(self, worker: SocialWorker) -> None:
        """Enter someone who is in post when the simulation begins."""
        self.in_post_at_start += 1
        self._enter(worker)

    def admit(self, worker: SocialWorker) -> None:
        """Enter someone who starts."""
        self.started += 1
        self._enter(worker)

    def dismiss(self, worker: SocialWorker) -> None:
        """Strike off someone who leaves."""
        self._strike_off(worker)
        self.left += 1

    def count_in(self, worker: SocialWorker) -> None:
        """Enter someone who comes into the count without starting."""
        self.counted_in += 1
        self._enter(worker)

    def count_out(self, worker: SocialWorker) -> None:
        """Strike off someone who falls out of the count without leaving."""
        self._strike_off(worker)
        self.counted_out += 1

    def promote(self, worker: SocialWorker, role: Role, hours: int) -> None:
        """Move someone to another role and the hours of its post."""
        self._strike_from_role(worker)
        self.hours += hours - worker.hours
        worker.role, worker.hours = role, hours
        self._add_to_role(worker)

    def next_in_line(self, role: Role, qualified_before: int) -> SocialWorker | None:
        """Name the person of a role who is readiest for promotion: qualified long enough and not about to leave."""
        for worker in reversed(self._by_role[role]):
            if worker.qualified_day <= qualified_before and not worker.has_given_notice and not worker.is_absent:
                return worker
        return None

    def experienced(self, qualified_before: int) -> list[SocialWorker]:
        """List the case holders and senior practitioners experienced enough to supervise a learner, readiest first."""
        return [
            worker
            for role in (Role.SENIOR_PRACTITIONER, Role.CASE_HOLDER)
            for worker in reversed(self._by_role[role])
            if worker.qualified_day <= qualified_before and not worker.has_given_notice
        ]

    def check_totals(self, place: str, in_post_hours: int) -> None:
        """Raise LedgerError unless start + starters - leavers + reclassified are in post, with the establishment's hours."""
        accounted = self.in_post_at_start + self.started - self.left + self.counted_in - self.counted_out
        if accounted != self.headcount or self.headcount != len(self.people):
            raise LedgerError(
                f"people in {place}: {self.in_post_at_start} at the start + {self.started} starters - {self.left} leavers "
                f"+ {self.counted_in - self.counted_out} reclassified are not the {self.headcount} in post "
                f"({len(self.people)} on the roster)"
            )
        if self.hours != in_post_hours:
            raise LedgerError(f"hours in {place}: the roster says {self.hours} and the establishment {in_post_hours}")

    def check(self, place: str, in_post_hours: int) -> None:
        """Raise LedgerError unless the totals hold and every person counted one by one makes them up."""
        self.check_totals(place, in_post_hours)
        counted = sum(worker.hours for worker in self.people.values())
        by_role = sum(len(people) for people in self._by_role)
        if counted != self.hours or by_role != self.headcount:
            raise LedgerError(
                f"hours in {place}: {by_role} people in post work {counted} hours, the running totals are "
                f"{self.headcount} and {self.hours}"
            )

    def _strike_off(self, worker: SocialWorker) -> None:
        if self.people.pop(worker.key, None) is not worker:
            raise LedgerError(f"people: worker {worker.key} left without having been in post")
        self.headcount -= 1
        self.hours -= worker.hours
        self._strike_from_role(worker)
        worker.has_left = True

    def _enter(self, worker: SocialWorker) -> None:
        if worker.key in self.people:
            raise LedgerError(f"people: worker {worker.key} is in post already")
        self.people[worker.key] = worker
        self.headcount += 1
        self.hours += worker.hours
        self._add_to_role(worker)

    def _add_to_role(self, worker: SocialWorker) -> None:
        marks = self._marks[worker.role]
        place = bisect_left(marks, worker.readiness)
        marks.insert(place, worker.readiness)
        self._by_role[worker.role].insert(place, worker)

    def _strike_from_role(self, worker: SocialWorker) -> None:
        marks, people = self._marks[worker.role], self._by_role[worker.role]
        place = bisect_left(marks, worker.readiness)
        while people[place] is not worker:
            place += 1
        del marks[place], people[place]
