"""How ready a learner is for each objective, from the points and first tries that this machine noted."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import ROOT
from .records import Records, plain_json

SYLLABUS = ROOT / "course" / "syllabus.toml"
NAMED = re.compile(r"^\*\*\d+ points? · ([^*]+)\*\*", re.MULTILINE)  # in a task's prompt: its points, then its objectives


@dataclass
class Tally:
    """Points and questions: how many there are, and how many were won."""

    points: float = 0.0
    of: float = 0.0
    right: int = 0
    questions: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1: the mean of the share of points and the share of questions, of what there is."""
        shares = [won / all_of_it for won, all_of_it in ((self.points, self.of), (self.right, self.questions)) if all_of_it]
        return sum(shares) / len(shares) if shares else 0.0


@dataclass
class Progress:
    """One unit, and what was won in it."""

    folder: Path
    title: str
    tally: Tally = field(default_factory=Tally)


@dataclass
class Domain:
    """One domain of the exam: its weight in percent, and a tally for each objective."""

    title: str
    weight: int
    words: dict[str, str]
    tallies: dict[str, Tally]

    @property
    def share(self) -> float:
        """The mean over the domain's objectives; one that no unit teaches yet counts as nothing."""
        return sum(tally.share for tally in self.tallies.values()) / len(self.tallies)

    @property
    def not_taught(self) -> list[str]:
        """The objectives for which the course has neither a task nor a question yet."""
        return [id for id, tally in self.tallies.items() if not tally.of and not tally.questions]


@dataclass(frozen=True)
class Readiness:
    """All domains, all units in the order of the course."""

    domains: tuple[Domain, ...]
    units: tuple[Progress, ...]

    @property
    def share(self) -> float:
        """The domains' shares, weighted as the exam weighs them."""
        return sum(domain.share * domain.weight for domain in self.domains) / sum(domain.weight for domain in self.domains)

    @property
    def begun(self) -> bool:
        """Whether anything was won yet."""
        return any(unit.tally.points or unit.tally.right for unit in self.units)

    @property
    def next_unit(self) -> Progress | None:
        """The first unit in which something is left to win; nothing when all is won."""
        return next((unit for unit in self.units if unit.tally.share < 1), None)


def readiness(modules: Path, records: Records) -> Readiness:
    """Add up what was won in the modules of a folder."""
    domains = tuple(
        Domain(domain["title"], domain["weight"], domain["objectives"], {id: Tally() for id in domain["objectives"]})
        for domain in tomllib.loads(SYLLABUS.read_text(encoding="utf-8"))["domain"]
    )
    by_objective = {id: tally for domain in domains for id, tally in domain.tallies.items()}
    return Readiness(domains, tuple(_progress(modules, records, by_objective)))


def _progress(modules: Path, records: Records, by_objective: dict[str, Tally]) -> Iterator[Progress]:
    for manifest in sorted(modules.glob("*/module.toml")):
        for unit in tomllib.loads(manifest.read_text(encoding="utf-8"))["unit"]:
            folder = manifest.parent / unit["name"]
            progress, name = Progress(folder, unit["title"]), f"{manifest.parent.name}/{unit['name']}"
            best, firsts = records.best_points(name), records.first_tries(name)
            for task, of, named in _tasks(folder / "exercise.ipynb"):
                won = min(best.get(task, 0.0), of)
                objectives = [by_objective[id] for id in (named or unit.get("objectives", ())) if id in by_objective]
                for tally in (progress.tally, *objectives):
                    tally.points, tally.of = tally.points + won, tally.of + of
            for question in _read(folder / "questions.json", []):
                objective = by_objective.get(question["objective"])
                for tally in (progress.tally, *([objective] if objective else [])):
                    tally.right, tally.questions = tally.right + firsts.get(question["id"], False), tally.questions + 1
            yield progress


def _tasks(exercise: Path) -> Iterator[tuple[str, float, list[str]]]:
    """Each task of an exercise: its id, the points of its tests, and the objectives that its prompt names.

    A learner may have worked in this file with any program, so it is read as it is: no notebook, no tasks.
    """
    notebook = _read(exercise, {})
    cells = [cell for cell in notebook.get("cells", ()) if "id" in cell] if isinstance(notebook, dict) else []
    for cell in cells:
        task = cell["id"].removeprefix("prompt-")
        if task != cell["id"]:
            named = NAMED.search("".join(cell["source"]))
            yield task, sum(_points(test, task) for test in cells), named[1].split(", ") if named else []


def _points(cell: dict[str, Any], task: str) -> float:
    return float(cell.get("metadata", {}).get("nbgrader", {}).get("points", 0)) if cell["id"].startswith(f"{task}-test-") else 0.0


def _read(file: Path, otherwise: Any) -> Any:
    found = plain_json(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else None
    return otherwise if found is None else found
