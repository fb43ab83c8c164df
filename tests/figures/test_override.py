"""A planner's own figures take the place of published ones and stay consistent with the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from workforce_sim.errors import UserError
from workforce_sim.figures.areas import select
from workforce_sim.figures.override import FIGURES, read_figures_csv, with_figures
from workforce_sim.figures.profile import AuthorityProfile

pytestmark = pytest.mark.unit


@pytest.fixture
def notts() -> AuthorityProfile:
    """Nottinghamshire as published."""
    return select("Nottinghamshire")[0]


def test_an_own_figure_replaces_the_published_one_and_is_told(notts: AuthorityProfile) -> None:
    changed = with_figures(notts, {"cases": 3000})
    assert changed.cases == 3000
    assert changed.estimated == (
        *notts.estimated,
        "cases: own figure 3000 in place of 2687",
    )
    assert with_figures(notts, {}) == notts


def test_roles_and_headcount_follow_fte_in_post(notts: AuthorityProfile) -> None:
    changed = with_figures(notts, {"inpost_fte": 915.2})
    assert sum(changed.roles_fte) == pytest.approx(915.2)
    assert changed.inpost_headcount == sum(changed.roles_headcount) == 1002
    assert changed.roles_headcount == tuple(2 * heads for heads in notts.roles_headcount)


def test_fte_in_post_follows_roles(notts: AuthorityProfile) -> None:
    changed = with_figures(notts, {"roles_fte.case_holder": 312.0})
    assert changed.inpost_fte == pytest.approx(notts.inpost_fte + 10)
    assert changed.roles_fte[0] == pytest.approx(312.0)
    assert sum(changed.roles_headcount) == changed.inpost_headcount


def test_agency_headcount_and_cover_follow_agency_fte(notts: AuthorityProfile) -> None:
    changed = with_figures(notts, {"agency_fte": 0})
    assert (changed.agency_fte, changed.agency_headcount, changed.agency_cover_fte) == (0.0, 0, 0.0)


def test_placements_and_ages_follow_children_looked_after(notts: AuthorityProfile) -> None:
    changed = with_figures(notts, {"cla_at_31_march": 2 * notts.cla_at_31_march, "uasc_at_31_march": 2 * notts.uasc_at_31_march})
    assert changed.care.placements == pytest.approx([2 * children for children in notts.care.placements])
    assert sum(changed.care.ages) == pytest.approx(changed.cla_at_31_march + changed.uasc_at_31_march)
    assert changed.care.spending_gbp == notts.care.spending_gbp


def test_the_share_of_england_follows_starters(notts: AuthorityProfile) -> None:
    changed = with_figures(notts, {"starters_fte_per_year": 2 * notts.starters_fte_per_year})
    assert notts.share_of_england_starters < changed.share_of_england_starters < 2 * notts.share_of_england_starters


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"case": 10}, "did you mean cases"),
        ({"vacancies_fte": 10}, "did you mean vacancy_fte"),
        ({"name": 1}, "name is not a figure"),
        ({"care.placements": 10}, "care follows cla_at_31_march and uasc_at_31_march"),
        ({"cases": -1}, "must be 0 or more"),
        ({"cases": 10.5}, "whole number"),
        ({"inpost_fte": 0}, "1 or more"),
        ({"vacancy_fte": float("nan")}, "finite number"),
        ({"absence_rate": 3.5}, "from 0 to 1"),
        ({"case_holders_fte": 0}, "nobody who holds them"),
        ({"agency_cover_fte": 60}, "more than agency_fte"),
        ({"inpost_fte": 400, "roles_fte.case_holder": 10}, "sum to"),
        ({"no_further_action_share": 0.9}, "at most 1"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(notts: AuthorityProfile, figures: dict[str, float], words: str) -> None:
    with pytest.raises(UserError, match=words):
        with_figures(notts, figures)


def test_every_figure_may_be_given_as_it_is(notts: AuthorityProfile) -> None:
    for name in FIGURES:
        if not name.startswith("roles_fte."):
            changed = with_figures(notts, {name: getattr(notts, name)})
            assert getattr(changed, name) == getattr(notts, name)


def test_only_what_may_go_either_way_may_be_negative(notts: AuthorityProfile) -> None:
    for name in FIGURES:
        if name in ("reclassified_per_year", "caseload_away", "caseload_usually_away"):
            assert getattr(with_figures(notts, {name: -0.1}), name) == -0.1
        else:
            with pytest.raises(UserError, match="must be 0 or more"):
                with_figures(notts, {name: -0.1})


def test_own_figures_are_read_from_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("\ufeffauthority,figure,value\nNottinghamshire,cases,3000\nnotts,vacancy_fte,12.5\n\n", encoding="utf-8")
    assert read_figures_csv(path) == {"Nottinghamshire": {"cases": 3000.0}, "notts": {"vacancy_fte": 12.5}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("authority,figure\nKent,cases\n", "row 1: column value is missing"),
        ("authority,figure,value\nKent,cases,many\n", "row 2: column value is 'many'"),
        ("authority,figure,value\nKent,cases,nan\n", "row 2: column value is 'nan'"),
        ("authority,figure,value\nKent,case,1\n", "row 2: 'case' is not a figure; did you mean cases"),
        ("authority,figure,value\nKent,cases\n", "row 2: 2 cells under 3 columns"),
        ("authority,figure,value\n,cases,1\n", "row 2: column authority is empty"),
        ("authority,figure,value\nKent,cases,1\nKent,cases,2\n", "row 3: cases of Kent was already given"),
        ("authority,figure,value\n", "there are no figures"),
    ],
)
def test_a_csv_file_that_is_wrong_is_refused_with_the_row(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=words):
        read_figures_csv(path)


def test_a_csv_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_figures_csv(tmp_path / "own.csv")
