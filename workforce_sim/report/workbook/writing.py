"""How a workbook is written: marked-up tables from column A, text that stays text, heads that are printed on every page.

The rules are those of the Government Analysis Function, Making spreadsheets accessible: a checklist of the basics. XlsxWriter
writes the cells, and not gptables, which is made on it for these rules: a name such as [a](b) ends gptables 2.0 with an
error, text that begins with = becomes a formula, and ``$$`` a note, while names and labels here are anybody's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from workforce_sim.report.workbook.notes import NOTES, cover_of, lines_above, notes_of, title
from workforce_sim.report.workbook.number_formats import NUMBER, number_formats
from workforce_sim.report.workbook.sheet import UNIT, Sheet, in_words

if TYPE_CHECKING:
    from workforce_sim.report.reported import Reported

FONT = {"font_name": "Arial", "font_size": 12, "valign": "top"}
"""Sans serif of twelve points, in the reader's own colour."""
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "wrapped title": {"bold": True, "font_size": 16, "text_wrap": True},
    "heading": {"bold": True, "font_size": 14, "text_wrap": True},
    "paragraph": {"text_wrap": True},
    "line": {},
    "head": {"bold": True, "text_wrap": True, "bottom": 1},
    "head of numbers": {"bold": True, "text_wrap": True, "bottom": 1, "align": "right", "indent": 1},
    "text": {"text_wrap": True},
    "text beside numbers": {"text_wrap": True, "align": "left", "indent": 1},
    "head beside numbers": {"bold": True, "text_wrap": True, "bottom": 1, "align": "left", "indent": 1},
    "number": {"align": "right"},
    "link": {"text_wrap": True, "font_color": "#0000FF", "underline": 1},
}
COVER_WIDTH, NARROWEST, WIDEST = 70, 8, 46
PER_LETTER, PER_BOLD = 0.84, 0.98
"""Widths of a letter on average, against that of a digit, which is the spreadsheet's own unit."""
LINE_HEIGHT, TITLE_HEIGHT = 16.0, 24.0
"""In points. Rows have a height of their own because not every program fits rows to wrapped text when it opens a file."""
LINES_OF_A_HEAD = 3
MARGIN = 2
LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""
COVER, CONTENTS, NOTES_SHEET = "Cover", "Contents", "Notes"


