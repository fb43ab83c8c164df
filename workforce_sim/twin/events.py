"""The course of events in expectation: day by day who goes, who starts and who looks for a post, month by month the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workforce_sim.config.scenario import Scenario
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.twin.course import EXPERIENCED, FROM_AGENCY, MOVER, Course, begun
from workforce_sim.twin.found import FTE, HEADS, found
from workforce_sim.twin.people import MONTHS_A_YEAR, birthdays_of_starters
from workforce_sim.twin.posts import ENTRY, OTHER, Opening
from workforce_sim.twin.written import Written

Array = NDArray[np.float64]

LONGER = 2
"""Where ``People.readiness`` has those with two years' service or more."""


def lived_through(scenario: Scenario, profiles: Sequence[AuthorityProfile]) -> Written:
    """Let every day pass in expectation and give what was written down at the censuses."""
    course = begun(found(scenario, profiles))
    course.written.census(0, course.in_post, course.establishment, course.desk, course.learners.total())
    appoint_before_start(course)
    give_notice_at_start(course)
    first_day_of_month = {0: -1} | {ends + 1: month + 1 for month, ends in enumerate(course.world.calendar.month_ends)}
    first_day_of_month[1] = 0
    month = 0
    for day in range(course.world.calendar.days + 1):
        if day in first_day_of_month and day > 0:
            month = first_day_of_month[day]
            begin_month(course, month, day)
        pass_day(course, month, day)
        if day == course.world.calendar.month_ends[month]:
            end_month(course, month, day)
    return course.written


def appoint_before_start(course: Course) -> None:
    """Promise posts to those who work their notice elsewhere at the start: their first days are spread over it."""
    appointed = course.world.supply.appointed
    everyone = appointed.sum(axis=0)
    by_pool = course.posts.take_oldest(everyone)
    posts = by_pool.sum(axis=1)
    share = np.divide(appointed, everyone, out=np.zeros_like(appointed), where=everyone > 0.0)
    days = max(round(course.world.scenario.recruitment.notice_days_experienced), 1)
    for comer in (EXPERIENCED, MOVER):
        for day in range(1, days + 1):
            course.starting[day, comer] += posts * share[comer] / days
            course.starting_holders[day] += by_pool[FTE, ENTRY] * share[comer] / days


def give_notice_at_start(course: Course) -> None:
    """Let all who leave within one period of notice have given it on the start day."""
    notice = len(course.noticed_main) - 1
    for day in range(1, notice + 1):
        leaving = expected_leavers(course, day)
        if course.world.scenario.recruitment.begins_at_notice:
            course.noticed_main[day] = leaving
            course.posts.recruit(0, leaving, course.noticed)
        move(course, leaving[HEADS], 0, day)


def expected_leavers(course: Course, day: int) -> Array:
    """Give who is expected to leave on a day from what is known today; heads and FTE, shape (2, authorities)."""
    last = len(course.people.hazard) - 1
    return np.asarray(
        course.in_post * course.readiness * course.people.hazard[min(day, last)] * (1.0 - course.staying), dtype=np.float64
    )


def begin_month(course: Course, month: int, day: int) -> None:
    """Fund posts, count people in and out, and let the agency desk look; all on the first day of a month."""
    course.establishment.fund(course.posts, course.in_post, month, day)
    reclassify(course, month, day)
    vacant = course.establishment.vacant(course.in_post)
    ended = course.desk.look(month, day, vacant, course.establishment.funded)
    course.from_agency = ended * course.world.scenario.agency.converts_share
    readiness = course.people.readiness(month)
    course.readiness = readiness[:2]
    course.noticed = opening_of_leavers(course, month, readiness[FTE], readiness[LONGER])


def opening_of_leavers(course: Course, month: int, everyone: Array, longer: Array) -> Opening:
    """Give how the posts of leavers come to be open, by who they are.

    Senior roles are held by people with longer service, who leave less readily: at the start all of them have two years,
    later those who have stayed; others come from outside with none. ``everyone`` and ``longer`` say how readily all leave
    and those with two years, shape (authorities,).
    """
    stayed = np.exp(-course.world.figure("turnover_per_year") * month / MONTHS_A_YEAR)
    relative = np.divide(longer, everyone, out=np.ones_like(everyone), where=everyone > 0.0) * stayed + 1.0 - stayed
    leaving = np.minimum(course.senior_share * relative, 1.0)
    return replace(course.noticed, shares=leaving * course.of_seniors + (1.0 - leaving) * course.of_others)


