"""The site: whole, offline, without a dead link or a hidden line, and found and read by everybody in a real browser."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from hidden_lines import MARKERS, hidden_lines
from looking import chromium, picture, trouble_without_a_mouse, violations
from nbformat import NotebookNode, v4
from playwright.sync_api import ConsoleMessage, Page, expect
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from site_reading import ELSEWHERE, BuiltPage, dead_links, pages_of

from autograder.build import read_questions
from autograder.errors import AuthoringError
from autograder.exercise.notebooks import read_notebook
from autograder.layout import COURSE, DATASETS, MODULES, ROOT, SITE, Unit, unit_named, units
from course.pictures.browsing import browser_page
from course.website.mathml import mathml
from course.website.notebooks import described, exercise_page, lesson_page, questions_page
from course.website.outline import Outline, UnitOutline, read_outline

UNITS = pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
SHOWN = {
    "front": "index.html",
    "lesson": "modules/01_spark_ml/regression/lesson.html",
    "exercise": "modules/01_spark_ml/regression/exercise.html",
    "questions": "modules/01_spark_ml/regression/questions.html",
    "syllabus": "syllabus.html",
    "module": "modules/01_spark_ml/README.html",
    "guide": "course/INSTRUCTORS.html",
    "card": "datasets/flights/CARD.html",
    "search": "search.html?q=shapley",
}


@pytest.fixture(scope="module")
def outline(tmp_path_factory: pytest.TempPathFactory) -> Outline:
    return read_outline(tmp_path_factory.mktemp("no_notes"))


def outline_of(unit: Unit, outline: Outline) -> UnitOutline:
    return next(each for each in outline.units if each.unit.folder == unit.folder)


# What goes onto a unit's pages


@pytest.fixture
def regression(outline: Outline) -> UnitOutline:
    return outline_of(unit_named("regression"), outline)


def changed(monkeypatch: pytest.MonkeyPatch, outline: UnitOutline, output: NotebookNode | None) -> None:
    """Makes the lesson on disk one whose last code cell ended in this output, or was not run."""
    lesson = read_notebook(outline.unit.lesson)
    last = [cell for cell in lesson.cells if cell.cell_type == "code"][-1]
    last.outputs = [output] if output else []
    last.execution_count = 1 if output else None
    monkeypatch.setattr("course.website.notebooks.read_notebook", lambda _: lesson)


def test_a_lesson_that_ended_in_an_error_is_refused(regression: UnitOutline, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, regression, v4.new_output("error", ename="ValueError", evalue="", traceback=[]))
    with pytest.raises(AuthoringError, match=r"^modules/01_spark_ml/regression/lesson.ipynb, cell \d+ ended in ValueError: run "):
        lesson_page(regression)


def test_a_lesson_that_was_not_run_is_refused(regression: UnitOutline, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, regression, None)
    with pytest.raises(AuthoringError, match="was not run"):
        lesson_page(regression)


def test_what_somebody_wrote_into_an_exercise_is_not_shown(regression: UnitOutline, monkeypatch: pytest.MonkeyPatch) -> None:
    released = [cell.source for cell in read_notebook(regression.unit.exercise).cells]
    worked_in = read_notebook(regression.unit.exercise)
    next(cell for cell in worked_in.cells if "NotImplementedError" in cell.source).source = "my own answer"
    monkeypatch.setattr("course.website.notebooks.read_notebook", lambda _: worked_in)
    assert [cell.source for cell in exercise_page(regression).cells][1:] == released[1:]


@UNITS
def test_a_units_questions_are_all_there_with_every_reason(unit: Unit, outline: Outline) -> None:
    cells = [cell.source for cell in questions_page(outline_of(unit, outline)).cells]
    asked = read_questions(unit)
    assert len(cells) == 1 + len(asked)
    for question, shown in zip(asked, cells[1:], strict=True):
        before, _, folded = shown.partition("<details>")
        for letter, choice in zip("ABCD", question["choice"], strict=True):
            assert choice["text"].strip() in before
            assert choice["why"].strip() not in before
            said = "holds" if choice.get("right") else "does not hold"
            assert f"**{letter}** {said}: {choice['why'].strip()}" in folded


def test_a_picture_is_described_by_its_part_and_its_axes() -> None:
    code = "%matplotlib inline\naxis.set(xlabel=f'delay ({unit})', ylim=(0, 1))\naxis.set_title('Late\\nor not')\nplt.ylabel('flights')"
    assert described(code, "The label") == "Picture to “The label”, with the labels: delay (…); Late or not; flights"
    assert described("plt.plot(x)", "The label") == "Picture to “The label”"


def test_a_formula_becomes_mathml() -> None:
    assert "<mfrac>" in mathml(r"\frac{a}{b}", block=True)
    assert "…" in mathml(r"i = 1 \dots k", block=False)


# What was built


@pytest.fixture(scope="module")
def site() -> Path:
    """The site, built anew as `make site` builds it."""
    variables = {name: value for name, value in os.environ.items() if name != "COURSE_REPOSITORY"}
    command = [sys.executable, "-m", "course.website"]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return SITE


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BuiltPage]:
    return pages_of(site)


@pytest.mark.slow
def test_every_page_of_the_course_is_there(pages: dict[str, BuiltPage]) -> None:
    written = [*COURSE.glob("*.md"), *DATASETS.glob("**/*.md"), *MODULES.glob("*/README.md"), ROOT / "autograder" / "README.md"]
    notebooks = [path for unit in units() for path in (unit.lesson, unit.exercise, unit.questions)]
    expected = {path.relative_to(ROOT).with_suffix(".html").as_posix() for path in (*written, *notebooks)}
    assert expected - {"course/Start.html"} <= set(pages)


@pytest.mark.slow
def test_no_link_inside_the_site_is_dead(site: Path) -> None:
    assert not dead_links(site)


@pytest.mark.slow
def test_the_site_asks_no_other_server_for_anything(site: Path, pages: dict[str, BuiltPage]) -> None:
    assert not {name: found for name, page in pages.items() if (found := page.loads_from_elsewhere())}
    assert not [path for path in site.rglob("*.css") if ELSEWHERE.search(path.read_text(encoding="utf-8"))]


@pytest.mark.slow
def test_no_hidden_line_stands_in_the_site(pages: dict[str, BuiltPage]) -> None:
    of_units = {f"modules/{unit.name}": hidden_lines(unit) for unit in units()}
    everything = frozenset().union(*of_units.values())
    for name, page in pages.items():
        if name != "course/AUTHORS.html":  # which shows authors some lines of tests on purpose
            folder, _, file = name.rpartition("/")
            secrets = of_units.get(folder, everything)  # what one unit hides another may show
            given = proofs(folder) if file == "questions.html" else set()
            assert not sorted(secrets & page.lines - given), name
            assert not [marker for marker in MARKERS if marker in page.text], name


def proofs(unit: str) -> set[str]:
    """The lines of the proofs that a unit's questions show to whoever answers them."""
    questions = read_questions(Unit(ROOT / unit))
    return {line.strip() for question in questions for line in question.get("proof", "").splitlines()}


