"""Writes the start page that JupyterLab opens: what to do next, how ready one is, and a link to every notebook of a unit."""

import contextlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import ROOT, memory
from .bars import bars, percent
from .readiness import Domain, Progress, Readiness, readiness
from .records import Records

PAGE = ROOT / "course" / "Start.md"
PICTURE = "readiness.svg"
WEAKEST = 3  # objectives named for each domain
HEAD = """\
# Spark ML course

1. Open a **lesson**, read it and run its cells (`Shift` + `Enter`).
2. Open its **exercise**, write your code into the answer cells and save (`Ctrl` + `S`).
3. Run the tests below your answer: each says what it saw, and `%hint` in a new cell gives the next hint.
   Then save once more, write `%check` into a cell and run it: you get points and a reason for every task.
4. Answer the **questions**: each choice has its reason, and the first try counts.

"""
READY = "## How ready are you?\n\n"
NOTHING_YET = (
    "Nothing is noted yet. Check an exercise or answer some questions: then this page shows it, by the exam's four domains.\n"
)
MEANING = """\

A bar is the mean over the objectives of its domain; an objective counts the points of its tasks (your best check) and its
questions (right at the first try). It says what you have won here and forecasts no result: no pass mark of the exam is
published. All of it is read from the folder `course/local` of this machine. The page is written anew by `make lab`, by each
check and by `quiz.score()`.
"""


def page(modules: Path, ready: Readiness, news: str = "") -> str:
    """The start page's text for the modules in a folder, with what is new for this learner."""
    sections = [_section(manifest, ready) for manifest in sorted(modules.glob("*/module.toml"))]
    return HEAD + news + READY + "".join([*_ready(ready), *sections])


def write() -> None:
    """Writes the start page and its picture."""
    records = Records()
    records.folder.mkdir(parents=True, exist_ok=True)
    ready = readiness(ROOT / "modules", records)
    rows = {domain.title: domain.share for domain in ready.domains} | {"All, as the exam weighs them": ready.share}
    (records.folder / PICTURE).write_text(bars("How ready you are, by domain of the exam", rows), encoding="utf-8")
    news = records.news.read_text(encoding="utf-8") + "\n" if records.news.is_file() else ""
    if trouble := memory.sentence():
        news = f"**Little memory.** {trouble}\n\n{news}"
    PAGE.write_text(page(ROOT / "modules", ready, news), encoding="utf-8")


def refresh() -> None:
    """Writes the start page anew where it can be written; a check or a score does not fail for it."""
    with contextlib.suppress(OSError):
        write()


def _ready(ready: Readiness) -> Iterator[str]:
    if not ready.begun:
        yield NOTHING_YET
        return
    yield f"![Bars: how ready you are in each domain of the exam; the table below says the same.](local/{PICTURE})\n\n"
    yield "| Domain | Weight | Ready | Where most is left |\n|:--|--:|--:|:--|\n"
    yield from map(_domain, ready.domains)
    yield f"| All, as the exam weighs them | 100 % | {percent(ready.share)} | |\n"
    if ready.next_unit:
        links = " · ".join(_link(ready.next_unit.folder, name) for name in ("lesson", "exercise", "questions"))
        yield f"\n**Next:** *{ready.next_unit.title}* {links}\n"
    yield MEANING


def _domain(domain: Domain) -> str:
    taught = [id for id in domain.tallies if id not in domain.not_taught]
    weakest = sorted((id for id in taught if domain.tallies[id].share < 1), key=lambda id: domain.tallies[id].share)[:WEAKEST]
    left = [f"{id} {domain.words[id]}" for id in weakest]
    left += [f"not in the course yet: {', '.join(domain.not_taught)}"] if domain.not_taught else []
    return f"| {domain.title} | {domain.weight} % | {percent(domain.share)} | {'; '.join(left) or '–'} |\n"


def _section(manifest: Path, ready: Readiness) -> str:
    module = tomllib.loads(manifest.read_text(encoding="utf-8"))
    progress = {unit.folder: unit for unit in ready.units}
    rows = [_row(progress[manifest.parent / unit["name"]], unit) for unit in module["unit"]]
    head = "| Unit | Lesson | Exercise | Questions | Objectives |\n|:--|:--|:--|:--|:--|\n"
    return f"\n## {module['title']}\n\n{head}{''.join(rows)}"


def _row(progress: Progress, unit: dict[str, Any]) -> str:
    tally = progress.tally
    won = {
        "exercise": f", **{tally.points:g} of {tally.of:g} points**" if tally.points else "",
        "questions": f", **{tally.right} of {tally.questions}**" if tally.right else "",
    }
    fits = {"lesson": "" if memory.given() >= memory.needed(progress.folder) else " (more memory than there is here)"}
    cells = [
        _link(progress.folder, name)
        + (f", {unit[minutes]} minutes" if (minutes := f"minutes_{name}") in unit else "")
        + won.get(name, "")
        + fits.get(name, "")
        for name in ("lesson", "exercise", "questions")
    ]
    objectives = (*unit.get("objectives", ()), *(f"{older} (older outline)" for older in unit.get("older_outline", ())))
    return f"| {unit['title']} | {' | '.join(cells)} | {', '.join(objectives)} |\n"


def _link(folder: Path, name: str) -> str:
    return f"[{name}](../{(folder / name).relative_to(folder.parents[2])}.ipynb)"
