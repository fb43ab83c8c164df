"""The schema of the results: every column's name, unit and meaning, and how it sums over a year and over places.

Published words keep the published name and definition (Department for Education, Children's social work workforce,
reporting year 2025, methodology). FTE is full-time equivalent, 37 hours a week. Stocks are as on the last day of the
period, flows are those of the period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from workforce_sim.errors import nearest_name

OverTime = Literal["last", "sum", "mean", "recomputed"]
OverPlaces = Literal["sum", "recomputed"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, counted in and means, and how months make a year and places make a region."""

    name: str
    unit: str
    meaning: str
    over_time: OverTime
    over_places: OverPlaces = "sum"
    of_month: str = ""
    """The column of the monthly tables that an annual one is made from, where it has another name there."""


@dataclass(frozen=True)
class Table:
    """One table of results: its columns in order, and whether a row is a month or a year."""

    name: str
    period: Literal["month", "year", "financial year"]
    meaning: str
    columns: tuple[Column, ...]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The place of each column on the last axis of the table's array."""
        return MappingProxyType({column.name: place for place, column in enumerate(self.columns)})

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def written(self) -> tuple[int, ...]:
        """The places of the columns that the simulation writes; the others are worked out from them."""
        return tuple(place for place, column in enumerate(self.columns) if column.over_places == "sum")


def _stock(name: str, unit: str, meaning: str) -> Column:
    return Column(name, unit, meaning, "last")


def _flow(name: str, unit: str, meaning: str) -> Column:
    return Column(name, unit, meaning, "sum")


def _recomputed(name: str, unit: str, meaning: str) -> Column:
    return Column(name, unit, meaning, "recomputed", "recomputed")


_STOCKS = (
    _stock("inpost_fte", "FTE", "social workers in post, managers included, agency excluded"),
    _stock("inpost_headcount", "people", "social workers in post, each counted once"),
    _stock("establishment_fte", "FTE", "funded posts: in post and vacant"),
    _stock("vacancy_fte", "FTE", "vacant posts, whether or not advertised or covered by agency"),
    _stock("agency_fte", "FTE", "agency social workers"),
    _stock("agency_headcount", "people", "agency social workers"),
    _stock("agency_cover_fte", "FTE", "agency social workers who cover a vacancy"),
    _stock("case_holders_fte", "FTE", "social workers, agency included, who hold at least one case"),
    _stock("cases", "cases", "children allocated to a named social worker"),
    _recomputed("caseload_fte", "cases per FTE", "cases / FTE holding at least one case, agency included"),
)

_FLOWS = (
    _flow("starters_fte", "FTE", "started in post in this authority"),
    _flow("leavers_fte", "FTE", "left this authority"),
    _flow("leavers_left_fte", "FTE", "left local authority children's social work"),
    _flow("leavers_to_agency_fte", "FTE", "left to work for an agency"),
    _flow("leavers_another_authority_fte", "FTE", "left for a post in another authority"),
    _flow("starters_newly_qualified_fte", "FTE", "started newly qualified from a university or fast-track route"),
    _flow("starters_apprenticeship_fte", "FTE", "started newly qualified from a social worker apprenticeship"),
    _flow("starters_another_authority_fte", "FTE", "started from a post in another authority"),
    _flow("starters_experienced_fte", "FTE", "started experienced: returners, overseas, other employers"),
    _flow("starters_agency_fte", "FTE", "started from agency work"),
    _flow("reclassified_fte", "FTE", "came into the count without starting, less those who fell out without leaving"),
)

_APPRENTICES = (
    _stock("apprentices_headcount", "people", "apprentices in training, not counted in post"),
    _flow("apprentices_started", "people", "apprentices who began"),
    _flow("apprentices_qualified", "people", "apprentices who qualified"),
)
_PLACES_UNUSED = _flow("apprentice_places_unused", "people", "places lost for want of a practice educator")

_IN_TEAMS = _stock(
    "in_protection_teams_fte", "FTE", "in post and in a multi-agency child protection team, without cases of their own"
)