@UNITS
@pytest.mark.slow
def test_a_lessons_outputs_and_pictures_are_shown(unit: Unit, pages: dict[str, BuiltPage]) -> None:
    page = pages[f"modules/{unit.name}/lesson.html"]
    outputs = [output for cell in read_notebook(unit.lesson).cells for output in cell.get("outputs", ())]
    drawn = [output for output in outputs if "image/png" in output.get("data", {})]
    assert drawn
    assert page.source.count('alt="Picture to') == len(drawn)
    for output in outputs:
        if output.output_type == "stream":
            assert {line.strip() for line in output.text.splitlines()} <= page.lines


@pytest.mark.slow
def test_the_front_page_names_minutes_points_and_questions_of_each_unit(pages: dict[str, BuiltPage], outline: Outline) -> None:
    text = " ".join(pages["index.html"].text.split())
    for unit in outline.units:
        minutes = (
            f"{unit.minutes_lesson} minutes {unit.points:g} points {unit.minutes_exercise} minutes {unit.questions} questions"
        )
        assert f"{unit.title} {minutes}" in text


@pytest.mark.slow
def test_the_syllabus_leads_from_each_objective_to_its_units(pages: dict[str, BuiltPage], outline: Outline) -> None:
    rows = {row.partition("</strong>")[0]: row for row in pages["syllabus.html"].source.split("<tr")}
    for domain in outline.domains:
        assert f"{domain.title} · {domain.weight} % of the exam" in pages["syllabus.html"].text
        for objective in domain.words:
            (row,) = [row for head, row in rows.items() if head.endswith(f"<strong>{objective}")]
            taught = {unit.unit.folder.name for unit in outline.units if objective in unit.objectives}
            assert taught
            assert {place.split("/")[-2] for place in row.split('"') if place.endswith("/lesson.html")} == taught


def test_dead_links_remote_files_and_highlighted_lines_are_found(tmp_path: Path) -> None:
    code = highlight('assert secret(1) == "a < b", "no"', PythonLexer(), HtmlFormatter())
    links = '<a class="x" href="b.html#there">1</a><a href="b.html#gone">2</a><a href="c.html">3</a><a href="https://example.org">4</a>'
    remote = '<script src="https://example.org/x.js"></script><style>@import "//example.org/x.css"; a { background: url(//example.org/y) }</style>'
    (tmp_path / "a.html").write_text(f'{links}{remote}<img alt="" src="d.png">{code}')
    (tmp_path / "b.html").write_text('<h1 id="there">b</h1>')
    page = pages_of(tmp_path)["a.html"]
    assert dead_links(tmp_path) == ["a.html: b.html#gone", "a.html: c.html", "a.html: d.png"]
    assert page.loads_from_elsewhere() == ["https://example.org/x.js", "//example.org/x.css", "//example.org/y"]
    assert 'assert secret(1) == "a < b", "no"' in page.lines