class _Book:
    """A workbook being written, with each look made once."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self.book = xlsxwriter.Workbook(
            str(path),
            {
                "default_format_properties": {"font_name": FONT["font_name"], "font_size": FONT["font_size"]},
                "default_column_width": 80,  # pixels, in that font
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._made: dict[tuple[str, str, bool], Any] = {}

    def look(self, name: str, num_format: str = "", *, quoted: bool = False) -> Any:
        """Give a look, with a number format where the cell has a number."""
        key = (name, num_format, quoted)
        if key not in self._made:
            more: dict[str, Any] = {"num_format": num_format} if num_format else {}
            if quoted:
                more["quote_prefix"] = True
            self._made[key] = self.book.add_format({**FONT, **LOOKS[name], **more})
        return self._made[key]

    def sheet(self, name: str) -> Any:
        """Add a worksheet."""
        made = self.book.add_worksheet(name)
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(9)  # A4
        made.fit_to_pages(1, 0)
        return made

    def text(self, sheet: Any, row: int, column: int, said: str, name: str) -> None:
        """Write text as text: what begins like a formula stays what it says, here and where the cell is edited."""
        said = said[:LONGEST_TEXT]
        sheet.write_string(row, column, said, self.look(name, quoted=said[:1] in tuple("=+-@{'\t\r")))


def write(results: Reported, sheets: Sequence[Sheet], path: Path) -> None:
    """Write a workbook: cover, contents, notes, and a worksheet a table."""
    made = _Book(path)
    made.book.set_properties(
        {
            "title": title(results),
            "subject": "Children's social work workforce in England",
            "author": "workforce_sim",
            "company": "",
            "category": "Results of a simulation",
            "keywords": "children's social work, workforce, England",
            "created": results.stored.written.replace(tzinfo=None),
        }
    )
    numbers = notes_of(sheets)
    _cover(made, results, sheets)
    _contents(made, sheets)
    notes = pl.DataFrame([{"Note": f"Note {number}", "What it says": NOTES[key]} for key, number in numbers.items()])
    own = Sheet(NOTES_SHEET, "Notes", "a note", notes)
    _table(made, made.sheet(NOTES_SHEET), own, ["This worksheet contains one table; a row is a note."], "notes")
    for number, sheet in enumerate(sheets, start=1):
        numbered = f"Table {number}: {sheet.title}"
        _table(made, made.sheet(sheet.name), sheet, lines_above(sheet, numbers), f"table_{number}", numbered)
    made.book.close()


def _cover(made: _Book, results: Reported, sheets: Sequence[Sheet]) -> None:
    sheet = made.sheet(COVER)
    sheet.set_column(0, 0, COVER_WIDTH)
    sheet.set_portrait()
    made.text(sheet, 0, 0, title(results), "wrapped title")
    sheet.set_row(0, TITLE_HEIGHT * _lines(title(results), COVER_WIDTH, PER_BOLD * 1.4))
    row = 1
    for heading, paragraphs in cover_of(results, sheets):
        for said, look in [(heading, "heading"), *((each, "paragraph") for each in paragraphs)]:
            made.text(sheet, row, 0, said, look)
            sheet.set_row(row, TITLE_HEIGHT if look == "heading" else LINE_HEIGHT * _lines(said, COVER_WIDTH))
            row += 1


def _contents(made: _Book, sheets: Sequence[Sheet]) -> None:
    rows = [
        {
            "Worksheet": each.name,
            "What it holds": f"Table {number}: {each.title}",
            "A row is": each.row,
            "Rows": each.table.height,
        }
        for number, each in enumerate(sheets, start=1)
    ]
    notes = {
        "Worksheet": NOTES_SHEET,
        "What it holds": "Notes that the tables refer to",
        "A row is": "a note",
        "Rows": len(notes_of(sheets)),
    }
    table = pl.DataFrame([notes, *rows])
    own = Sheet(CONTENTS, "Contents", "a worksheet", table, {"Rows": "count"})
    sheet = made.sheet(CONTENTS)
    above = ["This worksheet contains one table; a row is a worksheet of this workbook, with a link to it."]
    begin = _table(made, sheet, own, above, "contents")
    for place, name in enumerate(table["Worksheet"]):
        sheet.write_url(begin + place, 0, f"internal:'{name}'!A1", made.look("link"), name)


def _table(made: _Book, sheet: Any, own: Sheet, above: Sequence[str], name: str, numbered: str = "") -> int:
    """Write title, lines and table of a worksheet; give the row in which the first cells below the heads are."""
    sheet.set_default_row(LINE_HEIGHT)
    made.text(sheet, 0, 0, numbered or own.title, "title")
    sheet.set_row(0, TITLE_HEIGHT)
    for row, said in enumerate(above, start=1):
        made.text(sheet, row, 0, said, "line")
    head = 1 + len(above)
    table, columns = own.table, own.table.columns
    of_numbers = {column for column in columns if table.schema[column].is_numeric()}
    beside = {right for left, right in pairwise(columns) if left in of_numbers} - of_numbers
    kinds = ["head of numbers" if each in of_numbers else "head beside numbers" if each in beside else "head" for each in columns]
    looks = [made.look(kind) for kind in kinds]
    sheet.add_table(
        head,
        0,
        head + table.height,
        len(columns) - 1,
        {
            "name": name,
            "style": None,
            "autofilter": False,
            "columns": [{"header": column, "header_format": look} for column, look in zip(columns, looks, strict=True)],
        },
    )
    widths = [_width(table[column], column) for column in columns]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_row(
        head, LINE_HEIGHT * max(_lines(column, width - MARGIN, PER_BOLD) for column, width in zip(columns, widths, strict=True))
    )
    _cells(made, sheet, own, head + 1, beside)
    _heights(sheet, table, widths, head + 1)
    sheet.repeat_rows(head)
    return head + 1


def _cells(made: _Book, sheet: Any, own: Sheet, begin: int, beside: Collection[str]) -> None:
    table = own.table
    units = table[UNIT].to_list() if UNIT in table.columns else [""] * table.height
    for place, column in enumerate(table.columns):
        values = table[column].to_list()
        text = "number" if table.schema[column].is_numeric() else "text beside numbers" if column in beside else "text"
        chosen = number_formats(own.looks.get(column, NUMBER), values, units)
        for row, (value, shown) in enumerate(zip(values, chosen, strict=True), start=begin):
            if shown:
                sheet.write_number(row, place, value, made.look("number", shown))
            else:
                made.text(sheet, row, place, in_words(value), text)


def _width(values: pl.Series, head: str) -> float:
    """Choose a width that shows the head in three lines and the longest cell in one, as far as a screen allows."""
    longest_word = max(len(word) for word in head.split())
    for_head = PER_BOLD * max(longest_word, -(-len(head) // LINES_OF_A_HEAD) + 2)  # heads are bold
    if values.dtype.is_numeric():
        largest = max((abs(float(value)) for value in values.drop_nulls().drop_nans()), default=0.0)
        for_cells = float(len(f"-£{largest:,.1f}"))
    else:
        for_cells = PER_LETTER * max((len(in_words(value)) for value in values.unique()), default=0)
    return min(max(for_head, for_cells, NARROWEST), WIDEST) + MARGIN


def _heights(sheet: Any, table: pl.DataFrame, widths: Sequence[float], begin: int) -> None:
    """Give rows with text that goes over several lines the height to show it."""
    texts = [(column, width) for column, width in zip(table.columns, widths, strict=True) if width >= WIDEST]
    if not texts:
        return
    for row, said in enumerate(table.select([column for column, _ in texts]).iter_rows(), start=begin):
        lines = max(_lines(in_words(value), width - MARGIN) for value, (_, width) in zip(said, texts, strict=True))
        if lines > 1:
            sheet.set_row(row, LINE_HEIGHT * lines)


def _lines(said: str, width: float, per_letter: float = PER_LETTER) -> int:
    """Count the lines that a text takes in a width, broken between words as programs break it."""
    lines, used = 1, 0.0
    for word in said.split():
        needed = per_letter * len(word)
        if used and used + needed > width:
            lines, used = lines + 1, 0.0
        lines += int(needed // width) if needed > width else 0  # a word that no line holds is broken
        used += needed + per_letter
    return lines
