"""Writes the start page that JupyterLab opens: what to do, and a link to every lesson, exercise and set of questions."""

import tomllib
from pathlib import Path
from typing import Any

from . import ROOT

PAGE = ROOT / "course" / "Start.md"
HEAD = """\
# Spark ML course

1. Open a **lesson**, read it and run its cells (`Shift` + `Enter`).
2. Open its **exercise**, write your code into the answer cells and save (`Ctrl` + `S`).
3. Check your work: open a terminal (*File*, *New*, *Terminal*) and run, with the exercise's own path,

   `python -m autograder check {example}`

   You get points and a reason for every task.
4. Answer the **questions**: each choice has its reason, and the first try counts.
"""


def page(modules: Path) -> str:
    """The start page's text for the modules in a folder."""
    example = next(iter(sorted(modules.glob("*/*/exercise.ipynb"))), modules / "exercise.ipynb")
    sections = [_section(manifest) for manifest in sorted(modules.glob("*/module.toml"))]
    return HEAD.format(example=example.relative_to(modules.parent)) + "".join(sections)


def _section(manifest: Path) -> str:
    module = tomllib.loads(manifest.read_text(encoding="utf-8"))
    rows = [_row(manifest.parent / unit["name"], unit) for unit in module["unit"]]
    return (
        f"\n## {module['title']}\n\n| Unit | Lesson | Exercise | Questions | Objectives |\n|:--|:--|:--|:--|:--|\n{''.join(rows)}"
    )


def _row(folder: Path, unit: dict[str, Any]) -> str:
    links = [
        f"[{name}](../{(folder / name).relative_to(folder.parents[2])}.ipynb)"
        + (f", {unit[minutes]} minutes" if (minutes := f"minutes_{name}") in unit else "")
        for name in ("lesson", "exercise", "questions")
    ]
    objectives = (*unit.get("objectives", ()), *(f"{older} (older outline)" for older in unit.get("older_outline", ())))
    return f"| {unit['title']} | {' | '.join(links)} | {', '.join(objectives)} |\n"


def write() -> None:
    """Writes the start page."""
    PAGE.write_text(page(ROOT / "modules"), encoding="utf-8")
