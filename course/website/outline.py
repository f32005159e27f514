"""What the manifests, exercises and questions say of each module and unit."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.layout import MODULES, Unit

from ..setup.readiness import Domain, Progress, readiness
from ..setup.records import Records


@dataclass(frozen=True)
class UnitOutline:
    """One unit: what it asks, how long it takes, and what can be won in it."""

    unit: Unit
    title: str
    minutes_lesson: int
    minutes_exercise: int
    objectives: tuple[str, ...]
    older_outline: tuple[str, ...]
    points: float
    questions: int


@dataclass(frozen=True)
class ModuleOutline:
    """One module, its units in the order of its manifest."""

    folder: Path
    title: str
    goals: tuple[str, ...]
    units: tuple[UnitOutline, ...]


@dataclass(frozen=True)
class Outline:
    """The whole course, and the exam's domains with the points and questions that it has for each objective."""

    modules: tuple[ModuleOutline, ...]
    domains: tuple[Domain, ...]

    @property
    def units(self) -> Iterator[UnitOutline]:
        """All units, in the order of the course."""
        for module in self.modules:
            yield from module.units

    def teaching(self, topic: str) -> list[UnitOutline]:
        """The units that name an objective, or a topic of the older outline."""
        return [unit for unit in self.units if topic in (*unit.objectives, *unit.older_outline)]


def read_outline(nothing_noted: Path) -> Outline:
    """Read the outline; `nothing_noted` is a folder without a learner's notes."""
    ready = readiness(MODULES, Records(nothing_noted))
    progress = {unit.folder: unit for unit in ready.units}
    return Outline(tuple(_module(manifest, progress) for manifest in sorted(MODULES.glob("*/module.toml"))), ready.domains)


def _module(manifest: Path, progress: dict[Path, Progress]) -> ModuleOutline:
    written = tomllib.loads(manifest.read_text(encoding="utf-8"))
    units = []
    for unit in written["unit"]:
        folder = manifest.parent / unit["name"]
        tally = progress[folder].tally
        objectives, older = (tuple(unit.get(name, ())) for name in ("objectives", "older_outline"))
        minutes = unit["minutes_lesson"], unit["minutes_exercise"]
        units.append(UnitOutline(Unit(folder), unit["title"], *minutes, objectives, older, tally.of, tally.questions))
    first_line = (manifest.parent / "README.md").read_text(encoding="utf-8").partition("\n")[0]
    return ModuleOutline(manifest.parent, first_line.lstrip("# "), tuple(written["goals"]), tuple(units))
