"""What the model is made of, as its own code says it: processes, rules, entities, resources, queues, ways in and out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workforce_sim.report.evidence.markdown_table import all_said_of, bullets, code, said_of, table

if TYPE_CHECKING:
    from workforce_sim.report.evidence.subject import Subject

PROCESSES = (
    ("workforce.career", "career"),
    ("workforce.recruitment", "fill_vacancy"),
    ("workforce.recruitment", "see_in"),
    ("workforce.candidates", "experienced_candidates"),
    ("workforce.candidates", "movers_from_outside"),
    ("workforce.training_routes", "cohorts"),
    ("workforce.apprenticeship", "intakes"),
    ("workforce.agency", "agency_desk"),
    ("workforce.absence", "absences"),
    ("workforce.capacity", "supported_first_years"),
    ("workforce.funding", "funding"),
    ("workforce.reclassification", "reclassification"),
    ("workforce.protection_teams", "protection_teams"),
    ("census", "census"),
)
"""The processes of one world, by module and function; a test holds them to those that the replication begins."""

RULES = (
    "workforce.turnover",
    "workforce.conditions",
    "workforce.labour_market",
    "caseload.kernel",
    "caseload.allocation",
    "caseload.turns",
    "children.pathway",
    "children.placements",
    "children.placement_kernel",
    "reforms.programmes",
    "money.budgets",
)
"""Modules whose own documentation says by which method something is worked out."""


def logic() -> str:
    """Say how time passes and which processes there are."""
    from workforce_sim import clock
    from workforce_sim.caseload import case_book

    phases = [name.lower().replace("_", " ") for name in vars(clock.Phase) if name.isupper()]
    return "\n\n".join(
        [
            "People are processes on one SimPy clock, which wakes each when something happens to it; cases are rows of a case "
            "book moved by one compiled loop a day. " + said_of(clock),
            f"{said_of(clock.Phase)} The phases of a day, in order: {', '.join(phases)}.",
            f"**Case book.** {all_said_of(case_book)}",
            "The processes are listed under 2.5.2.",
        ]
    )


def activities() -> str:
    """List the processes of one world with what each does."""
    rows = [(code(f"{module}.{name}"), said_of(getattr(_module(module), name))) for module, name in PROCESSES]
    return table(("process", "what it does"), rows)


def algorithms() -> str:
    """Give the methods, as the modules say them."""
    return "\n\n".join(f"**{name}.** {all_said_of(_module(name))}" for name in RULES)


def entities(subject: Subject) -> str:
    """List who and what lives in the model, with how many there are at the start."""
    profiles = subject.results.profiles
    scenario = subject.results.scenario
    looked_after = sum(profile.cla_at_31_march + profile.uasc_at_31_march for profile in profiles)
    rows = [
        ("Social workers in post", _said("workforce.social_worker"), sum(profile.inpost_headcount for profile in profiles)),
        ("Agency workers", _said("workforce.agency_book"), sum(profile.agency_headcount for profile in profiles)),
        ("Apprentices", _said("workforce.apprenticeship"), _existing(subject)),
        ("Children in need", _said("caseload.case_book"), round(sum(profile.cin_at_31_march for profile in profiles))),
        ("of them, cases held by a social worker", _said("caseload.holders"), sum(profile.cases for profile in profiles)),
        ("of them, looked after", _said("children.placement_book"), round(looked_after)),
    ]
    told = f"At the start of {scenario.name}, {scenario.start:%-d %B %Y}, as published or estimated for {len(profiles)} "
    told += "authority:" if len(profiles) == 1 else "authorities:"
    return told + "\n\n" + table(("entity", "what the code says of it", "at the start"), rows)


def _existing(subject: Subject) -> str:
    share = subject.results.scenario.apprenticeship
    return f"{share.existing:g} in England, of whom {share.existing_additional_share:.0%} come on top of a usual year"


def resources(subject: Subject) -> str:
    """List what is limited, and where its limit is set."""
    profiles = subject.results.profiles
    posts = sum(profile.establishment_fte for profile in profiles)
    rows = [
        (f"Funded posts: {posts:,.1f} FTE at the start", _said("workforce.establishment"), "`establishment`"),
        ("Capacity for cases", _said("workforce.capacity"), "`cases`, `asye`"),
        ("Practice educators", _said("workforce.apprenticeship"), "`apprenticeship.educators_share`"),
        ("Agency cover", _said("workforce.agency"), "`agency`"),
        ("Placements of looked-after children", _said("children.placement_book"), "`placements`, `fostering`, `childrens_homes`"),
        ("Programme money", _said("money.budgets"), "`budgets`"),
    ]
    return table(("resource", "what the code says of it", "parameters"), rows)


def queues() -> str:
    """List who or what waits, and in which order it is served."""
    rows = [
        ("Vacant posts", _said("workforce.recruitment"), "the post open longest that suits is taken first"),
        ("Candidates", _said("workforce.labour_market"), "wait near home until a post suits or patience ends"),
        ("Cases without a holder", _said("caseload.allocation"), "first come, first served, when everyone is at the hard cap"),
        ("Children without a placement", _said("children.placement_kernel"), "ask again every month"),
    ]
    return table(("queue", "what the code says of it", "order"), rows)


def entry_and_exit() -> str:
    """List how people and children come into the model and leave it."""
    return bullets(
        [
            f"People in: {_said('workforce.candidates')} {_said('workforce.training_routes')} "
            f"{_said('workforce.apprenticeship')}",
            f"People out: {_said('workforce.turnover')}",
            f"In and out of the count alone: {_said('workforce.reclassification')}",
            f"Agency workers: {_said('workforce.agency')}",
            f"Children in and out: {_said('children.pathway')} {_said('children.care_leavers')}",
        ]
    )


def _said(module: str) -> str:
    return said_of(_module(module))


def _module(name: str) -> object:
    return import_module(f"workforce_sim.{name}")
