"""Writes the start page that JupyterLab opens: what to do, and a link to every lesson and exercise."""

import json
import tomllib
from pathlib import Path

from . import ROOT

NOTEBOOKS = ("lesson.ipynb", "exercise.ipynb")
PAGE = ROOT / "course" / "Start.md"
HEAD = """\
# Spark ML course

1. Open a **lesson**, read it and run its cells (`Shift` + `Enter`).
2. Open its **exercise**, write your code into the answer cells and save (`Ctrl` + `S`).
3. Check your work: open a terminal (*File*, *New*, *Terminal*) and run, with the exercise's own path,

   `python -m autograder check {example}`

   You get points and a reason for every task.
"""


def page(modules: Path) -> str:
    """The start page's text for the modules in a folder."""
    exercises = sorted(modules.glob("*/*/exercise.ipynb"))
    example = exercises[0].relative_to(modules.parent) if exercises else "exercise.ipynb"
    return HEAD.format(example=example) + "".join(_section(module) for module in sorted(modules.glob("*/")))


def _section(module: Path) -> str:
    rows = "".join(_row(unit) for unit in _units(module))
    return f"\n## {_heading(module / 'README.md')}\n\n| Unit | | |\n|---|---|---|\n{rows}" if rows else ""


def _units(module: Path) -> list[Path]:
    """The units that have a notebook, in the manifest's order and then by name."""
    manifest = module / "module.toml"
    order = tomllib.loads(manifest.read_text(encoding="utf-8")).get("units", []) if manifest.exists() else []
    units = {notebook.parent for name in NOTEBOOKS for notebook in module.glob(f"*/{name}")}
    return sorted(units, key=lambda unit: (order.index(unit.name) if unit.name in order else len(order), unit.name))


def _row(unit: Path) -> str:
    found = [unit / name for name in NOTEBOOKS if (unit / name).exists()]
    links = [f"[{path.stem}](../{path.relative_to(unit.parents[2])})" for path in found]
    return f"| {_heading(found[0])} | {' | '.join(links)} |\n"


def _heading(path: Path) -> str:
    """The first heading of a Markdown page or a notebook, or the name of its folder."""
    headings = [line.lstrip("# ").strip() for line in _markdown(path).splitlines() if line.startswith("# ")]
    return headings[0] if headings else path.parent.name.replace("_", " ")


def _markdown(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
        cells = json.loads(text)["cells"] if path.suffix == ".ipynb" else []
    except (OSError, ValueError, KeyError, TypeError):  # a learner's notebook may be anything; the page must still open
        return ""
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown") if cells else text


def write() -> None:
    """Writes the start page."""
    PAGE.write_text(page(ROOT / "modules"), encoding="utf-8")
