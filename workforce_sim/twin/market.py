"""The labour market in expectation: candidates meet open posts at home first and then within reach; who finds none waits."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workforce_sim.twin.found import FTE, HEADS, Found
from workforce_sim.twin.posts import ENTRY, NEGLIGIBLE, SMALLEST, OpenPosts
from workforce_sim.workforce.social_worker import Route

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Comer:
    """A kind of candidate: the route, how readily they leave (a kind of ``People``) and what happens after the offer."""

    route: Route
    kind: int
    start_days: int
    accepts: float
    is_new: bool


@dataclass(slots=True, eq=False)
class Market:
    """Join the authorities; ``waiting`` are candidates near home without a post, shape (comers, authorities).

    ``without_post`` is the share of would-be movers who find no post elsewhere, ``entry_share`` the share of posts taken by
    the experienced that are case holders'; shape (authorities,). ``alike`` are the comers who
    accept as often and start after the same delay.
    """

    world: Found
    comers: tuple[Comer, ...]
    waiting: Array = field(init=False)
    new: NDArray[np.bool_] = field(init=False)
    alike: tuple[slice, ...] = field(init=False)
    stays_waiting: float = field(init=False)
    without_post: Array = field(init=False)
    entry_share: Array = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nobody waiting."""
        self.waiting = np.zeros((len(self.comers), len(self.world.profiles)))
        self.without_post, self.entry_share = np.zeros(len(self.world.profiles)), np.ones(len(self.world.profiles))
        self.new = np.array([comer.is_new for comer in self.comers])
        after_offer = [(comer.start_days, comer.accepts) for comer in self.comers]
        firsts = [place for place in range(len(after_offer)) if not place or after_offer[place] != after_offer[place - 1]]
        self.alike = tuple(slice(first, after) for first, after in pairwise([*firsts, len(self.comers)]))
        self.stays_waiting = math.exp(-1.0 / self.world.scenario.labour_market.patience_days)

    def meet(self, posts: OpenPosts, arriving: Array, year: int) -> Array:
        """Let a day's candidates, shape (comers, authorities), and those who wait take open posts.

        Gives who is appointed, by the authority of the post: counts and FTE of the posts, shape (2, comers, authorities).
        """
        self.waiting *= self.stays_waiting
        called = self.waiting * self._called(posts)
        met = arriving * self._any_open(posts.counts)
        appointed = np.zeros((2, *arriving.shape))
        share = self._take(posts, called + met, appointed) / np.maximum(called + met, SMALLEST)
        self.waiting -= called * share
        left = arriving - met * share
        if len(self.world.profiles) > 1 and float(left.sum()) > NEGLIGIBLE:
            left = self._look_elsewhere(posts, left, appointed, year)
        self.waiting = np.maximum(self.waiting + left, 0.0)  # by rounding a little more than all may have found a post
        return appointed

    def move(self, posts: OpenPosts, movers: Array, year: int) -> tuple[Array, Array]:
        """Let leavers of simulated authorities find posts in others, shape (authorities,).

        Gives the share that finds one, shape (authorities,), and the posts taken by pool, shape (2, 2, authorities).
        """
        pull = self._pull(posts.counts.sum(axis=0), year)
        own = self.world.scenario.labour_market.own_region_share
        region = self.world.region
        regional = np.bincount(region, pull)[region] - pull
        everywhere = pull.sum() - pull
        near = np.where(regional > 0.0, own, 0.0)
        reached = everywhere > 0.0
        by_region = np.divide(movers * near, regional, out=np.zeros_like(movers), where=regional > 0.0)
        by_all = np.divide(movers * (1.0 - near), everywhere, out=np.zeros_like(movers), where=reached)
        to = pull * (np.bincount(region, by_region)[region] - by_region + by_all.sum() - by_all)
        elsewhere = -np.expm1(posts.counts.sum(axis=0) - posts.counts.sum())
        wanted = float(to.sum())
        taken = posts.take_oldest(to * elsewhere)
        part = float(taken[HEADS].sum()) / wanted if wanted > 0.0 else 1.0
        return np.where(reached, np.minimum(part, elsewhere), 0.0), taken

    def pools_of(self, posts: Array, comers: slice) -> tuple[Array, Array]:
        """Split posts of some kinds of comers, shape (2, kinds, authorities), into a case holder's and others, added up."""
        entry = np.where(self.new[comers][:, None], 1.0, self.entry_share)
        return (posts * entry).sum(axis=1), (posts * (1.0 - entry)).sum(axis=1)

    def _any_open(self, counts: Array) -> Array:
        """Give the chance that there is any post that each comer can take: the number open is taken for a Poisson one."""
        entry, total = -np.expm1(-counts[ENTRY]), -np.expm1(-counts.sum(axis=0))
        return np.asarray(np.where(self.new[:, None], entry, total), dtype=np.float64)

    def _called(self, posts: OpenPosts) -> Array:
        """Give the share of those who wait whom a post calls that has opened today."""
        everybody = self.waiting.sum(axis=0)
        new = self.waiting[self.new].sum(axis=0)
        there = -np.expm1(-everybody)
        opened = np.where(
            self.new[:, None],
            posts.opened[ENTRY],
            posts.opened.sum(axis=0) - posts.opened[ENTRY] * new / np.maximum(everybody, NEGLIGIBLE),
        )
        return np.asarray(np.minimum(opened * there / np.maximum(everybody, NEGLIGIBLE), 1.0), dtype=np.float64)

    def _pull(self, counts: Array, year: int) -> Array:
        """Weigh authorities as the simulation's market does, where any post is open."""
        drawn = np.maximum(counts, 1.0) ** self.world.scenario.labour_market.open_posts_draw
        return np.asarray(self.world.pull[year] * drawn * -np.expm1(-counts), dtype=np.float64)

    def _take(self, posts: OpenPosts, looking: Array, appointed: Array) -> Array:
        """Let candidates take posts of the authorities they look at, as far as there are; gives who did."""
        new, others = looking[self.new].sum(axis=0), looking[~self.new].sum(axis=0)
        by_new, by_others = posts.take(new, others)
        counts = np.where(self.new[:, None], by_new[HEADS].sum(axis=0), by_others[HEADS].sum(axis=0))
        fte = np.where(self.new[:, None], by_new[FTE].sum(axis=0), by_others[FTE].sum(axis=0))
        found = looking * (counts / np.maximum(np.where(self.new[:, None], new, others), SMALLEST))
        appointed[HEADS] += found
        appointed[FTE] += found * (fte / np.maximum(counts, SMALLEST))
        taken = by_others[HEADS].sum(axis=0)
        self.entry_share = np.where(taken > NEGLIGIBLE, by_others[HEADS, ENTRY] / np.maximum(taken, SMALLEST), self.entry_share)
        return np.asarray(found, dtype=np.float64)

    def _look_elsewhere(self, posts: OpenPosts, left: Array, appointed: Array, year: int) -> Array:
        """Let who found none at home look in the region or in England; gives who finds none there either, by home."""
        own = self.world.scenario.labour_market.own_region_share
        region = self.world.region
        visitors, reached = np.zeros_like(left), np.zeros_like(left)
        for is_new in (True, False):
            counts = posts.counts[ENTRY] if is_new else posts.counts.sum(axis=0)
            pull = self._pull(counts, year)
            everywhere = float(pull.sum())
            if everywhere <= 0.0:
                continue
            rows = np.flatnonzero(self.new == is_new)
            regions = np.bincount(region, pull)
            any_near = -np.expm1(-np.bincount(region, counts))[region]
            any_far = float(-np.expm1(-counts.sum()))
            near, far = own * any_near * left[rows], (1.0 - own) * any_far * left[rows]
            sent = np.array([np.bincount(region, people, minlength=len(regions))[region] for people in near])
            visitors[rows] = sent * pull / np.maximum(regions, SMALLEST)[region] + far.sum(axis=1)[:, None] * pull / everywhere
            reached[rows] = near + far
        found = self._take(posts, visitors, appointed).sum(axis=1)
        wanted = visitors.sum(axis=1)
        return np.asarray(left - reached * np.minimum(found / np.maximum(wanted, SMALLEST), 1.0)[:, None], dtype=np.float64)
