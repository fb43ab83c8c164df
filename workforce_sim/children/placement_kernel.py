"""The loop that gives every looked-after child a place, once a month: who left, what places there are, moves, newcomers.

All luck hangs on the child and the day, never on who is placed before whom; what is full depends on the others, and then
the child goes to the next kind that has room (``NEXT``). Moves, and what comes of carers who give up, happen on the last
day of the month. A child who ceases to be looked after is taken to have stayed for half of the month.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workforce_sim.compiled import compiled
from workforce_sim.randomness.draws import keyed_uniform, place_in

Whole = NDArray[np.int64]
Small = NDArray[np.int8]
Real = NDArray[np.float64]

KINDS, BANDS = 8, 5
KINSHIP, IN_HOUSE, AGENCY, HOME, SUPPORTED, PARENTS, ADOPTION, OTHER = range(KINDS)
"""As in ``figures.care.PLACEMENT_KINDS``."""
UNACCOMPANIED_GROUP = BANDS
NEEDS = 3
LOWER, MIDDLE, HIGH = range(NEEDS)
"""Need of a child, in the order of ``placements.need_shares``."""
YOUNGEST_BY_CHANCE_IN_A_HOME = 2
"""Children under five do not go to a home because foster carers are full: they wait, in a place of the last kind."""

ROW, CHILD, CAME, STATUS = range(4)
STAYED = -(2**40)
LOOKED_AFTER, ENTERED, LEFT = range(3)
"""As in ``caseload.care_register``."""
ORDINARY, AT_18, UNACCOMPANIED = range(3)

KIND, WANTED, GROUP, NEED = range(1, 5)
"""Facts about a child beside the row: where the child lives, which kind was wanted, age band or unaccompanied, and need."""

STEPS = 4
NOWHERE = -1
NEXT = np.array(
    [
        [KINSHIP, IN_HOUSE, AGENCY, HOME],
        [IN_HOUSE, AGENCY, HOME, NOWHERE],
        [AGENCY, IN_HOUSE, HOME, NOWHERE],
        [HOME, NOWHERE, NOWHERE, NOWHERE],
        [SUPPORTED, AGENCY, HOME, NOWHERE],
        [PARENTS, NOWHERE, NOWHERE, NOWHERE],
        [ADOPTION, NOWHERE, NOWHERE, NOWHERE],
        [OTHER, NOWHERE, NOWHERE, NOWHERE],
    ],
    dtype=np.int64,
)
"""Where a child goes who is to have a place of each kind, in turn; with all of them full the child waits among ``OTHER``."""

UNLIMITED = 2**40
WAITERS = KINDS
"""In ``Places.filled``, behind the kinds: those among ``OTHER`` who wait for a place of another kind."""
SETTINGS = 16
MOVES_PER_YEAR, WITHIN_KIND, HOUSEHOLDS_AT_START, LEAVING_PER_YEAR, PLACES_PER_HOUSEHOLD = range(5)
AGENCY_PLACES, SUPPORTED_PLACES, SHARE_OF_ENGLAND, APPROVED_SHARE = range(5, 9)
HOME_OCCUPANCY, DEVIATIONS, HOMES_FOLLOW, PRICE_ELASTICITY, HOME_PLACES_AT_START = range(9, 14)
FOLLOWS_PLACES, FROM_HOMES = range(14, SETTINGS)

LEVERS = 12
KINSHIP_LEVEL, HOME_NEED, AGENCY_LEVEL, SUPPORTED_LEVEL, ENQUIRIES, APPROVALS = range(6)
EXTRA_HOUSEHOLDS, LEAVING, PRICE_OF_OTHERS, PRICE_CAP, PLACES_LOST, ORDERS = range(6, LEVERS)
"""What the scenario changes month by month: factors, but for more households in England a month, the most that the price
may be of the month before's, and the share of places lost."""

LUCKS = 8
BAND_LUCK, KIND_LUCK, MOVES_LUCK, WITHIN_LUCK, ELSEWHERE_LUCK, GIVES_UP_LUCK, NEED_LUCK, GUARDIAN_LUCK = range(LUCKS)

STATE = 4
HOUSEHOLDS, HOME_PLACES, PRICE, IN_HOUSE_LEVEL = range(STATE)