def reclassify(course: Course, month: int, day: int) -> None:
    """Count people in or out without their starting or leaving."""
    moved = course.establishment.reclassify(course.posts, course.in_post, month, day)
    counted_in, counted_out = np.maximum(moved, 0.0), np.maximum(-moved, 0.0)
    if not moved.any():
        return
    birthdays = birthdays_of_starters(month, course.people.cells.shape[2], newly_qualified=False)
    course.people.come_into_count(birthdays, course.establishment.months_on_arrival, counted_in)
    course.people.fall_out_of_count(counted_out)
    course.in_post = course.in_post + moved
    course.written.add("reclassified_fte", moved[FTE])


def pass_day(course: Course, month: int, day: int) -> None:
    """Let one day pass: who leaves, who starts, who gives notice, and the labour market."""
    if day:
        leave(course, day)
    start(course, day)
    if day:
        give_notice(course, month, day)
    course.posts.open_those_due(day, is_frozen=course.world.timetable.is_frozen[day])
    qualified = course.learners.pass_day(day) if day else np.zeros(len(course.world.profiles))
    if day in course.learners.intake_days:
        take_on(course, month, day)
    meet(course, arriving_today(course, month, day, qualified), month, day)
    if qualified.any():
        course.written.add("apprentices_qualified", qualified)
        start(course, day)


def leave(course: Course, day: int) -> None:
    """Let the day's leavers go, to where the scenario says."""
    going = expected_leavers(course, day)
    slot = day % len(course.noticed_main)
    if course.world.scenario.recruitment.begins_at_notice:
        course.noticed_main[slot] = going - course.noticed_main[slot]  # what notices foretold wrongly is made good today
    else:
        course.posts.recruit(day, going, course.noticed)
    course.in_post = course.in_post - going
    course.establishment.case_holders_vacant += going[FTE] * course.noticed.share_of(ENTRY)
    timetable, inside = course.world.timetable, course.world.inside_share
    to_agency, to_another = timetable.share_to_agency[day], timetable.share_to_another_authority[day]
    found = 1.0 - to_another * inside * course.market.without_post
    another = to_another * (1.0 - inside * course.market.without_post) / found
    course.written.leave(going[FTE], to_agency / found, another)


def give_notice(course: Course, month: int, day: int) -> None:
    """Let those give notice who leave one period later; movers look for posts in other simulated authorities."""
    notice = len(course.noticed_main) - 1
    leaves_on = day + notice
    going = expected_leavers(course, leaves_on) if leaves_on <= course.world.calendar.days else np.zeros_like(course.in_post)
    if course.world.scenario.recruitment.begins_at_notice:
        slot = day % len(course.noticed_main)
        course.posts.recruit(day, going + course.noticed_main[slot], course.noticed)
        course.noticed_main[leaves_on % len(course.noticed_main)] = going
    if leaves_on <= course.world.calendar.days:
        move(course, going[HEADS], month, leaves_on)


