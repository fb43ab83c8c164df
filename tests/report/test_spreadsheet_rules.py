"""The rules for accessible spreadsheets, a test a rule, on the workbook of every kind of results.

They are those of the Government Analysis Function: Releasing statistics in spreadsheets, and Making spreadsheets accessible:
a checklist of the basics.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.conftest import KINDS, call
from tests.report.spreadsheet import Workbook, place, read

pytestmark = pytest.mark.system

FolderOf = Callable[[str], Path]
FRONT = ["Cover", "Contents", "Notes"]
SIGNS = ("[x]", "[z]")
MARK = re.compile(r"\[note (\d+)\]")
PER_LETTER = 0.8
"""The least width that a letter of Arial takes on average, against that of a digit."""


@pytest.fixture(scope="session", params=[*KINDS, "region"])
def book(request: pytest.FixtureRequest, folder_of: FolderOf, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    kind = request.param
    out = tmp_path_factory.mktemp(f"workbook_{kind}")
    call("export", str(folder_of(kind)), "--xlsx", "--out", str(out))
    return read(out / f"small_{kind}.xlsx")


def test_cover_contents_and_notes_come_first(book: Workbook) -> None:
    assert [sheet.name for sheet in book.sheets[:3]] == FRONT
    assert len(book.sheets) > 5


def test_every_sheet_but_the_cover_has_one_table_that_is_marked_up(book: Workbook) -> None:
    assert book.sheets[0].tables == ()
    for sheet in book.of_tables:
        assert len(sheet.tables) == 1, sheet.name
        top, bottom, left, right = sheet.reach
        assert left == 0, f"the table of {sheet.name} does not begin in column A"
        assert sheet.tables[0].attrib.get("headerRowCount", "1") == "1"
        assert max(row for row, _ in sheet.cells) == bottom, f"something stands below the table of {sheet.name}"
        assert max(column for row, column in sheet.cells if row >= top) == right
        assert {column for row, column in sheet.cells if row < top} == {0}


def test_tables_have_names_of_their_own(book: Workbook) -> None:
    names = [sheet.tables[0].attrib["name"] for sheet in book.of_tables]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z_]\w*", name) for name in names)


def test_no_cells_are_merged(book: Workbook) -> None:
    assert not any(sheet.all("mergeCell") for sheet in book.sheets)


def test_no_row_column_or_cell_is_blank(book: Workbook) -> None:
    for sheet in book.of_tables:
        top, bottom, left, right = sheet.reach
        assert all((row, 0) in sheet.cells for row in range(top))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                assert (row, column) in sheet.cells, f"{sheet.name} has a blank cell in row {row + 1}, column {column + 1}"
                assert str(sheet.cells[row, column].value).strip()
    cover = book.sheets[0]
    assert set(cover.cells) == {(row, 0) for row in range(len(cover.cells))}


def test_no_cell_holds_a_sign_alone(book: Workbook) -> None:
    for sheet in book.sheets:
        for where, cell in sheet.cells.items():
            assert any(sign.isalnum() for sign in str(cell.value)), f"{sheet.name} {where}: {cell.value}"


def test_nothing_is_hidden_filtered_or_floating(book: Workbook) -> None:
    for sheet in book.sheets:
        assert not sheet.all("autoFilter")
        assert not any(sheet.all(tag) for tag in ("drawing", "legacyDrawing", "headerFooter", "conditionalFormatting"))
        assert not any(each.attrib.get("hidden") for tag in ("row", "col") for each in sheet.all(tag))
        assert not any(list(table.iter("{*}autoFilter")) for table in sheet.tables)
    assert not any(each.attrib.get("state") for each in book.xml.iter("{*}sheet"))
    assert not any(word in part for part in book.parts for word in ("media", "drawing", "comment", "vba"))


def test_every_sheet_has_a_title_of_its_own_in_its_first_cell(book: Workbook) -> None:
    titles = [sheet.title for sheet in book.sheets]
    assert len(set(titles)) == len(titles)
    for sheet in book.sheets:
        assert sheet.cells[0, 0].look.bold
        assert sheet.cells[0, 0].look.points > 12


def test_sheets_have_names_of_their_own_that_a_tab_can_show(book: Workbook) -> None:
    names = [sheet.name for sheet in book.sheets]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and name == name.strip() for name in names)


def test_heads_are_words_of_their_own(book: Workbook) -> None:
    for sheet in book.of_tables:
        heads = sheet.heads
        assert len({head.lower() for head in heads}) == len(heads)
        for head in heads:
            assert "_" not in head or "." in head, f"{head} of {sheet.name} cannot be read aloud"
            assert head[0].isupper() or "." in head


def test_notes_are_marked_in_words_and_every_one_is_there_and_used(book: Workbook) -> None:
    known = {str(cell.value) for cell in book["Notes"].column("Note")}
    used = set()
    for sheet in book.of_tables[2:]:
        marks = MARK.findall(" ".join(sheet.above))
        used |= {f"Note {mark}" for mark in marks}
        assert not any(MARK.search(str(cell.value)) for (row, _), cell in sheet.cells.items() if row >= sheet.reach[0])
    assert used == known


def test_symbols_are_explained_where_they_are_used(book: Workbook) -> None:
    notes = " ".join(str(cell.value) for cell in book["Notes"].column("What it says"))
    for sheet in book.of_tables[2:]:
        values = {cell.value for (row, _), cell in sheet.cells.items() if row > sheet.reach[0]}
        for sign in SIGNS:
            assert (sign in values) == any(f"{sign} means" in line for line in sheet.above), f"{sign} of {sheet.name}"
            assert sign not in values or f"{sign} means" in notes


def test_every_sheet_says_how_many_tables_it_has_and_where_they_are_from(book: Workbook) -> None:
    for sheet in book.of_tables:
        assert sheet.above[1].startswith("This worksheet contains one table")
    for sheet in book.of_tables[2:]:
        assert sheet.above[-1].startswith("Source: ")


def test_the_cover_says_source_licence_and_what_it_is_not(book: Workbook) -> None:
    said = " ".join(str(cell.value) for cell in book["Cover"].cells.values())
    assert "Open Government Licence v3.0" in said
    assert "not official statistics" in said
    assert "replications" in said
    assert "version" in said


def test_contents_lists_every_sheet_after_it_with_a_link(book: Workbook) -> None:
    contents = book["Contents"]
    listed = [str(cell.value) for cell in contents.column("Worksheet")]
    assert listed == [sheet.name for sheet in book.sheets[2:]]
    links = contents.all("hyperlink")
    assert [link.attrib["location"] for link in links] == [f"'{name}'!A1" for name in listed]
    assert [place(link.attrib["ref"])[1] for link in links] == [0] * len(listed)
    assert not any(sheet.all("hyperlink") for sheet in book.sheets if sheet.name != "Contents")
    rows = [cell.value for cell in contents.column("Rows")]
    assert rows == [sheet.reach[1] - sheet.reach[0] for sheet in book.sheets[2:]]


def test_letters_are_sans_serif_and_large_and_nothing_is_said_by_a_fill(book: Workbook) -> None:
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            assert cell.look.font == "Arial"
            assert cell.look.points >= 12
            assert not cell.look.has_fill


def test_columns_show_their_heads_and_long_texts_go_over_lines(book: Workbook) -> None:
    for sheet in book.of_tables:
        widths = sheet.widths()
        for column, head in enumerate(sheet.heads):
            assert widths[column] >= PER_LETTER * max(len(word) for word in head.split()), f"{head} of {sheet.name}"
            assert sheet.cells[sheet.reach[0], column].look.wraps
            for cell in sheet.column(head):
                if isinstance(cell.value, str) and len(cell.value) > widths[column]:
                    assert cell.look.wraps or cell.value in SIGNS


def test_no_panes_are_frozen(book: Workbook) -> None:
    assert [sheet.name for sheet in book.sheets if sheet.all("pane")] == []


def test_the_document_is_titled_and_names_nobody(book: Workbook) -> None:
    assert book.properties["title"] == book.sheets[0].title
    assert book.properties["creator"] == book.properties["lastModifiedBy"] == "workforce_sim"
    views = list(book.xml.iter("{*}workbookView"))
    assert all(int(view.attrib.get("activeTab", 0)) == 0 for view in views)
    assert not any(each.attrib.get("activeCell", "A1") != "A1" for each in book.sheets[0].all("selection"))


def test_there_is_no_formula(book: Workbook) -> None:
    assert not any(cell.formula for sheet in book.sheets for cell in sheet.cells.values())