COLUMNS = 40
DAYS_OF = KINDS
CAME_IN, WENT, CAME_AND_WENT, MOVED, SPILLED, GIVEN_UP, ENQUIRED, APPROVED, HOUSEHOLDS_LEFT = range(16, 25)
PRICED_DAYS, WAITING, HOUSEHOLDS_NOW, IN_HOUSE_NOW, AGENCY_NOW, HOMES_NOW, INDEX = range(25, 32)
BY_NEED, IN_HOMES_BY_NEED, TO_GUARDIANS, WITH_GUARDIANS = 32, 35, 38, 39
"""As in the table ``placements_month``: children by kind, their days by kind, then these; from ``BY_NEED`` on children by
need, those in homes by need, and last those whom a scenario moves to special guardians."""

DAYS_A_YEAR = 365.25
MONTHS_A_YEAR = 12.0
ROUNDING = 1e-9


class Places(NamedTuple):
    """The placements of one authority, but for who is looked after."""

    bands: Real
    """Shape (3, 5): chance of each age band, by how care will end."""
    needs: Real
    """Shape (3,): chance of each need."""
    kinds: Real
    """Shape (18, 8): chance of each kind, by age band and unaccompanied, and within these by need."""
    settings: Real
    """Shape (16,): single numbers, named above."""
    lucks: Whole
    """Shape (8,): keys of what luck decides, named above."""
    following: Whole
    """Shape (8, 4): ``NEXT``."""
    levers: Real
    """Shape (months, 12): named above."""
    filled: Whole
    """Shape (9,): children by kind, then those who wait."""
    places: Whole
    """Shape (8,): places by kind, ``UNLIMITED`` where they are made for the child."""
    days: Real
    """Shape (8,): child-days by kind in the month just ended."""
    state: Real
    """Shape (4,): foster households, places in homes, price index of a place in a home, and how many times as many children
    are to go to in-house foster carers."""


@compiled
def play_month(
    at: Places,
    facts: Small,
    children: Whole,
    left: Whole,
    found: Whole,
    month: int,
    today: int,
    days: int,
    started: int,
    out: Real,
) -> None:
    """Play the placements of one month that ends today and lasted so many days, and write its row of the table.

    ``started`` is how many children the case book counts as having come into care in the month; ``out`` of shape (40,).
    """
    for column in range(COLUMNS):
        out[column] = 0.0
    for kind in range(KINDS):
        at.days[kind] = 0.0
    count_left(at, facts, left, found[LEFT], days)
    for place in range(found[LOOKED_AFTER]):
        if children[place, CAME] == STAYED:
            at.days[facts[children[place, ROW], KIND]] += days
    foster_households(at, month, out)
    homes(at, month)
    for kind in range(IN_HOUSE, SUPPORTED + 1):
        if at.filled[kind] > at.places[kind]:
            give_up(at, facts, children, found[LOOKED_AFTER], kind, today, out)
    moving = 1.0 - math.exp(-at.settings[MOVES_PER_YEAR] * days / DAYS_A_YEAR)
    for place in range(found[LOOKED_AFTER]):
        if children[place, CAME] == STAYED:
            move(at, facts, children, place, month, today, moving, out)
    for place in range(found[LOOKED_AFTER]):
        if children[place, CAME] != STAYED:
            come(at, facts, children, place, month, out)
            at.days[facts[children[place, ROW], KIND]] += today - children[place, CAME] + 1
    out[CAME_IN] = found[ENTERED]
    out[WENT] = found[LEFT]
    out[CAME_AND_WENT] = started - found[ENTERED]
    for place in range(found[LOOKED_AFTER]):
        row = children[place, ROW]
        out[BY_NEED + facts[row, NEED]] += 1.0
        out[IN_HOMES_BY_NEED + facts[row, NEED]] += facts[row, KIND] == HOME
    write_stocks(at, out)


@compiled
def count_left(at: Places, facts: Small, left: Whole, count: int, days: int) -> None:
    """Free the places of the children who ceased to be looked after."""
    for place in range(count):
        at.days[facts[left[place], KIND]] += 0.5 * days
        free(at, facts, left[place])


