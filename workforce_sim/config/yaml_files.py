"""Reading YAML: safe, a mapping at the top, no key twice, and one line that says where it went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from workforce_sim.config.units import show
from workforce_sim.errors import UserError


class _Loader(yaml.SafeLoader):
    """Load plain data only, and refuse a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build one mapping; called by PyYAML for each."""
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, list | dict):
                raise yaml.MarkedYAMLError(problem="a key must be a name or a date", problem_mark=key_node.start_mark)
            if key in seen and key_node.tag != "tag:yaml.org,2002:merge":
                raise yaml.MarkedYAMLError(problem=f"the key {key} stands here twice", problem_mark=key_node.start_mark)
            seen.add(key)
        built: dict[Any, Any] = super().construct_mapping(node, deep)
        return built


def read_file(path: Path) -> dict[Any, Any]:
    """Read a scenario file; raises ``UserError`` with the file's name when it is missing or not a mapping."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file") from None
    except UnicodeDecodeError:
        raise UserError(f"{path}: is not a text file in UTF-8") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None
    content = parse(text, str(path))
    if not isinstance(content, dict):
        raise UserError(f"{path}: is {show(content)}; a scenario file must be a mapping of names to values")
    return content


def parse(text: str, label: str) -> Any:
    """Read YAML; raises ``UserError`` that begins with the label and names the line."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}" if mark is not None else ""
        raise UserError(f"{label}{place}: {error.problem or 'is not YAML'}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UserError(f"{label}: is not YAML: {str(error).splitlines()[0]}") from None
