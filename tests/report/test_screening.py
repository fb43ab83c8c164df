"""The check of open-data pairs: every rule catches its fault, every doubt passes, and what is right is let through."""

from __future__ import annotations

import ast
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from tests.report.faulty_pairs import FAULTS, RIGHT, WARNED
from tests.report.sound_pair import Edit, cell, meta_cell, of_level, renamed, sound, whole
from workforce_sim.errors import UserError
from workforce_sim.records.store import SPREADSHEET_LINES
from workforce_sim.report import open_data
from workforce_sim.report.open_data.column_rules import check_columns
from workforce_sim.report.open_data.filter_rules import MOST_ITEMS, check_filters
from workforce_sim.report.open_data.layout import meta_of
from workforce_sim.report.open_data.rules import FAIL, WARNING, WHEN_AND_WHERE, Pair
from workforce_sim.report.open_data.screening import Screening, screen, screen_file

EXCERPTS = Path(__file__).resolve().parents[1] / "figures" / "excerpts"
OF_FILES = {
    "file name",
    "file name style",
    "date in the file name",
    "place in the file name",
    "compression",
    "encoding",
    "header",
    "rows",
    "filter items",
}
"""Rules whose faults are not edits of a pair in memory; each has a test of its own here."""


def ids(edits: list[tuple[str, Edit]]) -> list[str]:
    """Tell edits apart by rule and number."""
    return [f"{number}-{rule}" for number, (rule, _) in enumerate(edits)]


def warnings(found: Screening) -> list[str]:
    """The rules that warn."""
    return [each.rule for each in found.findings if each.gravity == WARNING]


def written(pair: Pair, folder: Path, stem: str = "projection") -> Path:
    """Write a pair, and give its data file."""
    (folder / f"{stem}.csv").write_text(pair.data.write_csv(), encoding="utf-8")
    (folder / f"{stem}.meta.csv").write_text(pair.meta.write_csv(), encoding="utf-8")
    return folder / f"{stem}.csv"


@pytest.mark.unit
def test_a_sound_pair_passes_without_a_doubt() -> None:
    found = screen(sound())
    assert found.has_passed
    assert list(found.findings) == []


@pytest.mark.unit
@pytest.mark.parametrize(("rule", "edit"), FAULTS, ids=ids(FAULTS))
def test_a_fault_is_caught_by_its_rule_with_a_cure(rule: str, edit: Edit) -> None:
    found = screen(edit(sound()))
    assert rule in [failure.rule for failure in found.failures], [str(each) for each in found.findings]
    assert all(failure.where and failure.cure for failure in found.failures)


@pytest.mark.unit
@pytest.mark.parametrize(("rule", "edit"), WARNED, ids=ids(WARNED))
def test_a_doubt_is_told_and_passes(rule: str, edit: Edit) -> None:
    found = screen(edit(sound()))
    assert set(warnings(found)) == {rule}
    assert found.has_passed


@pytest.mark.unit
@pytest.mark.parametrize(
    "edit",
    [
        meta_cell("label", "L" * 80, 1),
        renamed("inpost_fte", f"{'a' * 46}_fte"),
        cell("scenario", "A" * 120),
        of_level("School", school_urn="1" * 30, school_name="A" * 120, school_laestab="8911234"),
    ],
    ids=["label", "column name", "filter item", "school"],
)
def test_what_is_as_long_as_it_may_be_is_no_doubt(edit: Edit) -> None:
    assert warnings(screen(edit(sound()))) == []


@pytest.mark.unit
@pytest.mark.parametrize("edit", [edit for _, edit in RIGHT], ids=ids(RIGHT))
def test_what_the_standard_allows_passes(edit: Edit) -> None:
    found = screen(edit(sound()))
    assert found.has_passed, [str(each) for each in found.failures]


