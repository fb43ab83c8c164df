"""Vacant posts in expectation: how long until each is open to candidates, and which of the open ones are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.compiled import compiled
from workforce_sim.twin.found import HEADS, Found
from workforce_sim.workforce.recruitment import FEEDER_ROLES
from workforce_sim.workforce.social_worker import Role

if TYPE_CHECKING:
    from workforce_sim.config.scenario import Scenario

Array = NDArray[np.float64]

ENTRY, OTHER = 0, 1
"""The pools of open posts: a case holder's, which anybody can take, and the others, for the experienced alone."""

NEGLIGIBLE = 1e-9
SMALLEST = 1e-12
"""Posts or people so few are none; what keeps a division by none from being one."""

Delay = tuple[int, int]
"""Days until a post is open to candidates, and the pool it is then in."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How posts that begin to be recruited to come to be open: shares of each delay and pool; shape (delays, authorities)."""

    days: NDArray[np.int64]
    pools: NDArray[np.int64]
    shares: Array

    def share_of(self, pool: int) -> Array:
        """Give the share of posts that end in a pool; shape (authorities,)."""
        return np.asarray(self.shares[self.pools == pool].sum(axis=0), dtype=np.float64)

    def part(self, other: Opening) -> Array:
        """Give the shares of another opening at the delays and pools of this one, which has all of the other's."""
        shares = np.zeros_like(self.shares)
        for row, (days, pool) in enumerate(zip(self.days, self.pools, strict=True)):
            shares[row] = other.shares[(other.days == days) & (other.pools == pool)].sum(axis=0)
        return shares


