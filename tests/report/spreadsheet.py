"""A workbook as its file has it, read by nothing but the standard library: cells, tables, panes, links and looks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
"""What the format writes for an underscore that would begin a code of a letter."""
CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class Look:
    """How a cell looks: font, number format, wrapping, fill."""

    font: str
    points: float
    bold: bool
    number_format: str
    wraps: bool
    has_fill: bool
    quoted: bool


@dataclass(frozen=True)
class Cell:
    """What a cell holds, and how: a text, a number or a formula."""

    value: str | float
    look: Look
    formula: str | None = None


@dataclass(frozen=True)
class Worksheet:
    """One worksheet: cells by row and column from nought, the XML of the sheet and of its tables."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    xml: ElementTree.Element
    tables: tuple[ElementTree.Element, ...]

    @property
    def title(self) -> str:
        return str(self.cells[0, 0].value)

    @cached_property
    def reach(self) -> tuple[int, int, int, int]:
        """The first and last row and column of its one table, the heads included."""
        (table,) = self.tables
        first, last = (place(each) for each in table.attrib["ref"].split(":"))
        return first[0], last[0], first[1], last[1]

    @property
    def above(self) -> list[str]:
        """The lines in column A above the table."""
        return [str(self.cells[row, 0].value) for row in range(self.reach[0])]

    @property
    def heads(self) -> list[str]:
        top, _, left, right = self.reach
        return [str(self.cells[top, column].value) for column in range(left, right + 1)]

    def column(self, head: str) -> list[Cell]:
        top, bottom, left, _ = self.reach
        return [self.cells[row, left + self.heads.index(head)] for row in range(top + 1, bottom + 1)]

    def all(self, tag: str) -> list[ElementTree.Element]:
        return list(self.xml.iter(f"{MAIN}{tag}"))

    def widths(self) -> dict[int, float]:
        return {
            number - 1: float(each.attrib["width"])
            for each in self.all("col")
            for number in range(int(each.attrib["min"]), int(each.attrib["max"]) + 1)
        }


@dataclass(frozen=True)
class Workbook:
    """One workbook: its worksheets in order, its properties, and the names of the parts of its file."""

    sheets: tuple[Worksheet, ...]
    properties: Mapping[str, str]
    parts: tuple[str, ...]
    xml: ElementTree.Element

    @property
    def of_tables(self) -> tuple[Worksheet, ...]:
        """The worksheets that have a table: all but the cover."""
        return self.sheets[1:]

    def __getitem__(self, name: str) -> Worksheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)


def place(cell: str) -> tuple[int, int]:
    """Give row and column of a cell, from nought."""
    found = CELL.fullmatch(cell.replace("$", ""))
    assert found is not None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def read(path: Path) -> Workbook:
    """Read a workbook."""
    with zipfile.ZipFile(path) as file:
        names = file.namelist()

        def xml(name: str) -> ElementTree.Element:
            return ElementTree.fromstring(file.read(name))

        def linked(name: str) -> dict[str, str]:
            folder, _, own = name.rpartition("/")
            relations = f"{folder}/_rels/{own}.rels"
            found = xml(relations) if relations in names else ElementTree.Element("none")
            return {each.attrib["Id"]: each.attrib["Target"].replace("../", "xl/") for each in found}

        texts = [
            ESCAPED.sub("_", "".join(part.text or "" for part in each.iter(f"{MAIN}t"))) for each in xml("xl/sharedStrings.xml")
        ]
        looks = _looks(xml("xl/styles.xml"))
        book, of_book = xml("xl/workbook.xml"), linked("xl/workbook.xml")
        sheets = []
        for each in book.iter(f"{MAIN}sheet"):
            name = f"xl/{of_book[each.attrib[f'{LINK}id']]}"
            own = xml(name)
            tables = tuple(xml(target) for target in linked(name).values() if "/tables/" in target)
            sheets.append(Worksheet(each.attrib["name"], _cells(own, texts, looks), own, tables))
        properties = {each.tag.rpartition("}")[2]: each.text or "" for each in xml("docProps/core.xml")}
        return Workbook(tuple(sheets), properties, tuple(names), book)


def _cells(sheet: ElementTree.Element, texts: list[str], looks: list[Look]) -> dict[tuple[int, int], Cell]:
    cells = {}
    for each in sheet.iter(f"{MAIN}c"):
        value, formula = each.find(f"{MAIN}v"), each.find(f"{MAIN}f")
        look = looks[int(each.attrib.get("s", 0))]
        if value is None or value.text is None:
            continue
        is_text = each.attrib.get("t") == "s"
        held = texts[int(value.text)] if is_text else float(value.text)
        cells[place(each.attrib["r"])] = Cell(held, look, None if formula is None else formula.text)
    return cells


def _looks(styles: ElementTree.Element) -> list[Look]:
    formats = {each.attrib["numFmtId"]: each.attrib["formatCode"] for each in styles.iter(f"{MAIN}numFmt")}
    usual = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
    fonts = next(iter(styles.iter(f"{MAIN}fonts")))
    found = []
    for each in next(iter(styles.iter(f"{MAIN}cellXfs"))):
        font = fonts[int(each.attrib["fontId"])]
        name, size = font.find(f"{MAIN}name"), font.find(f"{MAIN}sz")
        alignment = each.find(f"{MAIN}alignment")
        assert name is not None
        assert size is not None
        found.append(
            Look(
                name.attrib["val"],
                float(size.attrib["val"]),
                font.find(f"{MAIN}b") is not None,
                (usual | formats).get(each.attrib["numFmtId"], each.attrib["numFmtId"]),
                alignment is not None and alignment.attrib.get("wrapText") == "1",
                int(each.attrib["fillId"]) > 1,  # the first two are those that every file has
                each.attrib.get("quotePrefix") == "1",
            )
        )
    return found