def rules_in(code: ast.AST) -> Iterator[str]:
    """The names of the rules that a file of the check speaks of: what a Finding is given as its second word, or chosen from."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Finding", "_check_codes_and_names"):
            given = node.args[1] if getattr(node.func, "id", "") == "Finding" else node.args[-1]
            if isinstance(given, ast.Constant):
                yield str(given.value)
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "rule":
            chosen = (each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant))
            yield from (str(each) for each in chosen)


@pytest.mark.unit
def test_every_rule_has_a_fault_that_breaks_it() -> None:
    room = Path(str(open_data.__file__)).parent
    rules = {rule for file in room.glob("*.py") for rule in rules_in(ast.parse(file.read_text(encoding="utf-8")))}
    broken = {rule for rule, _ in (*FAULTS, *WARNED)} | OF_FILES
    assert len(rules) > 45, "the rules are no longer found in the code; look at rules_in"
    assert rules - broken == set(), "a rule was added; break it in faulty_pairs.py"


@pytest.mark.unit
@pytest.mark.parametrize("name", ["csww_indicators", "b1_children", "c1_children", "d3_cpps", "d5_cpps", "cla_number", "ons_mid"])
def test_what_the_department_published_passes(name: str) -> None:
    file = next(EXCERPTS.glob(f"{name}*.csv"))
    data = pl.read_csv(file, infer_schema=False).fill_null("")
    lines = []
    for column in (column for column in data.columns if column not in WHEN_AND_WHERE):
        if data[column].cast(pl.Float64, strict=False).is_not_null().any():
            lines.append({"col_name": column, "col_type": "Indicator", "label": column, "indicator_dp": "1"})
        elif data[column].n_unique() > 1:
            lines.append({"col_name": column, "col_type": "Filter", "label": column, "filter_default": data[column][0]})
    found = screen(Pair(file.stem, data, meta_of(lines)))
    assert found.has_passed, [str(each) for each in found.failures]


@pytest.mark.unit
def test_the_check_stops_after_the_first_stage_that_fails() -> None:
    found = screen(cell("time_period", "20")(meta_cell("col_type", "Thing")(sound())))
    assert {failure.rule for failure in found.failures} == {"col_type"}
    assert list(found.passed) == ["files"]


@pytest.mark.unit
def test_a_column_under_another_name_is_named_with_the_cure() -> None:
    told = [str(each) for each in screen(renamed("geographic_level", "geographical_level")(sound())).failures]
    lacks = "FAIL mandatory columns: the data file lacks geographic_level"
    assert told == [f"{lacks}; every data file has it; rename geographical_level"]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (cell("region_name", "East midlands", 2), "line 4"),
        (cell("la_name", "Notts", 4), "line 6"),
        (cell("inpost_fte", "~", 11), "line 13, inpost_fte"),
        (cell("scenario", "Apprentices 500", 2), "line 4"),
        (cell("time_period", "203", 3), "line 5, time_period"),
        (meta_cell("col_type", "Measure", 1), "meta line 3"),
    ],
)
def test_a_fault_is_told_by_the_line_it_is_on(edit: Edit, place: str) -> None:
    assert [each.where for each in screen(edit(sound())).failures] == [place]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("stem", "rule"),
    [
        ("Projection", "file name style"),
        ("p" * 51, "file name style"),
        ("projection_2030", "date in the file name"),
        ("projection_202930", "date in the file name"),
        ("projection-20300930", "date in the file name"),
        ("projection_september", "date in the file name"),
        ("projection_nottinghamshire", "place in the file name"),
        ("projection-east-midlands", "place in the file name"),
        ("north_northamptonshire_projection", "place in the file name"),
        ("england_projection", "place in the file name"),
        ("projection_local_authority", "place in the file name"),
    ],
)
def test_a_name_that_the_guide_advises_against_is_told_and_passes(stem: str, rule: str, tmp_path: Path) -> None:
    found = screen_file(written(sound(), tmp_path, stem))
    assert warnings(found) == [rule]
    assert found.has_passed


@pytest.mark.unit
@pytest.mark.parametrize(
    "stem", ["projection", "p" * 50, "ks4-reading_2", "cases_12345", "derbyshirelike", "children_social_work_workforce"]
)
def test_a_plain_name_is_no_doubt(stem: str, tmp_path: Path) -> None:
    assert warnings(screen_file(written(sound(), tmp_path, stem))) == []


def unreadable() -> Iterator[tuple[str, bytes | None, str]]:
    """Names and contents of data files that cannot be taken, and the rule that says so."""
    yield from (
        ("pro jection.csv", None, "file name"),
        ("pro.jection.csv", None, "file name"),
        ("projéction.csv", None, "file name"),
    )
    yield from (
        ("projection.csv", b"\xff\xfe\x00", "encoding"),
        ("projection.csv", "time_period,£\n".encode("latin-1"), "encoding"),
    )
    yield from (("projection.csv", b"a,a\n1,2\n", "header"), ("projection.csv", b"a,\n1,2\n", "header"))
    yield from (("projection.csv", b"", "header"), ("projection.csv", b"a;b\n1;2\n", "header"))
    yield from (("projection.csv", b"a,b\n1,2,3\n", "rows"), ("projection.csv", b"a,b,c\n1,2\n", "rows"))
    yield from (("projection.csv", b"a,b\nKingston upon Hull, City of,2\n", "rows"), ("projection.csv", b"a,b\n", "rows"))
    yield from (("projection.csv", b"a,b\n1,2\n\n3,4\n", "rows"), ("projection.csv", b'a,b\n"1,2\n', "rows"))
    yield from (
        ("projection.csv.gz", b"a,b\n1,2\n", "compression"),
        ("projection.csv.gz", gzip.compress(b"a,b\n")[:-9], "compression"),
    )


@pytest.mark.unit
@pytest.mark.parametrize(("name", "content", "rule"), list(unreadable()))
def test_files_that_cannot_be_taken_are_told(name: str, content: bytes | None, rule: str, tmp_path: Path) -> None:
    pair = sound()
    (tmp_path / name).write_bytes(pair.data.write_csv().encode() if content is None else content)
    stem = name.removesuffix(".gz").removesuffix(".csv")
    (tmp_path / f"{stem}.meta.csv").write_text(pair.meta.write_csv(), encoding="utf-8")
    assert [failure.rule for failure in screen_file(tmp_path / name).failures] == [rule]


@pytest.mark.unit
def test_a_meta_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    data = written(sound(), tmp_path)
    (tmp_path / "projection.meta.csv").write_bytes(b"\xff")
    assert [(each.rule, each.where) for each in screen_file(data).failures] == [("encoding", "projection.meta.csv")]


@pytest.mark.unit
def test_the_meta_file_has_the_same_name_and_lies_beside(tmp_path: Path) -> None:
    data = written(sound(), tmp_path)
    (tmp_path / "projection.meta.csv").rename(tmp_path / "projection_meta.csv")
    with pytest.raises(UserError, match=r"projection\.meta\.csv does not exist; a pair is NAME\.csv and NAME\.meta\.csv"):
        screen_file(data)


@pytest.mark.unit
def test_cells_with_commas_in_quotation_marks_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    data = written(whole("inpost_fte", "1")(sound()), tmp_path)
    text = data.read_text(encoding="utf-8").replace("Apprentices 500", '"Apprentices, 500 ""more"""')
    data.write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert screen_file(data).has_passed