# A build that must fail


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], str]:
    """A site of one page with two faults, built with the course's settings and a repository: how it ended, and its page."""
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "tree").mkdir()
    (folder / "tree" / "index.md").write_text("# A page\n\n[gone](course/GONE.md) $\\nonsense$ [the `tests`](tests)\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-c", COURSE / "website", folder / "tree", folder / "site"]
    variables = os.environ | {"COURSE_REPOSITORY": "https://example.org/course/"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    return done, (folder / "site" / "index.html").read_text()


@pytest.mark.slow
def test_a_dead_link_and_a_formula_that_cannot_be_shown_fail_the_build(
    faulty: tuple[subprocess.CompletedProcess[str], str],
) -> None:
    done, _ = faulty
    assert done.returncode != 0
    assert "course/GONE.md" in done.stderr
    assert r"the formula \nonsense cannot be shown" in done.stderr
    assert done.stderr.count("WARNING") == 2


@pytest.mark.slow
def test_a_file_outside_the_site_is_a_link_where_a_repository_is_named(
    faulty: tuple[subprocess.CompletedProcess[str], str],
) -> None:
    assert 'href="https://example.org/course/tests"' in faulty[1]


@pytest.mark.slow
def test_a_file_outside_the_site_is_plain_text_where_none_is_named(pages: dict[str, BuiltPage]) -> None:
    page = pages["course/TRUST.html"]
    assert "[catalogue of cases](../tests/submissions)" in (COURSE / "TRUST.md").read_text()
    assert "catalogue of cases" in page.text
    assert not [target for _, target in page.references if "submissions" in target]


# In a browser


class Reader(NamedTuple):
    page: Page
    address: str
    asked: list[str]  # every address that the pages asked for
    complaints: list[str]  # errors and warnings in the browser's console


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site on a plain file server, not at its root."""
    root = tmp_path_factory.mktemp("served")
    (root / "some").mkdir()
    (root / "some" / "course").symlink_to(site)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/some/course/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def reader(address: str) -> Iterator[Reader]:
    with browser_page(chromium(), width=1280) as page:
        reader = Reader(page, address, [], [])
        page.on("request", lambda request: reader.asked.append(request.url))
        page.on("console", lambda message: reader.complaints.extend(_complaint(message)))
        yield reader


def _complaint(message: ConsoleMessage) -> list[str]:
    return [f"{message.text} {message.location['url']}"] if message.type in ("error", "warning") else []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "unit"),
    [("challenger alias", "registry"), ("shapley", "fairness_explain"), ("one-hot", "encode_scale"), ("DP-24", "impute")],
)
def test_a_search_finds_the_unit_and_leads_to_it(reader: Reader, query: str, unit: str) -> None:
    page = reader.page
    page.goto(f"{reader.address}index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    links = page.locator("#search-results ul.search > li > a")
    found = links.filter(visible=True)
    expect(page.locator("#search-results")).to_contain_text("found")
    places = [link.get_attribute("href") or "" for link in found.all()][:3]
    at = next((number for number, place in enumerate(places) if f"/{unit}/" in place), None)
    assert at is not None, places
    links.nth(at).click()
    page.wait_for_url(lambda url: url.startswith(f"{reader.address}modules/") and f"/{unit}/" in url)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SHOWN)
def test_the_pages_can_be_read_by_everybody(reader: Reader, name: str, scheme: Literal["light", "dark"]) -> None:
    page = reader.page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(reader.address + SHOWN[name])
    if name == "search":
        expect(page.locator("#search-results li").first).to_be_visible()
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")  # colours are half way until then
    picture(page, f"site_{name}_{scheme}")
    complaints = list(reader.complaints)
    assert not violations(page)
    reader.complaints[:] = complaints  # axe asks for style sheets by names that are not the page's
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, f"site_{name}_{scheme}_phone")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it must be pushed sideways on a phone"
    page.set_viewport_size({"width": 1280, "height": 1000})


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOWN)
def test_the_pages_can_be_used_without_a_mouse(reader: Reader, name: str) -> None:
    reader.page.goto(reader.address + SHOWN[name])
    assert not trouble_without_a_mouse(reader.page)


@pytest.mark.slow
def test_nothing_was_asked_of_another_server_and_no_script_complained(reader: Reader) -> None:
    assert reader.asked or reader.page.goto(f"{reader.address}index.html")
    assert not [
        url for url in reader.asked if not url.startswith((reader.address, "data:", reader.address.partition("/some")[0]))
    ]
    assert not reader.complaints
