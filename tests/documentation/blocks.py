"""What README and documentation show: blocks of commands to type, the files they speak of, and what is said to come of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TYPED = ("bash", "sh", "shell", "console")
SHOWN = "text"
FENCE = re.compile(r"^```(?P<language>\w*)(?: title=\"(?P<title>[^\"]+)\")?[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: the page, the line it begins on, its language, the file it is, what it says, and what it prints.

    ``title`` is empty where it is no file, ``shown`` where no block of text follows at once.
    """

    page: str
    line: int
    language: str
    title: str
    text: str
    shown: str = ""

    @property
    def place(self) -> str:
        """Where it is."""
        return f"{self.page}:{self.line}"

    def lines(self) -> list[list[str]]:
        """Give the commands of a block, each as its words; comments go, lines that end in a backslash are joined."""
        joined = self.text.replace("\\\n", " ").splitlines()
        return [words for line in joined if (words := shlex.split(line.removeprefix("$ "), comments=True))]


def pages() -> list[Path]:
    """Give README and every page of the documentation."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@cache
def blocks() -> tuple[Block, ...]:
    """Give every fenced block of every page."""
    return tuple(block for page in pages() for block in _of(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8")))


def typed_blocks() -> list[Block]:
    """Give the blocks that a reader would type."""
    return [block for block in blocks() if block.language in TYPED]


def files_of(page: str) -> dict[str, str]:
    """Give the files that a page shows with a title, by name."""
    return {block.title: block.text for block in blocks() if block.page == page and block.title}


def _of(page: str, text: str) -> Iterator[Block]:
    found = list(FENCE.finditer(text))
    for number, match in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        is_shown = following is not None and following["language"] == SHOWN and not text[match.end() : following.start()].strip()
        yield Block(
            page=page,
            line=text.count("\n", 0, match.start()) + 1,
            language=match["language"],
            title=match["title"] or "",
            text=match["text"],
            shown=following["text"] if is_shown and following is not None else "",
        )