WORKFORCE_MONTH = Table(
    "workforce_month",
    "month",
    "Social workers, posts and caseloads at the end of each month, and who came and went in it.",
    (
        *_STOCKS,
        Column("absent_fte", "FTE", "in post and away, sick or on leave", "mean"),
        _stock("asye_fte", "FTE", "in post and in the assessed and supported first year"),
        *_FLOWS,
        _flow("promotions", "people", "promoted from a junior to a senior role within the authority"),
        *_APPRENTICES,
        _flow("apprentices_withdrawn", "people", "apprentices who withdrew"),
        _PLACES_UNUSED,
        _stock("candidates_waiting", "people", "candidates within reach who have not yet been appointed"),
        _IN_TEAMS,
    ),
)

_JOURNEY_FLOWS = (
    _flow("pre_proceedings", "children", "whose child protection plan ended after pre-proceedings"),
    _flow("pre_proceedings_to_care", "children", "of them, started to be looked after"),
    _flow("conferences", "children", "initial child protection conferences, whether or not they led to a plan"),
    _flow("conferences_within_15_days", "children", "of them, within 15 working days of the strategy discussion"),
    _flow("plans_averted", "children", "who would have started a child protection plan and began another spell in need"),
    _flow("care_entries_averted", "children", "who would have started to be looked after and began another spell in need"),
)
_FROM_NEED = _flow(
    "cla_started_from_need",
    "children",
    "started to be looked after from need without a plan; from plans: pre_proceedings_to_care; the rest are unaccompanied",
)
_LED = _stock("led_by_family_support", "children", "in need whose case a family support worker leads, not a social worker")

CHILDREN_MONTH = Table(
    "children_month",
    "month",
    "Children referred, helped and looked after: flows in each month, stocks at its end.",
    (
        _flow("referrals", "referrals", "referrals received"),
        _flow("rereferrals", "referrals", "of them, within 12 months of an earlier one"),
        _flow("no_further_action", "referrals", "of them, closed with no further action"),
        _flow("assessments_completed", "assessments", "assessments completed"),
        _flow("assessments_within_45_days", "assessments", "of them, within 45 working days"),
        _flow("not_in_need", "children", "assessed and found not in need"),
        _flow("cin_started", "children", "episodes of need started"),
        _flow("cin_ended", "children", "episodes of need ended"),
        _flow("cpp_started", "children", "child protection plans started"),
        _flow("cpp_ended", "children", "child protection plans ended"),
        _flow("cla_started", "children", "started to be looked after, unaccompanied asylum-seeking children included"),
        _flow("uasc_started", "children", "of them, unaccompanied asylum-seeking children"),
        _flow("cla_ceased", "children", "ceased to be looked after"),
        _flow("care_leavers_started", "young people", "began care leaver support"),
        _flow("care_leavers_ended", "young people", "ended care leaver support"),
        _flow("allocations", "cases", "cases given to a social worker, first or next"),
        _flow("changes_of_social_worker", "changes", "times a child's case moved from one social worker to another"),
        _flow("waited_days", "days", "days that cases spent waiting for a social worker"),
        *_JOURNEY_FLOWS,
        _FROM_NEED,
        _stock("in_assessment", "children", "being assessed"),
        _stock("cin", "children", "in need, with a plan, looked after and care leavers included"),
        _stock("cpp", "children", "with a child protection plan"),
        _stock("cla", "children", "looked after, unaccompanied asylum-seeking children included"),
        _stock("uasc", "children", "of them, unaccompanied asylum-seeking children"),
        _stock("care_leavers", "young people", "with care leaver support"),
        _stock("cases", "cases", "held by a named social worker"),
        _stock("unallocated", "cases", "waiting for a social worker because everyone is at the hard cap"),
        _LED,
    ),
)