@compiled
def foster_households(at: Places, month: int, out: Real) -> None:
    """Let households be approved and give up, by what is to be expected; their places are those filled or vacant."""
    settings, levers, state = at.settings, at.levers, at.state
    usual = settings[HOUSEHOLDS_AT_START] * settings[LEAVING_PER_YEAR] / MONTHS_A_YEAR
    approved = usual * levers[month, APPROVALS] + settings[SHARE_OF_ENGLAND] * levers[month, EXTRA_HOUSEHOLDS]
    gone = state[HOUSEHOLDS] * settings[LEAVING_PER_YEAR] / MONTHS_A_YEAR * levers[month, LEAVING]
    state[HOUSEHOLDS] = max(state[HOUSEHOLDS] + (approved - gone), 0.0)
    out[ENQUIRED] = usual / settings[APPROVED_SHARE] * levers[month, ENQUIRIES]
    out[APPROVED] = approved
    out[HOUSEHOLDS_LEFT] = gone
    at.places[IN_HOUSE] = int(state[HOUSEHOLDS] * settings[PLACES_PER_HOUSEHOLD] + ROUNDING)
    grown = state[HOUSEHOLDS] / max(settings[HOUSEHOLDS_AT_START], ROUNDING)
    state[IN_HOUSE_LEVEL] = grown ** settings[FOLLOWS_PLACES]
    at.places[AGENCY] = int(settings[AGENCY_PLACES] * levers[month, AGENCY_LEVEL] + ROUNDING)
    at.places[SUPPORTED] = int(settings[SUPPORTED_PLACES] * levers[month, SUPPORTED_LEVEL] + ROUNDING)


@compiled
def places_for(children: float, occupancy: float, deviations: float) -> float:
    """Give the places that so many children need: at the usual occupancy, and room for chance at least."""
    return max(1.0, children / occupancy, children + deviations * math.sqrt(children))


@compiled
def homes(at: Places, month: int) -> None:
    """Let the places in children's homes follow demand, and their price how scarce they are."""
    settings, levers, state = at.settings, at.levers, at.state
    demand = float(at.filled[HOME] + at.filled[WAITERS])
    wanted = places_for(demand, settings[HOME_OCCUPANCY], settings[DEVIATIONS])
    to_come = wanted * (1.0 - levers[month, PLACES_LOST])
    state[HOME_PLACES] += (to_come - state[HOME_PLACES]) * settings[HOMES_FOLLOW]
    at.places[HOME] = int(state[HOME_PLACES] + ROUNDING)
    scarcity = (wanted / state[HOME_PLACES]) ** settings[PRICE_ELASTICITY]
    state[PRICE] = min(levers[month, PRICE_OF_OTHERS] * scarcity, state[PRICE] * levers[month, PRICE_CAP])


@compiled
def free(at: Places, facts: Small, row: int) -> None:
    """Let the place of the child in a row go."""
    at.filled[facts[row, KIND]] -= 1
    if facts[row, KIND] == OTHER and facts[row, WANTED] != OTHER:
        at.filled[WAITERS] -= 1


@compiled
def seek(at: Places, facts: Small, row: int) -> bool:
    """Give the child in a row a place of the kind wanted, or of the next that has room; say whether it is another kind.

    A child for whom everything is full waits among ``OTHER``.
    """
    wanted = facts[row, WANTED]
    found = OTHER
    for step in range(STEPS):
        kind = at.following[wanted, step]
        if kind == NOWHERE:
            break
        too_young = kind == HOME and wanted != HOME and facts[row, GROUP] < YOUNGEST_BY_CHANCE_IN_A_HOME
        if at.filled[kind] < at.places[kind] and not too_young:
            found = kind
            break
    facts[row, KIND] = found
    at.filled[found] += 1
    if found == OTHER and wanted != OTHER:
        at.filled[WAITERS] += 1
    return bool(found != wanted)


@compiled
def wanted_kind(at: Places, facts: Small, row: int, month: int, luck: float) -> int:
    """Draw the kind of placement for the child of a row, by the authority's chances as the scenario changes them."""
    who = facts[row, GROUP] * NEEDS + facts[row, NEED]
    total = 0.0
    for kind in range(KINDS):
        total += chance(at, who, kind, month)
    left = luck * total
    chosen = OTHER
    for kind in range(KINDS):
        share = chance(at, who, kind, month)
        if share > 0.0:
            chosen = kind
            left -= share
            if left < 0.0:
                break
    return int(chosen)


@compiled
def chance(at: Places, who: int, kind: int, month: int) -> float:
    """Give the chance of a kind for a child of an age and need, a row of ``Places.kinds``, not yet scaled to a sum of one.

    As in-house places become more or fewer, so does their chance, at the cost or to the benefit of agencies and homes.
    """
    usual = at.kinds[who, kind]
    if kind == KINSHIP:
        return float(usual * at.levers[month, KINSHIP_LEVEL])
    if IN_HOUSE <= kind <= HOME:
        in_homes = at.kinds[who, HOME] * at.levers[month, HOME_NEED]
        more = at.kinds[who, IN_HOUSE] * (at.state[IN_HOUSE_LEVEL] - 1.0)
        from_homes = min(more * at.settings[FROM_HOMES], in_homes)
        from_agency = min(more * (1.0 - at.settings[FROM_HOMES]), at.kinds[who, AGENCY])
        if kind == IN_HOUSE:
            return float(usual + (from_agency + from_homes))
        return float(usual - from_agency if kind == AGENCY else in_homes - from_homes)
    return float(usual)