def move(course: Course, leavers: Array, month: int, leaves_on: int) -> None:
    """Let those of a day's leavers look for a post who would move within what is simulated; they begin as they leave."""
    inside = course.world.inside_share
    if not inside.any():
        return
    share = course.world.timetable.share_to_another_authority[leaves_on]
    movers = leavers / (1.0 - course.staying) * share * inside
    found, taken = course.market.move(course.posts, movers, month // MONTHS_A_YEAR)
    course.market.without_post = 1.0 - found
    course.staying = share * inside * course.market.without_post
    slot = leaves_on % len(course.starting)
    course.starting[slot, -1] += taken.sum(axis=1)
    course.starting_holders[slot] += taken[FTE, ENTRY]


def start(course: Course, day: int) -> None:
    """Let those start whose first day it is."""
    slot = day % len(course.starting)
    today = course.starting[slot]
    if not today.any():
        return
    course.started += today
    course.in_post = course.in_post + today.sum(axis=0)
    vacant = course.establishment.case_holders_vacant - course.starting_holders[slot]
    course.establishment.case_holders_vacant = np.maximum(vacant, 0.0)
    course.starting_holders[slot] = 0.0
    course.starting[slot] = 0.0


def arriving_today(course: Course, month: int, day: int, qualified: Array) -> Array:
    """Give the day's candidates by kind; shape (comers, authorities)."""
    world, supply = course.world, course.world.supply
    arriving = np.zeros_like(course.market.waiting)
    new = slice(FROM_AGENCY + 1, FROM_AGENCY + 1 + len(supply.early_leaving))
    arriving[new] = supply.newly_qualified[day]
    arriving[FROM_AGENCY], course.from_agency = course.from_agency, np.zeros_like(qualified)
    hired = world.scenario.apprenticeship.hired_by_sponsor_share
    arriving[-2], arriving[-1] = qualified * hired, qualified * (1.0 - hired)
    if day:
        year, ends = month // MONTHS_A_YEAR, world.calendar.month_ends
        begins = ends[month - 1] + 1 if month else 1
        days = ends[month] - begins + 1
        level = world.timetable.candidates_level[begins] / MONTHS_A_YEAR / days
        scale = level * world.conditions.candidates[year] * course.establishment.grown[year]
        arriving[EXPERIENCED], arriving[MOVER] = supply.experienced * scale, supply.movers * scale
    else:
        look_before_start(course)
    return arriving


def look_before_start(course: Course) -> None:
    """Appoint the newly qualified who looked in the weeks before the start; they begin as many days sooner."""
    earlier = course.world.supply.before_start
    new = slice(FROM_AGENCY + 1, FROM_AGENCY + 1 + earlier.shape[1])
    arriving = np.zeros_like(course.market.waiting)
    total = earlier.sum(axis=0)
    arriving[new] = total
    found = course.market.meet(course.posts, arriving, 0)[:, new]
    accepts = course.world.scenario.recruitment.offer_accepted_share
    for days, part in enumerate(earlier):
        share = np.divide(part, total, out=np.zeros_like(part), where=total > 0.0)
        appoint(course, found * share, 0, days, new, accepts)


def meet(course: Course, arriving: Array, month: int, day: int) -> None:
    """Let candidates meet open posts; who accepts starts after her delay, a refused post is advertised again."""
    found = course.market.meet(course.posts, arriving, month // MONTHS_A_YEAR)
    for comers in course.market.alike:
        first = course.market.comers[comers.start]
        appoint(course, found[:, comers], day, first.start_days, comers, first.accepts)


def appoint(course: Course, found: Array, day: int, delay: int, comers: slice, accepts: float) -> None:
    """Let comers of some kinds accept posts, shape (2, kinds, authorities), and start so many days later."""
    if not found.any():
        return
    slot = (day + delay) % len(course.starting)
    course.starting[slot, comers] += found.transpose(1, 0, 2) * accepts
    entry, other = course.market.pools_of(found, comers)
    course.starting_holders[slot] += entry[FTE] * accepts
    again = (day + max(round(course.world.scenario.recruitment.advert_days), 1)) % len(course.posts.coming)
    course.posts.coming[again, :, ENTRY] += entry * (1.0 - accepts)
    course.posts.coming[again, :, OTHER] += other * (1.0 - accepts)


def take_on(course: Course, month: int, day: int) -> None:
    """Begin a September's apprentices, as far as there are people to teach them."""
    vacant = course.establishment.vacant(course.in_post)
    began, unused = course.learners.begin(day, course.establishment.funded, vacant, teachers(course, month))
    course.written.add("apprentices_started", began)
    course.written.add("apprentice_places_unused", unused)


def teachers(course: Course, month: int) -> Array:
    """Give how many case holders and senior practitioners have the experience to teach; heads, shape (authorities,)."""
    experience = course.world.scenario.apprenticeship.educator_experience_years
    noticed = course.in_post[HEADS] * course.readiness[HEADS] * course.people.hazard[1] * (len(course.noticed_main) - 1)
    new = course.new_heads[max(month + 1 - round(experience * MONTHS_A_YEAR), 0) : month + 1].sum(axis=0)
    stayed = 1.0 - 0.5 * experience * course.people.by_service[0, 0] * course.people.hazard[1] * 365.0
    share = course.learners.teaching_share
    return np.asarray(
        np.maximum(share * (course.in_post[HEADS] - noticed) - new * np.maximum(stayed, 0.0), 0.0), dtype=np.float64
    )


def enter(course: Course, month: int) -> None:
    """Enter the month's starters in their cohorts."""
    years = course.people.cells.shape[2]
    for place, comer in enumerate((*course.market.comers, course.market.comers[MOVER])):
        birthdays = birthdays_of_starters(month, years, newly_qualified=comer.is_new)
        course.people.enter(comer.kind, birthdays, course.started[place])
        course.written.start(comer.route, course.started[place, FTE])
        if comer.is_new:
            course.new_heads[month] += course.started[place, HEADS]
    course.started[:] = 0.0


def end_month(course: Course, month: int, day: int) -> None:
    """Bring the cohorts to the daily ledger and, on 30 September, take the census."""
    first = course.world.calendar.month_ends[month - 1] + 1 if month else 0
    gathered = course.people.hazard[first : day + 1].sum(axis=0) * (1.0 - course.staying)
    enter(course, month)
    course.people.pass_month(month, gathered, course.in_post)
    if (month + 1) % MONTHS_A_YEAR == 0:
        year = (month + 1) // MONTHS_A_YEAR
        course.establishment.year_ends()
        course.written.census(year, course.in_post, course.establishment, course.desk, course.learners.total())