_PLACEMENT_KINDS = {
    "kinship_foster": "with foster carers who are relatives or friends",
    "in_house_foster": "with the authority's own foster carers",
    "agency_foster": "with foster carers of an agency",
    "childrens_home": "in children's homes, secure homes included",
    "supported_accommodation": "in supported accommodation",
    "with_parents": "with parents",
    "placed_for_adoption": "with those who are to adopt them",
    "other": "elsewhere: other residential settings, or waiting in an emergency",
}
"""In the order of ``figures.care.PLACEMENT_KINDS``."""
_ANNUAL_NAMES = {"other": "other_placement"}
KINDS_OF_PLACEMENT = tuple(_ANNUAL_NAMES.get(name, name) for name in _PLACEMENT_KINDS)
"""The columns of the annual return with children by kind of placement, in the same order."""

_ENDINGS = (
    _flow("cla_ceased_home", "children", "ceased to be looked after and went home to parents"),
    _flow("cla_ceased_special_guardianship", "children", "ceased to be looked after by a special guardianship order"),
    _flow("cla_ceased_adoption", "children", "ceased to be looked after by adoption"),
    _flow("cla_ceased_child_arrangements", "children", "ceased to be looked after by a child arrangements order"),
    _flow("cla_ceased_otherwise", "children", "ceased to be looked after before 18 in another way"),
    _flow("cla_ceased_at_18", "children", "ceased to be looked after at 18"),
)
"""In the order of ``children.endings_of_care``."""

_NEEDS = ("lower", "middle", "high")
_BY_NEED = (
    *(_stock(f"cla_{need}_need", "children", f"looked after and of {need} need") for need in _NEEDS),
    *(_stock(f"childrens_home_{need}_need", "children", f"in children's homes and of {need} need") for need in _NEEDS),
)
_MORE_GUARDIANS = _stock(
    "with_more_guardians", "children", "under 18 and with special guardians because a scenario had more of them"
)
BY_NEED = tuple(column.name for column in _BY_NEED)
"""The columns with children by need, looked after and in homes; need is assumed, not published."""

PLACEMENTS_MONTH = Table(
    "placements_month",
    "month",
    "Where looked-after children live at the end of each month, who moved, and what places there are.",
    (
        *(_stock(name, "children", f"looked after {meaning}") for name, meaning in _PLACEMENT_KINDS.items()),
        *(_flow(f"{name}_days", "child-days", f"spent in the month {meaning}") for name, meaning in _PLACEMENT_KINDS.items()),
        _flow("placements_started", "children", "came into care and were placed by the end of the month"),
        _flow("placements_ended", "children", "were in a placement when the month began and ceased to be looked after"),
        _flow("came_and_went", "children", "came into care and ceased within the month: never placed, their days not counted"),
        _flow("moves", "moves", "from one placement to another"),
        _flow("spilled", "placings", "with another kind of placement than wanted, because that was full, first or later"),
        _flow("given_up", "moves", "of the moves, because there were fewer places than children"),
        _flow("fostering_enquiries", "enquiries", "about fostering for the authority, as is to be expected"),
        _flow("fostering_approvals", "households", "approved as the authority's own foster carers, as is to be expected"),
        _flow("fostering_leavers", "households", "who gave up fostering for the authority, as is to be expected"),
        _flow("childrens_home_priced_days", "child-days", "days in children's homes times the price index of each month"),
        _stock("waiting", "children", "of those elsewhere, for whom every kind of placement that would do was full"),
        _stock("fostering_households", "households", "the authority's own mainstream foster carers"),
        _stock("in_house_places", "places", "with the authority's own foster carers, filled or vacant"),
        _stock("agency_places", "places", "with agencies' foster carers within reach, filled or vacant"),
        _stock("childrens_home_places", "places", "in children's homes within reach, filled or vacant"),
        _recomputed("childrens_home_price_index", "times the start", "days times price / days, real terms"),
        *_BY_NEED,
        _flow("cla_ceased_more_guardians", "children", "ceased by special guardianship beyond the usual, as a scenario has it"),
        _MORE_GUARDIANS,
        *_ENDINGS,
    ),
)


def _as_in(table: Table, *names: str) -> tuple[Column, ...]:
    return tuple(table.columns[table.index[name]] for name in names)


