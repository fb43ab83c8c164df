"""The real kernel on degenerate configurations, against queueing theory.

Mean service is hundreds of days, so that the step of one day is small beside it; arrivals are Poisson, lengths
exponential (a table of 1,024 cells). Sources: Erlang, "Solution of some problems in the theory of probabilities of
significance in automatic telephone exchanges" (1917); Little, "A proof for the queuing formula L = λW", Operations
Research 9(3) (1961); for the insensitivity of M/G/∞ and of the loss formula, Kelly, Reversibility and Stochastic
Networks (1979), chapter 3.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from tests.caseload.small_book import queue_rates
from tests.conftest import Statistical
from workforce_sim.caseload.case_book import CaseBook
from workforce_sim.caseload.columns import ASSESSED_OUT
from workforce_sim.caseload.counting import COUNTS
from workforce_sim.caseload.rates import stage_shapes
from workforce_sim.randomness.distributions import mixture_of_exponentials

pytestmark = pytest.mark.statistical

BATCHES = 40


def erlang_b(servers: int, load: float) -> float:
    """Share of arrivals lost when nobody may wait."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Share of arrivals that wait."""
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1.0 - blocked))


def with_servers(servers: int, mean_days: float, load: float, **different: object) -> CaseBook:
    """A textbook queue with that many holders of one case each."""
    rates = queue_rates(servers, mean_days, np.full(1, load / mean_days), name=f"{servers} and {load}", **different)
    book = CaseBook(rates)
    for _ in range(servers):
        book.add_holder(1, 1.0, 37)
    return book


def standard_error(batches: np.ndarray) -> float:
    """Of the mean of batches that are long enough to be independent."""
    return float(batches.std(ddof=1) / math.sqrt(batches.shape[0]))


def test_a_book_nobody_needs_to_hold_settles_at_poisson(statistical: Statistical) -> None:
    mean_days, load, number = 200.0, 20.0, 3000
    shapes = stage_shapes({ASSESSED_OUT: mixture_of_exponentials((0.8, 0.2), (0.5, 3.0))})
    book = CaseBook(queue_rates(1, mean_days, np.full(1, load / mean_days), held_share=0.0, shapes=shapes))
    book.advance_to(5000)
    seen = np.empty(number)
    for place in range(number):
        book.advance_to(book.day + 1200)
        seen[place] = book.counts_array()[COUNTS.index("in_assessment")]
    edges = np.arange(11, 31)
    observed = np.histogram(seen, np.concatenate([[-1], edges, [1000]]))[0]
    below = stats.poisson.cdf(np.arange(11, 31) - 1, load)
    expected = np.diff(np.concatenate([[0.0], below, [1.0]])) * number
    claim = statistical("M/G/∞ settles at a Poisson law whatever the lengths of work (chi-square)", number, 1e-4)
    claim.holds_at(float(stats.chisquare(observed, expected).pvalue))


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (5, 4.0), (12, 10.0)])
def test_all_holders_are_busy_as_often_as_erlang_c_says(servers: int, load: float, statistical: Statistical) -> None:
    mean_days, samples = 600.0, 800
    book = with_servers(servers, mean_days, load)
    book.advance_to(100_000)
    busy, held = np.zeros((2, BATCHES))
    for batch in range(BATCHES):
        for _ in range(samples):
            book.advance_to(book.day + 500)
            busy[batch] += book.held == servers
            held[batch] += book.held
    arrivals = round(BATCHES * samples * 500 * load / mean_days)
    claim = statistical(f"with {servers} holders and load {load} a case waits as Erlang C says", arrivals, 1e-4)
    claim.holds_within(float(busy.mean() / samples), erlang_c(servers, load), standard_error(busy / samples))
    claim = statistical(f"with {servers} holders and load {load} the cases held are the load (Little)", arrivals, 1e-4)
    claim.holds_within(float(held.mean() / samples), load, standard_error(held / samples))
    book.check_ledger()


def test_the_mean_wait_is_that_of_m_m_c_and_of_little(statistical: Statistical) -> None:
    servers, load, mean_days, stretch = 5, 4.0, 600.0, 1_000_000
    book = with_servers(servers, mean_days, load)
    book.advance_to(100_000)
    waits, queues = np.empty((2, BATCHES))
    for batch in range(BATCHES):
        before = book.counts()
        queued = 0.0
        for _ in range(stretch // 1000):
            book.advance_to(book.day + 1000)
            queued += book.counts_array()[COUNTS.index("unallocated")]
        after = book.counts()
        waits[batch] = (after["waited_days"] - before["waited_days"]) / (after["referrals"] - before["referrals"])
        queues[batch] = queued / (stretch // 1000)
    expected_wait = erlang_c(servers, load) * mean_days / (servers - load)
    arrivals = round(BATCHES * stretch * load / mean_days)
    claim = statistical("the mean wait in M/M/5 at load 4 follows from Erlang C", arrivals, 1e-4)
    claim.holds_within(float(waits.mean()), expected_wait, standard_error(waits))
    claim = statistical("cases waiting are arrivals a day times the mean wait (Little)", arrivals, 1e-4)
    difference = queues - waits * load / mean_days
    claim.holds_within(float(difference.mean()), 0.0, standard_error(difference))


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (6, 5.0), (15, 12.0)])
def test_as_many_are_turned_away_as_erlang_b_says(servers: int, load: float, statistical: Statistical) -> None:
    mean_days, stretch = 600.0, 1_000_000
    shapes = stage_shapes({ASSESSED_OUT: mixture_of_exponentials((0.6, 0.4), (0.4, 1.9))})
    book = with_servers(servers, mean_days, load, queue_limit=0, shapes=shapes)
    book.advance_to(50_000)
    lost = np.empty(BATCHES)
    for batch in range(BATCHES):
        refused, referred = book.refused, book.counts()["referrals"]
        book.advance_to(book.day + stretch)
        lost[batch] = (book.refused - refused) / (book.counts()["referrals"] - referred)
    arrivals = round(BATCHES * stretch * load / mean_days)
    claim = statistical(f"{servers} holders and load {load} turn away what Erlang B says", arrivals, 1e-4)
    claim.holds_within(float(lost.mean()), erlang_b(servers, load), standard_error(lost))
    assert book.counts()["waited_days"] == 0
    book.check_ledger()


def test_arrivals_of_a_day_are_poisson_and_level_keeps_the_first_families(statistical: Statistical) -> None:
    book = CaseBook(queue_rates(1, 30.0, np.full(1, 3.0), held_share=0.0))
    number = 20_000
    seen = np.empty(number)
    before = 0.0
    for day in range(number):
        book.advance_to(book.day + 1)
        referred = book.counts_array()[COUNTS.index("referrals")]
        seen[day] = referred - before
        before = referred
    observed = np.bincount(np.minimum(seen, 10).astype(int), minlength=11)
    expected = stats.poisson.pmf(np.arange(11), 3.0) * number
    expected[10] = number - expected[:10].sum()
    claim = statistical("referrals a day are Poisson (chi-square)", number, 1e-4)
    claim.holds_at(float(stats.chisquare(observed, expected).pvalue))
