"""The tile map: every authority once, regions that hang together, shades that are fifths, words that can be read."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest

from tests.report.small_run import annual_return, small_run
from workforce_sim.errors import UserError
from workforce_sim.figures.areas import select
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.geography import LOCAL, LONDON_PARTS
from workforce_sim.report.charts.tile_map import REGIONS, SHADES, classes, squares_of_regions, tile_map, tiles
from workforce_sim.report.drawing import specification
from workforce_sim.report.picture import NARROW, WIDE

pytestmark = pytest.mark.unit

SMALLEST_TEXT = 12.0
LETTER_WIDE = 0.62
"""Width of a usual letter of a sans serif for its height."""


def england() -> dict[str, AuthorityProfile]:
    return {profile.code: profile for profile in select("England", 2025)}


def in_2027(**values: float | None) -> pl.DataFrame:
    """A value in the last year for every authority: its place in the list, unless another is given by code."""
    rows = [
        {
            "geographic_level": LOCAL,
            "time_period": 2027,
            "new_la_code": code,
            "region_name": profile.region_name,
            "vacancy_rate_fte": values.get(code.replace(" / ", "_"), float(number)),
        }
        for number, (code, profile) in enumerate(england().items())
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def drawn(table: pl.DataFrame, width: int) -> list[dict[str, object]]:
    picture = tile_map(small_run({"annual_return": table}))
    rows: list[dict[str, object]] = specification(picture.draw(width), width)["layer"][0]["data"]["values"]
    return rows


def test_every_authority_of_england_has_one_tile_and_no_other_has() -> None:
    times = Counter(tiles()["new_la_code"])
    assert times == Counter(dict.fromkeys(england(), 1))


def test_no_two_authorities_share_a_tile_or_a_short_name() -> None:
    assert not tiles().select("column", "row").is_duplicated().any()
    assert not tiles()["short"].is_duplicated().any()
    assert tiles()["column"].min() == tiles()["row"].min() == 0


def test_the_names_of_tiles_are_those_of_the_figures() -> None:
    named = dict(tiles().select("new_la_code", "la_name").iter_rows())
    assert named == {code: profile.name for code, profile in england().items()}


def test_the_squares_of_every_region_hang_together() -> None:
    regions: dict[str, set[tuple[int, int]]] = {}
    for row in tiles().iter_rows(named=True):
        place = (row["column"], row["row"])
        profile = england()[row["new_la_code"]]
        regions.setdefault(profile.region_name, set()).add(place)
        if profile.region_code in LONDON_PARTS:
            regions.setdefault("London", set()).add(place)
    for region, squares in regions.items():
        reached, beyond = set(), {min(squares)}
        while beyond:
            column, row = beyond.pop()
            reached.add((column, row))
            around = {(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)}
            beyond |= (around & squares) - reached
        assert reached == squares, f"{region}: {sorted(squares - reached)} lie apart"


def test_every_region_of_results_is_named_below_the_narrow_map() -> None:
    assert set(REGIONS) == {profile.region_name for profile in england().values()}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_authority_is_written_once_with_its_value_and_its_words_fit_its_square(width: int) -> None:
    worded = [square for square in drawn(in_2027(), width) if square["short"]]
    assert len(worded) == len(england())
    for square in worded:
        room = float(str(square["x2"])) - float(str(square["x"]))
        letters = max(len(str(square["short"])), len(str(square["value"])))
        assert letters * LETTER_WIDE * SMALLEST_TEXT <= room, f"{square['short']} is too long for its square"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_two_squares_overlap_and_none_is_outside_the_picture(width: int) -> None:
    squares = drawn(in_2027(), width)
    corners = [tuple(round(float(str(square[side])), 3) for side in ("x", "y")) for square in squares]
    assert len(set(corners)) == len(squares)
    assert max(float(str(square["x2"])) for square in squares) <= width


def test_a_region_is_listed_from_the_highest_value_to_the_lowest() -> None:
    known = tiles().join(in_2027(), on="new_la_code").sort("vacancy_rate_fte")
    placed, headings = squares_of_regions(known, 328.0, 100.0)
    assert [name for name, _ in headings] == list(REGIONS)
    north_east = [square.row["vacancy_rate_fte"] for square in placed if square.row["region_name"] == "North East"]
    assert north_east == sorted(north_east, reverse=True)


def test_each_shade_has_a_fifth_of_the_authorities() -> None:
    shades = Counter(square["shade"] for square in drawn(in_2027(), WIDE))
    assert sorted(shades.values()) == [30, 30, 30, 30, 30]


def test_one_value_everywhere_has_no_more_classes_than_there_are_values() -> None:
    same = in_2027().with_columns(vacancy_rate_fte=pl.lit(3.0))
    assert {square["shade"] for square in drawn(same, WIDE)} == {"up to 3.0%"}
    assert classes([3.0], "%") == ["up to 3.0%", "over 3.0%"]


def test_an_authority_without_a_value_is_left_out_and_the_words_count_the_others() -> None:
    picture = tile_map(small_run({"annual_return": in_2027(E06000001=None)}))
    assert "Half of the 149 authorities" in picture.alt
    assert len(drawn(in_2027(E06000001=None), WIDE)) == 149


def test_a_measure_without_any_value_is_refused_in_a_line() -> None:
    with pytest.raises(UserError, match="has no value of vacancy_rate_fte for any authority"):
        tile_map(small_run({"annual_return": in_2027().with_columns(vacancy_rate_fte=pl.lit(None, pl.Float64))}))


def test_the_words_name_the_lowest_and_the_highest() -> None:
    picture = tile_map(small_run({"annual_return": in_2027(E06000017=-1.0, E10000024=999.0)}))
    assert "lowest Rutland, -1.0%" in picture.alt
    assert "highest Nottinghamshire, 999.0%" in picture.alt


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, Web Content Accessibility Guidelines 2.1."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_stand_out_from_every_shade() -> None:
    inks = {square["shade"]: str(square["ink"]) for square in drawn(in_2027(), WIDE)}
    names = sorted(inks, key=lambda name: float(str(name).rsplit(" ", 1)[1].rstrip("%")) + 0.5 * str(name).startswith("over"))
    for shade, name in zip(SHADES, names, strict=True):
        assert contrast(shade, inks[name]) >= 4.5, f"{inks[name]} on {shade}"


def test_a_run_of_one_authority_is_no_map() -> None:
    from workforce_sim.report.charts import CHARTS

    tables = {"annual_return": annual_return()}
    assert not CHARTS["tile_map"].is_given_by(small_run(tables))
    assert CHARTS["tile_map"].is_given_by(small_run(tables, areas="England"))
