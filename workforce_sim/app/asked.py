"""The inputs of the page: place, own figures, levers, and how surely to answer; what is wrong stands beside its input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import streamlit as st

from workforce_sim.app import marked_up
from workforce_sim.app.levers import (
    AT_ONCE,
    EVENLY,
    GROUPS,
    LEVERS,
    ONLY_UNTIL,
    PROGRAMMES,
    SEPTEMBER,
    TRAIN,
    WAYS,
    Lever,
    Moved,
)
from workforce_sim.app.places import OWN_FIGURES, authority, choices, named
from workforce_sim.app.question import REPLICATIONS, YEARS
from workforce_sim.errors import UserError
from workforce_sim.figures.override import with_figures
from workforce_sim.figures.profile import AuthorityProfile

Item = TypeVar("Item")

USUAL_YEARS = 10
LARGEST_SEED = 2**53 - 1
"""The largest that a browser can hold."""


@dataclass
class Inputs:
    """Where the levers were put, with a slot beside each in which something can still be said."""

    moved: list[Moved]
    programmes: list[tuple[str, int]]
    slots: dict[str, Any]
    has_problem: bool = False

    def complain(self, name: str, text: str) -> None:
        """Say beside an input what is wrong with it."""
        self.has_problem = True
        self.slots[name].html(marked_up.wrong(text))


def place() -> tuple[str | None, int]:
    """Ask for the place and the years ahead."""
    wide, narrow = st.columns([3, 1])
    choice: str | None = wide.selectbox(
        "Your authority, a region or England",
        choices(),
        index=None,
        format_func=named,
        placeholder="Type a name, such as Nottinghamshire",
        key="place",
    )
    years: int = narrow.selectbox("Years ahead", YEARS, index=YEARS.index(USUAL_YEARS), key="years")
    return choice, years


def own_figures(choice: str) -> tuple[tuple[tuple[str, float], ...], bool]:
    """Ask for figures that take the place of published ones; gives those given, and whether they can be."""
    profile = authority(choice)
    if profile is None:
        return (), True
    given: dict[str, float] = {}
    is_right = True
    with st.expander("Use your own figures in place of published ones"):
        st.html(
            marked_up.paragraph(
                f"Published at the census of 30 September {profile.census_year}. Whatever you change here holds for baseline and"
                " plan. Nothing you type leaves this computer."
            )
        )
        for pair in _batched(OWN_FIGURES.items(), 2):
            for column, (name, label) in zip(st.columns(2), pair, strict=False):
                with column:
                    value, problem = _own_figure(profile, name, label)
                if problem:
                    is_right = False
                elif value is not None:
                    given[name] = value
        problem = "" if not is_right else _problem_of(profile, given)
        if problem:
            st.html(marked_up.wrong(problem))
    return tuple(given.items()), is_right and not problem


def _own_figure(profile: AuthorityProfile, name: str, label: str) -> tuple[float | None, str]:
    published = round(float(getattr(profile, name)), 1)
    is_whole = name == "cases"
    shown = int(published) if is_whole else published
    step, form = (10, "%d") if is_whole else (1.0, "%.1f")
    value = st.number_input(
        f"{label} (published {shown:,})", value=shown, step=step, format=form, key=f"own {profile.code} {name}"
    )
    if value is None or value == shown:
        return None, ""
    problem = _problem_of(profile, {name: float(value)}, of_one=True)
    if problem:
        st.html(marked_up.wrong(problem))
    return float(value), problem


def _problem_of(profile: AuthorityProfile, figures: dict[str, float], *, of_one: bool = False) -> str:
    """Say what is wrong with own figures; of one alone nothing that another may put right."""
    try:
        with_figures(profile, figures)
    except UserError as error:
        text = str(error).removeprefix("figures: ")
        if of_one and not text.startswith(tuple(figures)):
            return ""
        for name, label in OWN_FIGURES.items():
            text = text.replace(f"{name} of {profile.name}", label).replace(name, label)
        return f"{text}."
    return ""


def levers(start: int, years: int) -> Inputs:
    """Ask where the levers are to be put."""
    inputs = Inputs([], [], {})
    for group in GROUPS:
        with st.expander(group, expanded=group == TRAIN):
            for programme in (each for each in PROGRAMMES.values() if each.group == group):
                _programme(programme.name, start, years, inputs)
            plain = [lever for lever in LEVERS.values() if lever.group == group and not lever.programme]
            _in_pairs(plain, start, years, inputs)
    return inputs


def _programme(name: str, start: int, years: int, inputs: Inputs) -> None:
    programme = PROGRAMMES[name]
    is_on = st.checkbox(programme.label, key=f"on {name}")
    st.html(marked_up.paragraph(programme.about, "lever"))
    if not is_on:
        return
    begins = st.columns(2)[0].selectbox(
        "Begins in April", range(start + 1, start + years + 1), index=min(1, years - 1), key=f"begins {name}"
    )
    inputs.programmes.append((name, int(begins)))
    _in_pairs([each for each in LEVERS.values() if each.programme == name], start, years, inputs)


def _in_pairs(levers: Sequence[Lever], start: int, years: int, inputs: Inputs) -> None:
    """Ask for levers two beside each other, so that their inputs stand level, and in the same order on a narrow screen."""
    for pair in _batched(levers, 2):
        for column, lever in zip(st.columns(2), pair, strict=False):
            with column:
                _lever(lever, start, years, inputs)


def _lever(lever: Lever, start: int, years: int, inputs: Inputs) -> None:
    label = lever.label if lever.is_switch else f"{lever.label} ({lever.unit})"
    if lever.is_switch:
        value: float | None = float(st.checkbox(label, key=lever.name, help=lever.about))
    else:
        is_whole = lever.decimals == 0
        first = int(lever.begins_with) if is_whole else lever.begins_with
        step = int(lever.step) if is_whole else lever.step
        form = "%d" if is_whole else f"%.{lever.decimals}f"
        value = st.number_input(label, value=first, step=step, format=form, key=lever.name, help=lever.about)
    st.html(f'<p class="lever">{_in_short(lever)}</p>')
    inputs.slots[lever.name] = st.empty()
    problem = lever.problem(value)
    if problem or value is None:
        inputs.complain(lever.name, problem)
        return
    moved = Moved(lever, float(value), start + 1)
    if not moved.is_moved:
        return
    if lever.is_dated:
        moved = _when(moved, start, years)
    inputs.moved.append(moved)
    if moved.problem:
        inputs.complain(lever.name, moved.problem)
    elif lever.doubt(moved.value):
        inputs.slots[lever.name].html(marked_up.paragraph(lever.doubt(moved.value), "lever"))


def _in_short(lever: Lever) -> str:
    known = lever.parameter.declaration.reliability
    mark = marked_up.RED_MARK if known == "red" else known.capitalize()
    if lever.is_switch:
        return f"Usual: off. {mark}"
    plausible = f", plausible {lever.plausible}" if lever.plausible else ""
    return f"Usual {lever.written(lever.usual)}{plausible}. {mark}"


def _when(moved: Moved, start: int, years: int) -> Moved:
    lever, last = moved.lever, start + years
    month = "September" if lever.month == SEPTEMBER else "April"
    first, second = st.columns(2)
    begins = int(first.selectbox(f"From {month}", range(start + 1, last + 1), key=f"from {lever.name}"))
    ways = [way for way in WAYS if way != EVENLY or not lever.is_switch]
    usual_way = ways.index(ONLY_UNTIL if lever.is_switch else AT_ONCE)
    way = str(second.selectbox("How", ways, index=usual_way, key=f"how {lever.name}"))
    until = 0
    if way != AT_ONCE:
        until = int(second.selectbox(f"Until {month}", range(start + 2, last + 2), key=f"until {lever.name}"))
    return Moved(lever, moved.value, begins, way, until)


def effort(inputs: Inputs) -> tuple[int, int, bool]:
    """Ask how many replications, with which seed, and whether to take the plan apart."""
    first, second = st.columns([2, 1])
    replications = first.radio(
        "Replications: more take longer and tell smaller differences",
        REPLICATIONS,
        index=1,
        horizontal=True,
        key="replications",
    )
    seed = second.number_input("Seed", value=1, step=1, key="seed", help="The same seed gives the same figures.")
    take_apart = st.checkbox("Also say what each change does alone (takes longer)", key="apart")
    if not 0 <= seed <= LARGEST_SEED:
        inputs.has_problem = True
        second.html(marked_up.wrong(f"Seed is {seed}; it must be a whole number from 0 to {LARGEST_SEED}."))
    return int(replications), int(seed), bool(take_apart)


def _batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    waiting = iter(items)
    while batch := tuple(islice(waiting, size)):
        yield batch