@dataclass(slots=True, eq=False)
class OpenPosts:
    """Keep the posts open to candidates by the day they opened, and those that will be; the oldest are taken first.

    ``open`` of shape (days + 1, 2, pools, authorities), counts and then FTE; ``oldest`` is the first day with any, shape
    (pools, authorities); ``counts`` how many are open. ``coming`` is a ring over days, shape (ring, 2, pools, authorities);
    ``kept_back`` waits for a freeze to thaw; ``opened`` is how many opened today, shape (pools, authorities).
    """

    open: Array
    coming: Array
    today: int = 0
    oldest: NDArray[np.int64] = field(init=False)
    counts: Array = field(init=False)
    opened: Array = field(init=False)
    kept_back: Array = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing kept back."""
        self.kept_back = np.zeros_like(self.coming[0])
        self.counts = self.open[0, HEADS].copy()
        self.opened = np.zeros_like(self.counts)
        self.oldest = np.zeros(self.counts.shape, dtype=np.int64)

    def recruit(self, day: int, posts: Array, opening: Opening) -> None:
        """Begin to recruit to posts, shape (2, authorities), that open after their delays."""
        when = (day + opening.days) % len(self.coming)
        self.coming[when, :, opening.pools] += posts[None] * opening.shares[:, None]

    def open_those_due(self, day: int, *, is_frozen: bool) -> None:
        """Open what is due today, unless recruitment is frozen."""
        slot = day % len(self.coming)
        self.today = day
        self.kept_back += self.coming[slot]
        self.coming[slot] = 0.0
        self.opened = np.zeros_like(self.counts)
        if not is_frozen:
            self.open[day] += self.kept_back
            self.opened = self.kept_back[HEADS].copy()
            self.counts = self.counts + self.opened
            self.kept_back[:] = 0.0

    def take(self, entry_only: Array, anybody: Array) -> tuple[Array, Array]:
        """Let candidates take the oldest posts they can: ``entry_only`` a case holder's, ``anybody`` of either pool.

        Both of shape (authorities,). Gives what each took by pool, counts and FTE, shape (2, pools, authorities), as far as
        there are posts.
        """
        by_new, by_others = np.zeros_like(self.kept_back), np.zeros_like(self.kept_back)
        hand_out(self.open, self.oldest, self.counts, self.today, entry_only, anybody, by_new, by_others)
        return by_new, by_others

    def take_oldest(self, wanted: Array, *, entry_only: bool = False) -> Array:
        """Take so many of the oldest posts, shape (authorities,), as far as there are.

        Gives counts and FTE by pool, shape (2, pools, authorities).
        """
        none = np.zeros_like(wanted)
        return self.take(wanted, none)[0] if entry_only else self.take(none, wanted)[1]


@compiled
def hand_out(
    open_posts: Array,
    oldest: NDArray[np.int64],
    counts: Array,
    today: int,
    entry_only: Array,
    anybody: Array,
    by_new: Array,
    by_others: Array,
) -> None:
    """Hand out open posts, the oldest first, as ``OpenPosts.take`` says; fills ``by_new`` and ``by_others``.

    Who can take either takes the older of the two pools' oldest; of one age, in proportion. Where more want a day's posts
    than there are, all get the same share.
    """
    for place in range(entry_only.shape[0]):
        new, others = entry_only[place], anybody[place]
        while new > 1e-9 or others > 1e-9:
            for pool in range(2):
                while oldest[pool, place] < today and open_posts[oldest[pool, place], 0, pool, place] <= 1e-9:
                    oldest[pool, place] += 1
            entry_day, other_day = oldest[0, place], oldest[1, place]
            entry, other = open_posts[entry_day, 0, 0, place], open_posts[other_day, 0, 1, place]
            has_entry, has_other = entry > 1e-9, other > 1e-9
            if not has_entry and (not has_other or others <= 1e-9):
                break
            to_entry = 0.0
            if has_entry and (not has_other or entry_day < other_day):
                to_entry = others
            elif has_entry and entry_day == other_day:
                to_entry = others * entry / (entry + other)
            to_other = others - to_entry
            wanted = to_entry + new
            entry_taken = min(wanted, entry) if has_entry else 0.0
            other_taken = min(to_other, other) if has_other else 0.0
            part = entry_taken / wanted if wanted > 0.0 else 0.0
            if entry_taken > 0.0:
                fte = open_posts[entry_day, 1, 0, place] / entry
                by_new[0, 0, place] += new * part
                by_new[1, 0, place] += new * part * fte
                by_others[0, 0, place] += to_entry * part
                by_others[1, 0, place] += to_entry * part * fte
                open_posts[entry_day, 0, 0, place] -= entry_taken
                open_posts[entry_day, 1, 0, place] -= entry_taken * fte
            if other_taken > 0.0:
                fte = open_posts[other_day, 1, 1, place] / other
                by_others[0, 1, place] += other_taken
                by_others[1, 1, place] += other_taken * fte
                open_posts[other_day, 0, 1, place] -= other_taken
                open_posts[other_day, 1, 1, place] -= other_taken * fte
            counts[0, place] = max(counts[0, place] - entry_taken, 0.0)
            counts[1, place] = max(counts[1, place] - other_taken, 0.0)
            new -= new * part
            others -= to_entry * part + other_taken


def open_posts(world: Found, longest_days: int) -> OpenPosts:
    """Open the posts vacant at the start, which are advertised already."""
    authorities = len(world.profiles)
    posts = np.zeros((world.calendar.days + 1, 2, 2, authorities))
    posts[0] = world.vacant
    return OpenPosts(posts, np.zeros((longest_days + 2, 2, 2, authorities)))


def opening_of(world: Found, scenario: Scenario, free_in_days: int, roles: Sequence[Role] = tuple(Role)) -> Opening:
    """Work out how posts come to be open whose holder goes in so many days, over roles as in post at the start.

    A senior post may go to somebody from within once it is free; then the post left behind is recruited to in turn. There
    is taken to be somebody in the nearest role below that has anybody.
    """
    authorities = len(world.profiles)
    found: dict[Delay, Array] = {}
    for place in range(authorities):
        held = world.role_fte[:, place] if world.role_fte[:, place].any() else np.eye(len(Role))[Role.CASE_HOLDER]
        chosen = sum(held[role] for role in roles)
        for role in roles:
            part = held[role] / chosen if chosen else float(role is roles[0])
            if part:
                for delay, share in delays(scenario, held, role, 0, free_in_days).items():
                    found.setdefault(delay, np.zeros(authorities))[place] += part * share
    return Opening(
        np.array([days for days, _ in found]),
        np.array([pool for _, pool in found]),
        np.array(list(found.values())),
    )


def delays(scenario: Scenario, held: Array, role: Role, begun: int, free_on: int) -> dict[Delay, float]:
    """Give with what probability recruitment to a post begun on a day ends in an open post, after how long and where."""
    settings = scenario.recruitment
    approved = begun + round(settings.approval_days)
    advertised = begun + round(settings.approval_days + settings.advert_days)
    feeder = next((below for below in FEEDER_ROLES[role] if held[below] > 0.0), None)
    inside = scenario.promotion.internal_share if feeder is not None else 0.0
    found = {(advertised, ENTRY if role is Role.CASE_HOLDER else OTHER): 1.0 - inside}
    if feeder is not None and inside > 0.0:
        moved = max(approved, free_on)
        for delay, share in delays(scenario, held, feeder, moved, moved).items():
            found[delay] = found.get(delay, 0.0) + inside * share
    return found


def longest_delay(scenario: Scenario) -> int:
    """Give a number of days that no post takes longer to open, nor anybody to start."""
    settings = scenario.recruitment
    chain = (len(Role) + 1) * round(settings.approval_days + settings.advert_days)
    waits = (settings.notice_days_experienced, settings.start_days_newly_qualified, settings.advert_days)
    return chain + round(scenario.turnover.notice_days) + max(round(days) for days in waits) + 1
