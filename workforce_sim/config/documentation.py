"""The page of parameters: every one with its unit, default, range, source and reliability, from the declarations."""

from __future__ import annotations

from collections.abc import Iterator

from workforce_sim.config.catalogue import parameters, plausible, sections, value_of, written
from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Parameter
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.schema import EXTENDS

INTRODUCTION = """# Parameters

Written by `workforce-sim schema --write` from the declarations in `workforce_sim/config/`; do not edit.

One dotted name per parameter, everywhere: in scenario files, in `--set NAME=VALUE`, in sweeps and in reports.
**Green** is published for the very thing the parameter says. **Amber** is published for something close, or worked out
from published figures. **Red** has no source: an assumption, to be replaced by what you know.

The *plausible* range is what sensitivity analyses explore; the *allowed* range is what is accepted at all.

A parameter marked *dated* is one number, or numbers by date:

```yaml
apprenticeship:
  intake: {2026-09-01: 250, 2028-09-01: 500}                 # a step: 0, the default, before; 250, then 500
agency:
  cover_level: {2026-04-01: 1.0, 2028-04-01: 0.0, ramp: true}  # a straight line between the dates
```

Before the first date the default holds, also where a file that is extended says otherwise; after the last its value
stays. No date may lie before `start`. A dated value replaces a number whole, and a number a dated value. Of a default that
is dated itself, what holds before the first date is its value on the day before.

A scenario may extend several others, its parts; a file that they share is read once. Two parts that set one parameter
differently are refused, unless the file that extends them says itself what it is. `compare` says what each part does.

```yaml
extends: [family_help.yaml, kinship.yaml]
```
"""

HEAD = """
## The scenario itself

| name | default | meaning |
|---|---|---|
"""


def parameters_page() -> str:
    """Write ``docs/parameters.md``."""
    return "\n".join([INTRODUCTION + HEAD.rstrip("\n"), *_head(), *_subjects()]) + "\n"


def _head() -> Iterator[str]:
    yield f"| `extends` | - | {EXTENDS} |"
    for name, info in Scenario.model_fields.items():
        if name not in sections():
            meaning = info.description or parameters()[name].declaration.meaning
            yield f"| `{name}` | {_cell(written(getattr(Scenario(), name)))} | {meaning} |"


def _subjects() -> Iterator[str]:
    for section, model in sections().items():
        own = [item for name, item in parameters().items() if name.rpartition(".")[0] == section]
        if not section or not own:
            continue
        yield f"\n## {section}\n\n{(model.__doc__ or '').split(chr(10))[0]}\n"
        yield "| name | default | unit | allowed | plausible | reliability | meaning, source, reason |"
        yield "|---|---|---|---|---|---|---|"
        for parameter in own:
            yield _row(parameter)


def _row(parameter: Parameter) -> str:
    known = parameter.declaration
    unit = parameter.unit + (" (dated)" if parameter.annotation is Dated else "")
    sentences = [known.meaning, f"{known.source}, {known.year}" if known.source else "", known.reason]
    cells = [
        f"`{parameter.name}`",
        written(value_of(Scenario(), parameter.name)),
        unit,
        parameter.quantity.allowed() if parameter.quantity is not None else "",
        plausible(parameter),
        known.reliability,
        ". ".join(sentence for sentence in sentences if sentence) + ".",
    ]
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()