CHILDREN_OUTCOMES = (
    *_JOURNEY_FLOWS,
    _LED,
    *_as_in(CHILDREN_MONTH, "referrals", "rereferrals"),
    _recomputed("rereferral_rate", "per cent", "referrals within 12 months of an earlier one / referrals"),
    *_as_in(CHILDREN_MONTH, "assessments_completed", "assessments_within_45_days"),
    _recomputed("assessments_within_45_days_rate", "per cent", "assessments completed within 45 working days / completed"),
    _recomputed("conferences_within_15_days_rate", "per cent", "conferences within 15 working days / conferences"),
    *_as_in(CHILDREN_MONTH, "changes_of_social_worker", "waited_days"),
    *_as_in(CHILDREN_MONTH, "cin_started", "cin_ended", "cpp_started", "cpp_ended"),
    *_as_in(CHILDREN_MONTH, "cla_started", "uasc_started", "cla_started_from_need", "cla_ceased"),
    *_ENDINGS,
    *_as_in(CHILDREN_MONTH, "cin", "cpp", "cla", "uasc", "care_leavers"),
    *(
        Column(annual, "children", f"looked after {meaning}", "last", of_month=name)
        for annual, (name, meaning) in zip(KINDS_OF_PLACEMENT, _PLACEMENT_KINDS.items(), strict=True)
    ),
    *_BY_NEED,
    _MORE_GUARDIANS,
    _recomputed("foster", "children", "looked after with foster carers of any kind, relatives and friends included"),
    _recomputed("in_family_settings", "children", "looked after by foster carers of any kind, parents or adopters-to-be"),
    _recomputed("family_setting_rate", "per cent", "children in family settings / looked after"),
    Column(
        "waiting_for_placement",
        "children",
        "of those in other placements, for whom every kind of placement that would do was full",
        "last",
        of_month="waiting",
    ),
    Column("placement_moves", "moves", "of looked-after children from one placement to another", "sum", of_month="moves"),
    _recomputed("placement_moves_per_child", "moves per child", "placement moves in the year / children looked after at its end"),
)
"""What becomes of children, beside the workforce; at the start, stocks are those published for 31 March."""

_LINES = (
    ("social_workers_gbp", "social workers in post, with on-costs"),
    ("agency_gbp", "agency social workers"),
    ("recruitment_gbp", "recruitment of starters, and welcome payments that authorities pay themselves"),
    ("training_and_apprenticeship_gbp", "apprentices: pay and training, less what a budget pays"),
    ("other_safeguarding_gbp", "other staff and overheads of safeguarding and social work"),
    ("residential_care_gbp", "children's homes and supported accommodation"),
    ("fostering_gbp", "kinship, in-house and agency foster care"),
    ("looked_after_other_gbp", "other placements and other services to looked-after children"),
    ("care_leavers_gbp", "personal advisers of care leavers"),
    ("programmes_gbp", "programmes, whoever pays, and what budgets paid for apprentices and starters"),
    ("grants_gbp", "setting-up-home grants and apprenticeship bursaries of care leavers"),
    ("total_gbp", "all lines"),
)
MEASURE_OF_LINE: Mapping[str, str] = MappingProxyType(
    {name: f"{name.removesuffix('_gbp')}_census_year_gbp" for name, _ in _LINES}
)
"""The measure of the annual return that each line of the accounts is in, by its name in the tables of money.

The names differ because the years do: yearly accounts are of financial years, and may be discounted.
"""

SPENDING = tuple(
    Column(MEASURE_OF_LINE[name], "pounds", f"{meaning}; 1 October to 30 September, never discounted", "sum", of_month=name)
    for name, meaning in _LINES
)
"""What is spent in the year up to the census, as measures like any other: at the prices of the price base."""

