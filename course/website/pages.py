"""The pages that exist in the site alone, as Markdown: front page, units, guides, syllabus."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.layout import COURSE, ROOT

from ..setup.readiness import Domain
from ..setup.start import PAGE as START_PAGE
from .outline import ModuleOutline, Outline, UnitOutline

README = ROOT / "README.md"
ROADS = "Four roads"
WITHOUT_PAGE_CONTENTS = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n"
TOP = ("units", "syllabus", "guides", "datasets/README", "CHANGELOG")
TITLES = {"guides": "Guides", "datasets/README": "Data"}  # shorter than the pages' own, for the header


def toctree(documents: Iterable[str]) -> str:
    """A part that shows nothing and puts documents below this one in the site's navigation."""
    entries = (f"{TITLES[name]} <{name}>" if name in TITLES else name for name in documents)
    return "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(entries) + "\n```\n"


def front(outline: Outline) -> str:
    """The front page: the README's words for a visitor, and all units."""
    parts = _parts(README)
    units = "\n".join(f"### [{module.title}]({_readme(module)})\n\n{_table(module)}" for module in outline.modules)
    shown = [parts[""], _part(parts, ROADS), f"## The units\n\n{units}\n"]
    shown += [_part(parts, heading) for heading in ("Start", "The exam, as far as it is public", "Licences")]
    return WITHOUT_PAGE_CONTENTS + "\n".join(shown) + toctree(TOP)


def units_page(outline: Outline) -> str:
    """What each module is for, and how much of it there is."""
    lines = ["# Units", ""]
    for module in outline.modules:
        minutes = sum(unit.minutes_lesson + unit.minutes_exercise for unit in module.units)
        points, asked = (sum(counts) for counts in zip(*((unit.points, unit.questions) for unit in module.units), strict=True))
        lines += [f"## [{module.title}]({_readme(module)})", "", *(f"- {goal}" for goal in module.goals), ""]
        lines += [f"{len(module.units)} units, {minutes / 60:.0f} hours, {points:g} points, {asked} questions", ""]
        lines += [_links(module.units), ""]
    return "\n".join(lines) + toctree(_readme(module).removesuffix(".md") for module in outline.modules)


def guides_page() -> str:
    """The README's four roads, with their pages below them."""
    roads = _part(_parts(README), ROADS).removeprefix("## ")
    return f"# {roads}" + toctree(path.with_suffix("").as_posix() for path in guides())


def guides() -> list[Path]:
    """The pages of the four roads, then what else is written in `course/`, below the project's folder."""
    named = [Path(target) for target in re.findall(r"\]\(([^)#]+\.md)\)", _part(_parts(README), ROADS))]
    written = sorted(path.relative_to(ROOT) for path in COURSE.glob("*.md") if path != START_PAGE)
    return list(dict.fromkeys([*named, *written]))


def syllabus(outline: Outline) -> str:
    """Each objective of the exam with the units that teach it, by domain."""
    count = sum(len(domain.words) for domain in outline.domains)
    lines = [
        "# Syllabus",
        "",
        f"The exam guide names {count} objectives in {len(outline.domains)} domains; the words are this course's own",
        "([what is public of the exam](index.md#the-exam-as-far-as-it-is-public)). *Points* are those of the tasks that name the",
        "objective, *questions* are in the manner of the exam. A task may name more than one objective.",
        "",
        "| domain | weight | objectives | taught |",
        "|:--|--:|--:|--:|",
    ]
    for domain in outline.domains:
        taught = sum(bool(outline.teaching(id)) for id in domain.words)
        lines.append(f"| {domain.title} | {domain.weight} % | {len(domain.words)} | {taught} |")
    for domain in outline.domains:
        lines += ["", f"## {domain.title} · {domain.weight} % of the exam", "", *_objectives(domain, outline)]
    older = dict.fromkeys(topic for unit in outline.units for topic in unit.older_outline)
    lines += ["", "## Of the older outline", "", "Topics that left the guide and are still taught.", ""]
    lines += ["| topic | units |", "|:--|:--|", *(f"| {topic} | {_links(outline.teaching(topic))} |" for topic in older)]
    return "\n".join(lines) + "\n"


def _objectives(domain: Domain, outline: Outline) -> Iterator[str]:
    yield "| objective | units | points | questions |"
    yield "|:--|:--|--:|--:|"
    for id, words in domain.words.items():
        tally = domain.tallies[id]
        units = _links(outline.teaching(id)) or "none yet"
        yield f"| [**{id}**]{{#{id.lower()}}} {words} | {units} | {_count(tally.of)} | {_count(tally.questions)} |"


def _count(number: float) -> str:
    return f"{number:g}" if number else "–"


def _links(units: Iterable[UnitOutline]) -> str:
    return " · ".join(f"[{unit.title}]({unit.unit.lesson.relative_to(ROOT)})" for unit in units)


def _table(module: ModuleOutline) -> str:
    rows = ["| unit and its lesson | exercise | questions |", "|:--|:--|:--|"]
    for unit in module.units:
        place = unit.unit.folder.relative_to(ROOT)
        rows.append(
            f"| [{unit.title}]({place}/lesson.ipynb) {unit.minutes_lesson}&nbsp;minutes"
            f" | [{unit.points:g}&nbsp;points]({place}/exercise.ipynb) {unit.minutes_exercise}&nbsp;minutes"
            f" | [{unit.questions}&nbsp;questions]({place}/questions.ipynb) |"
        )
    return "\n".join(rows) + "\n"


def _readme(module: ModuleOutline) -> str:
    return f"{module.folder.relative_to(ROOT)}/README.md"


def _parts(page: Path) -> dict[str, str]:
    """A page's text by its second-level headings; what stands before the first of them has no name."""
    found = re.split(r"^(?=## )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {"": found[0]} | {part.partition("\n")[0].removeprefix("## "): part for part in found[1:]}


def _part(parts: dict[str, str], heading: str) -> str:
    if heading not in parts:
        raise AuthoringError(f"README.md has no part called {heading!r}, which the site shows: name it anew in {__file__}.")
    return parts[heading]
