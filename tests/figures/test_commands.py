"""The commands areas and figures, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workforce_sim.cli.areas import command as areas
from workforce_sim.cli.figures import command as figures
from workforce_sim.errors import UserError
from workforce_sim.figures import fingerprint

pytestmark = pytest.mark.system

EXCERPTS = str(Path(__file__).with_name("excerpts"))


def typed(command: object, *words: str) -> Result:
    """Run a command with words."""
    return CliRunner().invoke(command, list(words))  # type: ignore[arg-type]


def test_areas_finds_nottinghamshire_with_its_headlines() -> None:
    for text in ("notts", "E10000024", "Nottinghamshire"):
        said = typed(areas, text)
        assert said.exit_code == 0
        # Published 2025: in post 457.6, vacancy rate 10.1, caseload 13.3.
        for words in ("Nottinghamshire", "E10000024", "457.6", "10.1", "13.3"):
            assert words in said.output


def test_areas_lists_everyone_and_says_who_cannot_be_simulated() -> None:
    said = typed(areas).output
    assert said.count("E0") + said.count("E1") >= 151
    assert "Isles of Scilly (E06000053) cannot be simulated: nobody in post" in said


def test_areas_says_what_is_not_as_published() -> None:
    assert "not as published: workforce: the whole return carried forward" in typed(areas, "Westminster").output


def test_areas_refuses_what_it_cannot_find() -> None:
    assert isinstance(typed(areas, "Atlantis").exception, UserError)
    assert "closed after the census of 2022" in str(typed(areas, "Cumbria").exception)


def test_figures_import_writes_the_table_it_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "figures.parquet"
    said = typed(figures, "import", EXCERPTS, "--out", str(out))
    assert said.exit_code == 0
    assert f"figures are in {out}" in said.output
    assert out.exists()


def test_figures_import_refuses_a_folder_without_files(tmp_path: Path) -> None:
    assert "is missing" in str(typed(figures, "import", str(tmp_path)).exception)


def test_figures_sources_names_publishers_licence_and_fingerprint() -> None:
    said = typed(figures, "sources").output
    assert "DfE, Children's social work workforce 2025, Open Government Licence v3.0: 2017 to 2025" in said
    assert fingerprint() in said
    assert len(fingerprint()) == 64


@pytest.mark.parametrize(
    ("command", "words"), [(areas, []), (figures, []), (figures, ["import"]), (figures, ["sources"])]
)
def test_help_shows_a_worked_example(command: object, words: list[str]) -> None:
    said = typed(command, *words, "--help").output
    assert "Example:" in said
    assert "workforce-sim" in said
