"""The labour market: candidates and open posts of all simulated authorities meet here, and only here."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import simpy

from workforce_sim.errors import LedgerError
from workforce_sim.randomness.decisions import Decisions, decision
from workforce_sim.workforce.establishment import Vacancy
from workforce_sim.workforce.social_worker import Candidate, Role

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario
    from workforce_sim.figures.profile import AuthorityProfile
    from workforce_sim.workforce.authority import Authority

LOOKS_BEYOND_REGION = decision("labour_market.looks_beyond_region")
LOOKS_INSIDE = decision("labour_market.looks_inside")
NEXT_CHOICE = decision("labour_market.next_choice")

DAYS_A_YEAR = 365.2425

ENTRY_ROLE = Role.CASE_HOLDER
"""The only role in which a newly qualified worker starts."""


class LabourMarket:
    """Join the simulated authorities: what one gains from its neighbour, the neighbour loses.

    A candidate looks first at the authority she came for, then, at her stated reach, at open posts elsewhere in the
    region or in England, in proportion to the pull of the authorities that have any. Who finds nothing waits, takes the
    next post that opens near home, and gives up after a while. The ledger: everyone who came was appointed, is still
    looking, or gave up.
    """

    def __init__(
        self, env: simpy.Environment, scenario: Scenario, profiles: Sequence[AuthorityProfile], decisions: Decisions
    ) -> None:
        self.env = env
        self.decisions = decisions
        self.open_posts_draw = scenario.labour_market.open_posts_draw
        self.own_region_share = scenario.labour_market.own_region_share
        self.pull = np.array([[profile.share_of_england_starters for profile in profiles]])
        regions = [profile.region_code for profile in profiles]
        self.same_region = [[place for place, code in enumerate(regions) if code == own] for own in regions]
        self.everywhere = list(range(len(profiles)))
        self.open_posts: list[dict[int, tuple[Vacancy, simpy.Event]]] = [{} for _ in profiles]
        self.open_entry_posts: list[dict[int, tuple[Vacancy, simpy.Event]]] = [{} for _ in profiles]
        self.waiting: list[deque[Candidate]] = [deque() for _ in profiles]
        self.came = 0
        self.appointed = 0
        self.gave_up = 0
        self.in_queues = 0
        self.inside_share = [self._inside_share(place, profiles) for place in self.everywhere]

    def open_to(self, authorities: Sequence[Authority]) -> None:
        """Let the authorities' pull be better or worse from year to year, as their supply of candidates is."""
        self.pull = self.pull[:1] * np.array([authority.conditions.candidates for authority in authorities]).T

    def advertise(self, authority: Authority, vacancy: Vacancy) -> simpy.Event:
        """Open a post to candidates; the event given back happens when one is found, and carries the candidate.

        Somebody already waiting in the authority, or else in its region, takes it at once.
        """
        taken = self.env.event()
        candidate = self._somebody_waiting(authority.index, vacancy.role) if self.in_queues else None
        if candidate is not None:
            self._appoint(vacancy, taken, candidate)
            return taken
        vacancy.is_open = True
        self._shelf(authority.index, vacancy.role)[vacancy.number] = (vacancy, taken)
        return taken

    def appoint_before_start(self, vacancy: Vacancy) -> None:
        """Count somebody who was appointed to a vacancy before the simulation begins."""
        vacancy.is_promised = True
        self.came += 1
        self.appointed += 1

    def withdraw(self, authority: Authority, vacancy: Vacancy) -> None:
        """Take an open post off the market because its funding ends."""
        _, taken = self._shelf(authority.index, vacancy.role).pop(vacancy.number)
        vacancy.is_open = False
        taken.succeed(None)

    def arrive(self, candidate: Candidate) -> bool:
        """Let a candidate look for a post: at home, then within reach; who finds none waits. True if appointed."""
        self.came += 1
        if self._take_post_in(candidate.home, candidate):
            return True
        elsewhere = self._next_choice(candidate, self._reach(candidate))
        if elsewhere is not None and self._take_post_in(elsewhere, candidate):
            return True
        self.waiting[candidate.home].append(candidate)
        self.in_queues += 1
        return False

    def find_post_elsewhere(self, authority: Authority, mover: Candidate) -> bool:
        """Look for an open post for somebody who would leave one simulated authority for another; true if appointed."""
        places = [place for place in self._reach(mover) if place != authority.index]
        choice = self._next_choice(mover, places)
        if choice is None:
            choice = self._next_choice(mover, [place for place in self.everywhere if place != authority.index])
        if choice is None:
            return False
        self.came += 1
        return self._take_post_in(choice, mover)

    def looks_inside(self, authority: Authority, key: int) -> bool:
        """Draw whether somebody who moves to another authority looks among those simulated."""
        share = self.inside_share[authority.index]
        return share > 0.0 and self.decisions.uniform(LOOKS_INSIDE, key) < share

    def let_go(self, today: int) -> None:
        """Count as given up everyone who has waited as long as they look."""
        for queue in self.waiting:
            for _ in range(len(queue)):
                candidate = queue.popleft()
                if candidate.looks_until < today:
                    self.gave_up += 1
                    self.in_queues -= 1
                else:
                    queue.append(candidate)

    def still_looking(self) -> int:
        """Count the candidates who wait for a post."""
        return sum(len(queue) for queue in self.waiting)

    def check(self) -> None:
        """Raise LedgerError unless everyone who came was appointed, is still looking or gave up."""
        if self.came != self.appointed + self.still_looking() + self.gave_up:
            raise LedgerError(
                f"candidates: {self.came} came, but {self.appointed} were appointed, {self.still_looking()} are looking "
                f"and {self.gave_up} gave up"
            )
        if self.in_queues != self.still_looking():
            raise LedgerError(f"candidates: {self.still_looking()} are looking, the running total is {self.in_queues}")

    def _inside_share(self, place: int, profiles: Sequence[AuthorityProfile]) -> float:
        """Give the share of an authority's movers, out or in, whose other authority is simulated too."""
        own = profiles[place]
        inside = {p.code: p.share_of_england_starters for p in profiles if p.code != own.code}
        if not inside:
            return 0.0
        in_region = sum(p.share_of_england_starters for p in profiles if p.region_code == own.region_code)
        region_total = max(own.region_share_of_england_starters, in_region)
        near = (in_region - own.share_of_england_starters) / max(region_total - own.share_of_england_starters, 1e-9)
        far = sum(inside.values()) / max(1.0 - own.share_of_england_starters, 1e-9)
        return min(1.0, self.own_region_share * near + (1.0 - self.own_region_share) * far)

    def _shelf(self, place: int, role: Role) -> dict[int, tuple[Vacancy, simpy.Event]]:
        return self.open_entry_posts[place] if role is ENTRY_ROLE else self.open_posts[place]

    def _reach(self, candidate: Candidate) -> list[int]:
        beyond = self.decisions.uniform(LOOKS_BEYOND_REGION, candidate.key) >= self.own_region_share
        return self.everywhere if beyond else self.same_region[candidate.home]

    def _next_choice(self, candidate: Candidate, places: list[int]) -> int | None:
        entry_only = candidate.is_newly_qualified
        open_posts = [
            len(self.open_entry_posts[place]) + (0 if entry_only else len(self.open_posts[place])) for place in places
        ]
        if not any(open_posts):
            return None
        pull = self.pull[self._year_of_pull(), places]
        counts = np.asarray(open_posts, dtype=np.float64)
        weights = np.where(counts > 0.0, pull * np.maximum(counts, 1.0) ** self.open_posts_draw, 0.0)
        return places[self.decisions.choose(NEXT_CHOICE, candidate.key, weights)]

    def _year_of_pull(self) -> int:
        return min(int(self.env.now / DAYS_A_YEAR), len(self.pull) - 1)

    def _take_post_in(self, place: int, candidate: Candidate) -> bool:
        """Appoint a candidate to the post that has been open longest among those she can take in an authority."""
        shelf = self.open_entry_posts[place]
        if not candidate.is_newly_qualified and self.open_posts[place]:
            oldest = next(iter(self.open_posts[place]))
            if not shelf or oldest < next(iter(shelf)):
                shelf = self.open_posts[place]
        if not shelf:
            return False
        vacancy, taken = shelf.pop(next(iter(shelf)))
        vacancy.is_open = False
        self._appoint(vacancy, taken, candidate)
        return True

    def _appoint(self, vacancy: Vacancy, taken: simpy.Event, candidate: Candidate) -> None:
        vacancy.is_promised = True
        self.appointed += 1
        taken.succeed(candidate)

    def _somebody_waiting(self, home: int, role: Role) -> Candidate | None:
        """Call who takes a post in an authority at once: from its own queue, or else from one in its region."""
        candidate = self._first_waiting(home, role)
        for place in self.same_region[home]:
            if candidate is not None:
                break
            if self.waiting[place]:
                candidate = self._first_waiting(place, role)
        return candidate

    def _first_waiting(self, place: int, role: Role) -> Candidate | None:
        today = int(self.env.now)
        queue = self.waiting[place]
        for _ in range(len(queue)):
            candidate = queue.popleft()
            if candidate.looks_until < today:
                self.gave_up += 1
                self.in_queues -= 1
            elif candidate.is_newly_qualified and role is not ENTRY_ROLE:
                queue.append(candidate)
            else:
                self.in_queues -= 1
                return candidate
        return None
