"""Lays out what Sphinx reads: every page where it lies in the repository, so that the pages' own links hold."""

import shutil
from pathlib import Path

from autograder.exercise.notebooks import to_bytes
from autograder.layout import DATASETS, MODULES, ROOT

from . import pages
from .notebooks import exercise_page, lesson_page, questions_page
from .outline import Outline, UnitOutline, read_outline

CHANGES = ROOT / "CHANGELOG.md"
CARDS = DATASETS / "README.md"


def lay_out(tree: Path) -> None:
    """Fills a folder that does not exist yet."""
    outline = read_outline(nothing_noted=tree)
    made = {"index": pages.front(outline), "units": pages.units_page(outline)}
    made |= {"syllabus": pages.syllabus(outline), "guides": pages.guides_page()}
    for name, text in made.items():
        _write(tree / f"{name}.md", text)
    for path in (*pages.guides(), CHANGES.relative_to(ROOT)):
        _write(tree / path, (ROOT / path).read_text(encoding="utf-8"))
    _lay_out_data(tree)
    _lay_out_modules(tree, outline)
    for folder in ROOT.glob("course/pictures"), MODULES.glob("*/*/pictures"):
        for pictures in folder:
            shutil.copytree(pictures, tree / pictures.relative_to(ROOT), ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def _lay_out_data(tree: Path) -> None:
    cards = sorted(DATASETS.glob("*/CARD.md"))
    for card in cards:
        _write(tree / card.relative_to(ROOT), card.read_text(encoding="utf-8"))
    below = pages.toctree(card.relative_to(DATASETS).with_suffix("").as_posix() for card in cards)
    _write(tree / CARDS.relative_to(ROOT), CARDS.read_text(encoding="utf-8") + below)


def _lay_out_modules(tree: Path, outline: Outline) -> None:
    for module in outline.modules:
        page = module.folder / "README.md"
        below = pages.toctree(f"{unit.unit.folder.name}/lesson" for unit in module.units)
        _write(tree / page.relative_to(ROOT), page.read_text(encoding="utf-8") + below)
        for unit in module.units:
            _lay_out_unit(tree, unit)


def _lay_out_unit(tree: Path, outline: UnitOutline) -> None:
    unit = outline.unit
    made = {unit.lesson: lesson_page(outline), unit.exercise: exercise_page(outline), unit.questions: questions_page(outline)}
    for path, notebook in made.items():
        place = tree / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(to_bytes(notebook))


def _write(page: Path, text: str) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
