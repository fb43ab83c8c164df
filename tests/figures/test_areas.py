"""Authorities are chosen by name, code or region, and found by a part of a name."""

from __future__ import annotations

import pytest

from workforce_sim.errors import UserError
from workforce_sim.figures.areas import find, profiles, region_names, select

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("text", ["Nottinghamshire", "nottinghamshire", " NOTTINGHAMSHIRE ", "E10000024", "891"])
def test_an_authority_answers_to_its_name_and_its_codes(text: str) -> None:
    assert [profile.name for profile in select(text)] == ["Nottinghamshire"]


@pytest.mark.parametrize("text", ["E09000021", "Kingston upon Thames", "E09000021 / E09000027", "Richmond upon Thames"])
def test_a_joint_return_answers_to_either_member(text: str) -> None:
    assert [profile.code for profile in select(text)] == ["E09000021 / E09000027"]


def test_a_former_code_leads_to_the_authority_that_has_a_new_one() -> None:
    assert select("E08000016") == select("Barnsley") == select("E08000038")


def test_england_is_everyone_and_regions_share_it_out() -> None:
    assert select("england") == profiles()
    regions = [name for name in region_names() if name != "London"]
    assert len(regions) == 10
    assert sum(len(select(name)) for name in regions) == len(profiles())


def test_london_is_inner_and_outer_london() -> None:
    assert set(select("London")) == {*select("Inner London"), *select("Outer London")}


def test_a_list_keeps_one_order_and_no_doubles() -> None:
    chosen = select(["Kent", "East Midlands", "Nottinghamshire", "E10000016"])
    assert chosen == select(["East Midlands", "Kent"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Notinghamshire", "did you mean Nottinghamshire"),
        ("Kingston", "did you mean Kingston upon"),
        ("Isles of Scilly", "cannot be simulated: nobody in post"),
        ("Cumbria", "closed after the census of 2022; see Cumberland"),
        ("Atlantis", "is not England, a region or an authority"),
    ],
)
def test_a_name_that_cannot_be_simulated_is_refused_with_what_was_probably_meant(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        select(text)


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(UserError, match="areas is empty"):
        select([])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("notts", "Nottinghamshire"),
        ("E10000024", "Nottinghamshire"),
        ("herts", "Hertfordshire"),
        ("bham", "Birmingham"),
        ("durham", "County Durham"),
        ("thames", "Kingston upon Thames / Richmond upon Thames"),
    ],
)
def test_people_find_authorities_by_the_names_they_use(text: str, first: str) -> None:
    assert find(text)[0].name == first


def test_a_region_finds_its_authorities_and_nonsense_finds_none() -> None:
    assert set(find("east midlands")) == set(select("East Midlands"))
    assert find("qqq") == []
    assert len(find("")) == len(profiles())