@pytest.mark.unit
def test_a_pair_is_read_compressed_too(tmp_path: Path) -> None:
    plain = written(sound(), tmp_path)
    (tmp_path / "projection.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    assert screen_file(tmp_path / "projection.csv.gz").has_passed


@pytest.mark.unit
def test_more_rows_than_a_spreadsheet_opens_are_told() -> None:
    pair = sound()
    few = pair.data.head(1)
    for rows, told in ((SPREADSHEET_LINES - 1, []), (SPREADSHEET_LINES, ["rows"])):
        data = few.select(pl.all().repeat_by(rows).explode())
        assert [each.rule for each in check_columns(Pair("long", data, pair.meta))] == told


@pytest.mark.unit
def test_a_filter_has_25000_items_at_most() -> None:
    pair = sound()
    for items, fails in ((MOST_ITEMS, False), (MOST_ITEMS + 1, True)):
        data = pl.DataFrame({"scenario": ["Baseline", *map(str, range(items - 1))]})
        found = [each.rule for each in check_filters(Pair("long", data, pair.meta)) if each.gravity == FAIL]
        assert ("filter items" in found) is fails


@pytest.mark.unit
@pytest.mark.parametrize("build", [edit for _, edit in (*FAULTS, *WARNED)], ids=ids([*FAULTS, *WARNED]))
def test_a_file_is_judged_as_the_pair_in_memory(build: Callable[[Pair], Pair], tmp_path: Path) -> None:
    pair = build(sound())
    if pair.data.columns and len(set(pair.data.columns)) == pair.data.width:
        assert [str(each) for each in screen_file(written(pair, tmp_path)).findings] == [
            str(each) for each in screen(pair).findings
        ]