@compiled
def give_up(at: Places, facts: Small, children: Whole, count: int, kind: int, today: int, out: Real) -> None:
    """Move as many children out of a kind as it has too many, all equally likely, because their carers give up.

    Each child in turn with the chance that leaves exactly so many chosen at the end (Knuth, The Art of Computer
    Programming 2, 3.4.2, algorithm S).
    """
    too_many = at.filled[kind] - at.places[kind]
    still = at.filled[kind]
    for place in range(count):
        row = children[place, ROW]
        if children[place, CAME] == STAYED and facts[row, KIND] == kind and still > 0:
            if keyed_uniform(at.lucks[GIVES_UP_LUCK], children[place, CHILD], today) * still < too_many:
                free(at, facts, row)
                out[SPILLED] += seek(at, facts, row)
                out[GIVEN_UP] += 1
                out[MOVED] += 1
                too_many -= 1
            still -= 1


@compiled
def move(at: Places, facts: Small, children: Whole, place: int, month: int, today: int, moving: float, out: Real) -> None:
    """Move a child, if luck says so, to another place of the kind wanted or afresh; one who waits asks again."""
    row, child = children[place, ROW], children[place, CHILD]
    waits = facts[row, KIND] == OTHER and facts[row, WANTED] != OTHER
    moves = keyed_uniform(at.lucks[MOVES_LUCK], child, today) < moving
    if not moves and not waits:
        return
    free(at, facts, row)
    if moves and keyed_uniform(at.lucks[WITHIN_LUCK], child, today) >= at.settings[WITHIN_KIND]:
        luck = keyed_uniform(at.lucks[ELSEWHERE_LUCK], child, today)
        facts[row, WANTED] = wanted_kind(at, facts, row, month, luck)
    is_another_kind = seek(at, facts, row)
    still_waits = facts[row, KIND] == OTHER and facts[row, WANTED] != OTHER
    if not (waits and still_waits):
        out[MOVED] += 1
        out[SPILLED] += is_another_kind


@compiled
def come(at: Places, facts: Small, children: Whole, place: int, month: int, out: Real) -> None:
    """Place a child who has come into care: age band, need and kind are drawn, then room is sought."""
    row, child, since = children[place, ROW], children[place, CHILD], children[place, CAME]
    status = children[place, STATUS]
    facts[row, GROUP] = UNACCOMPANIED_GROUP
    if status != UNACCOMPANIED:
        facts[row, GROUP] = band_of(at.bands, status, keyed_uniform(at.lucks[BAND_LUCK], child, since))
    facts[row, NEED] = place_in(at.needs, keyed_uniform(at.lucks[NEED_LUCK], child, since))
    facts[row, WANTED] = wanted_kind(at, facts, row, month, keyed_uniform(at.lucks[KIND_LUCK], child, since))
    out[SPILLED] += seek(at, facts, row)


@compiled
def band_of(bands: Real, status: int, luck: float) -> int:
    """Read an age band off its chances for a child whose care will end in a known way."""
    band = 0
    left = luck - bands[status, 0]
    while band < BANDS - 1 and left >= 0.0:
        band += 1
        left -= bands[status, band]
    return band


@compiled
def write_stocks(at: Places, out: Real) -> None:
    """Write how children, places and the price stand at the end of the month."""
    for kind in range(KINDS):
        out[kind] = at.filled[kind]
        out[DAYS_OF + kind] = at.days[kind]
    out[WAITING] = at.filled[WAITERS]
    out[PRICED_DAYS] = at.days[HOME] * at.state[PRICE]
    out[HOUSEHOLDS_NOW] = at.state[HOUSEHOLDS]
    out[IN_HOUSE_NOW] = at.places[IN_HOUSE]
    out[AGENCY_NOW] = at.places[AGENCY]
    out[HOMES_NOW] = at.places[HOME]
    out[INDEX] = at.state[PRICE]


@compiled
def balances(filled: Whole, places: Whole, looked_after: int) -> bool:
    """Say whether every child looked after has one place, within the places there are, and only some of ``OTHER`` wait."""
    total = 0
    for kind in range(KINDS):
        total += filled[kind]
        if filled[kind] < 0 or filled[kind] > places[kind]:
            return False
    return bool(total == looked_after and 0 <= filled[WAITERS] <= filled[OTHER])