ANNUAL_RETURN = Table(
    "annual_return",
    "year",
    "The workforce census of 30 September as published, and the flows and spending of the year up to it.",
    (
        _stock("inpost_fte", "FTE", "social workers in post, managers included, agency excluded"),
        _stock("inpost_headcount", "people", "social workers in post, each counted once"),
        _flow("starters_fte", "FTE", "started in post in this authority in the year"),
        _flow("leavers_fte", "FTE", "left this authority in the year"),
        _recomputed("turnover_rate_fte", "per cent", "leavers in the year / in post at its end"),
        _stock("agency_fte", "FTE", "agency social workers"),
        _stock("agency_headcount", "people", "agency social workers"),
        _recomputed("agency_rate_fte", "per cent", "agency / (agency + in post)"),
        _stock("agency_cover_fte", "FTE", "agency social workers who cover a vacancy"),
        _recomputed("agency_cover_rate_fte", "per cent", "agency covering a vacancy / agency"),
        _stock("vacancy_fte", "FTE", "vacant posts, whether or not advertised or covered by agency"),
        _recomputed("vacancy_rate_fte", "per cent", "vacancies / (vacancies + in post)"),
        _recomputed("vacancy_agency_cover_rate_fte", "per cent", "agency covering a vacancy / vacancies"),
        _stock("case_holders_fte", "FTE", "social workers, agency included, who hold a case, as the census counts them"),
        _stock("cases", "cases", "children allocated to a named social worker, as the census counts them"),
        _recomputed("caseload_fte", "cases per FTE", "cases / FTE holding at least one case, agency included"),
        _recomputed("absence_rate_fte", "per cent", "FTE away on average over the year / in post at its end"),
        _stock("establishment_fte", "FTE", "funded posts: in post and vacant"),
        *_FLOWS[2:],
        *_APPRENTICES,
        _PLACES_UNUSED,
        Column("absent_fte", "FTE", "in post and away, sick or on leave, on average over the year", "mean"),
        _stock("unallocated", "cases", "waiting for a social worker because everyone is at the hard cap"),
        _IN_TEAMS,
        *CHILDREN_OUTCOMES,
        *SPENDING,
    ),
)

CASELOAD_BANDS = Table(
    "caseload_bands",
    "year",
    "Social workers, agency included, by how many cases a full-time week of theirs holds, on 30 September.",
    tuple(
        _stock(name, "FTE", meaning)
        for name, meaning in (
            ("holding_under_5_fte", "with at least one case and fewer than 5 per FTE"),
            ("holding_5_to_under_10_fte", "with 5 to fewer than 10 cases per FTE"),
            ("holding_10_to_under_15_fte", "with 10 to fewer than 15 cases per FTE"),
            ("holding_15_to_under_20_fte", "with 15 to fewer than 20 cases per FTE"),
            ("holding_20_to_under_25_fte", "with 20 to fewer than 25 cases per FTE"),
            ("holding_25_and_over_fte", "with 25 or more cases per FTE"),
        )
    ),
)

_MONEY = (
    *(_flow(name, "pounds", meaning) for name, meaning in _LINES),
    _flow("social_worker_years", "FTE years", "time that social workers were in post; never discounted"),
    _flow("care_entries", "children", "started to be looked after; never discounted"),
)

MONEY_MONTH = Table("money_month", "month", "What is spent each month by line, at the prices of the price base.", _MONEY)
MONEY_YEAR = Table(
    "money_year",
    "financial year",
    "What is spent each financial year by line, at the prices of the price base, discounted where the scenario says so; the"
    " first and the last are parts of a year.",
    _MONEY,
)

MONTHLY: tuple[Table, ...] = (WORKFORCE_MONTH, CHILDREN_MONTH, PLACEMENTS_MONTH, MONEY_MONTH)
TABLES: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (*MONTHLY, ANNUAL_RETURN, CASELOAD_BANDS, MONEY_YEAR)}
)
"""Every table of results by name."""


def nearest_measure(given: str) -> str:
    """Name the measure that was probably meant, ready to append to a message; empty when nothing is close.

    The name of a line of the accounts gives the measure of the census year that it is in.
    """
    close = nearest_name(given, (*ANNUAL_RETURN.names, *MEASURE_OF_LINE))
    return f"; did you mean {MEASURE_OF_LINE.get(close, close)}?" if close else ""
