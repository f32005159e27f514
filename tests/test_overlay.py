"""A class's private overlay: its tests, seeds and due dates count everywhere, and nothing of it is ever public."""

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook as Stock
from nbgrader.apps import NbGraderAPI
from sample_class import (
    DOUBLED,
    ISOLATION,
    SECRET,
    Fake,
    Judged,
    N,
    P,
    answered,
    auto_scores,
    graded,
    hand_in,
    judge,
    small_class,
    unit_of,
)

from autograder import nbgrader_plugin
from autograder.answers import missing, overlaid, prove_unit, read_answers
from autograder.build import source_of
from autograder.classroom import overlaid as in_words
from autograder.classroom import release
from autograder.errors import AuthoringError, ClassroomError, CourseError
from autograder.exercise import from_bytes, to_bytes
from autograder.gradebook import ClassFolder, Released, open_class
from autograder.grading.work import variant
from autograder.layout import Unit, unit_named

OURS = "assert double(1234) == 2468"
TESTS = f"""# Our own tests of two tasks.

# %% [markdown]
# A note for us

# %% test="double-doubles" points=2 hidden=true
# A number of ours is doubled
{OURS}, "a number of ours was not doubled"
"""
NAMED = """
# %% test="name-is-given" points=3 hidden=true
# The name is short
assert len(name) < 9, "the name is long"
"""
SEED = "0123456789abcdef-ours"
SETTINGS = f'seed = "{SEED}"\n\n[small]\ndue = 2026-12-18 19:00:00+01:00\n'


def write(place: Path, tests: str = TESTS, settings: str = SETTINGS, name: str = "small") -> Path:
    (place / name).mkdir(parents=True, exist_ok=True)
    (place / name / "exercise.py").write_text(tests)
    (place / "overlay.toml").write_text(settings)
    return place


def again(folder: ClassFolder, **options: bool) -> ClassFolder:
    """Release once more, and open the class as the next command would."""
    release(folder.root, unit_of(folder), **options)
    return open_class(folder.root)


@pytest.fixture
def ours(folder: ClassFolder) -> ClassFolder:
    write(folder.private / "overlay")
    return again(folder)


def only(asked: list[tuple[str, ...]], fake: Fake) -> Fake:
    """A judge that notes which tests it was asked to run."""

    def run(jobs: object, workers: int = 1) -> Judged:
        for job, report in fake(jobs, workers):  # type: ignore[arg-type]
            known = {result.id for result in job.known}
            tests = [test.id for task in from_bytes(job.source, job.unit).tasks for test in task.tests]
            asked.append(tuple(test for test in tests if test not in known))
            yield job, report

    return run


def test_a_release_has_the_overlays_titles_and_no_line_of_its_tests(ours: ClassFolder) -> None:
    release_text = ours.released("small").read_text()
    assert "A number of ours is doubled" in release_text
    assert "Any number is doubled" not in release_text
    lines = [line for line in (TESTS + SETTINGS).splitlines() if len(line) > 12 and not line.startswith(("#", "[", "seed"))]
    assert lines
    for line in [*lines, SEED, "A note for us", "Our own tests"]:
        assert line not in release_text
    source = ours.source("small").read_text()
    assert OURS in source
    assert SECRET not in source
    assert "The name is a word" in source, "what the overlay does not name is the unit's"


def test_without_an_overlay_the_source_is_the_units_byte_for_byte(ours: ClassFolder) -> None:
    shutil.rmtree(ours.private / "overlay")
    assert again(ours).source("small").read_bytes() == to_bytes(source_of(unit_of(ours)))
    assert len(list((ours.private / "replaced" / "small").iterdir())) == 2, "both changes kept what was there"


def test_seed_and_due_date_are_the_overlays(ours: ClassFolder) -> None:
    with Stock(ours.gradebook, "spark_ml") as book:
        assert book.find_assignment("small").duedate == datetime.datetime(2026, 12, 18, 18)
    hand_in(ours, "ada", answered(ours, double_doubles=DOUBLED))
    graded(ours, judge(ada=(P, P, N)))
    report = ours.last_report("small", "ada")
    assert report
    assert report.variant == variant(SEED)
    assert SEED not in ours.report("small", "ada").read_text()
    assert in_words(ours.root, unit_of(ours)) == "hidden tests of double-doubles; a seed; due on 2026-12-18 18:00 UTC"


def test_a_seed_in_an_assignments_table_is_its_own(ours: ClassFolder) -> None:
    write(ours.private / "overlay", settings='seed = "for all the others"\n[small]\nseed = "for this alone, secret"\n')
    folder = again(ours)
    assert folder.seed("small") == "for this alone, secret"
    assert folder.seed("other") == "for all the others"


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")  # add_submission of nbgrader
def test_both_commands_grade_by_the_overlay(ours: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(ours, "ada", answered(ours, double_doubles=DOUBLED))
    sources: list[bytes] = []

    def fake(jobs: object, workers: int = 1) -> Judged:
        for job, report in judge(ada=(P, P, N))(jobs, workers):  # type: ignore[arg-type]
            sources.append(job.source)
            assert job.seed == SEED
            yield job, report

    monkeypatch.setattr(nbgrader_plugin.judge, "grade_many", fake)
    monkeypatch.setattr(nbgrader_plugin.judge, "find_isolation", lambda: ISOLATION)
    assert NbGraderAPI(config=ours.config).autograde("small", "ada")["success"]
    assert [OURS.encode() in source for source in sources] == [True]
    assert [outcome.status for outcome in graded(ours, judge())] == ["up to date"], "both know the same work by the same key"
    graded(ours, fake, force=True)
    assert sources[0] == sources[1]


def test_a_changed_test_of_the_overlay_is_the_only_one_that_runs_again(ours: ClassFolder) -> None:
    hand_in(ours, "ada", answered(ours, double_doubles=DOUBLED, name_is_given="name = 'x'"))
    asked: list[tuple[str, ...]] = []
    fake = only(asked, judge(ada=(P, P, P)))
    graded(ours, fake)
    write(ours.private / "overlay", TESTS + NAMED)
    folder = again(ours)
    graded(folder, fake)
    write(folder.private / "overlay", TESTS.replace("1234", "4321").replace("2468", "8642") + NAMED)
    folder = again(folder)
    graded(folder, fake)
    double = "double-doubles-test-2"
    assert asked == [("double-doubles-test-1", double, "name-is-given-test-1"), ("name-is-given-test-1",), (double,)]
    assert auto_scores(folder, "ada") == [1, 2, 3]


def test_an_overlay_that_is_not_what_was_released_stops_the_grading(ours: ClassFolder) -> None:
    hand_in(ours, "ada", answered(ours, double_doubles=DOUBLED))
    graded(ours, judge(ada=(P, P, N)))
    place = ours.private / "overlay"
    kept = place.rename(ours.root.parent / "kept")
    with pytest.raises(ClassroomError, match=r"was released with the overlay .* bring it back, or run"):
        graded(open_class(ours.root), judge())
    place.symlink_to(kept)
    assert [outcome.status for outcome in graded(open_class(ours.root), judge())] == ["up to date"], "a link is as good"
    write(kept, TESTS.replace("1234", "12"))
    with pytest.raises(ClassroomError, match=r"has changed since small was released.*release small"):
        graded(open_class(ours.root), judge())
    shutil.rmtree(kept)
    with pytest.raises(CourseError, match=r"no overlay at .*bring the folder"):
        graded(open_class(ours.root), judge())
    assert auto_scores(ours, "ada") == [1, 2, 0]


def test_an_overlay_that_came_after_the_release_is_not_passed_over(folder: ClassFolder) -> None:
    write(folder.private / "overlay")
    with pytest.raises(ClassroomError, match="has changed since small was released"):
        Released.open(folder, "small")


def test_an_assignment_of_an_instructors_own_may_have_the_overlays_seed(folder: ClassFolder) -> None:
    folder.made("small").unlink()
    write(folder.private / "overlay", name="other", settings=f'seed = "{SEED}"')
    assert Released.open(open_class(folder.root), "small").seed == SEED
    write(folder.private / "overlay")
    with pytest.raises(ClassroomError, match="has changed since"):
        Released.open(open_class(folder.root), "small")


def test_points_and_number_of_tests_stay_once_somebody_is_graded(ours: ClassFolder) -> None:
    hand_in(ours, "ada", answered(ours, double_doubles=DOUBLED))
    write(ours.private / "overlay", TESTS.replace("points=2", "points=4"))
    folder = again(ours)
    graded(folder, judge(ada=(P, P, N)))
    assert auto_scores(folder, "ada") == [1, 4, 0], "before the first mark points may change"
    before = folder.source("small").read_bytes()
    for tests, sentence in (
        (TESTS, r"double-doubles-test-2 would give 2 points instead of 4.*keep its points, or add --force"),
        (TESTS.replace("points=2", "points=4") + TESTS.partition("# A note for us")[2], "double-doubles-test-3 would be new"),
    ):
        write(folder.private / "overlay", tests)
        with pytest.raises(ClassroomError, match=sentence):
            again(folder)
        assert folder.source("small").read_bytes() == before
    write(folder.private / "overlay")
    folder = again(folder, force=True)
    [outcome] = graded(folder, judge(ada=(P, P, N)))
    assert (outcome.status, outcome.mark) == ("held back", "5 → 3/6")


def test_a_source_that_was_changed_by_hand_is_still_kept(ours: ClassFolder) -> None:
    source = ours.source("small")
    source.write_text(source.read_text().replace("Two small tasks", "My own tasks"))
    write(ours.private / "overlay", TESTS + NAMED)
    with pytest.raises(ClassroomError, match="differs from what"):
        again(ours)
    assert "My own tasks" in source.read_text()


@pytest.mark.parametrize(
    ("tests", "settings", "sentence"),
    [
        (
            TESTS.replace('"double-doubles"', '"doubles"'),
            "",
            r"tests for 'doubles', which is no task .*: its tasks are double-doubles, name-is-given",
        ),
        (TESTS + '\n# %% answer="double-doubles"\nx = 1\n', "", r"no hidden test \('x = 1'\)"),
        (TESTS.replace(" hidden=true", ""), "", "holds a cell that is no hidden test"),
        (TESTS.replace("points=2 ", ""), "", "has no points"),
        (TESTS, 'seed = "exam"', "can be guessed"),
        (TESTS, "seed = 1234567890123456", "is no text"),
        (TESTS, "[small]\ndue = 2026-12-18 18:00:00", "names no zone"),
        (TESTS, "[small]\ndue = 2026-12-18", "is no time: write due = "),
        (TESTS, "[small]\npoints = 3", r"points in \[small\] is not understood"),
        (TESTS, "due = 2026-12-18 18:00:00Z", "above all tables is not understood"),
        (TESTS, "[smal]\ndue = 2026-12-18 18:00:00Z", "'smal', which is no assignment"),
        (TESTS, "seed = ", "is no TOML"),
    ],
)
def test_what_is_wrong_with_an_overlay_is_one_sentence_and_nothing_is_released(
    folder: ClassFolder, tests: str, settings: str, sentence: str
) -> None:
    before = folder.source("small").read_bytes(), folder.released("small").read_bytes()
    write(folder.private / "overlay", tests, settings)
    with pytest.raises(CourseError, match=sentence):
        again(folder)
    assert (folder.source("small").read_bytes(), folder.released("small").read_bytes()) == before


def test_a_folder_that_is_no_assignment_is_named(folder: ClassFolder) -> None:
    write(folder.private / "overlay", name="smalll")
    with pytest.raises(ClassroomError, match="'smalll', which is no assignment"):
        again(folder)


def answer(place: Path, kind: str, name: str, code: str, *header: str) -> None:
    (place / kind).mkdir(parents=True, exist_ok=True)
    (place / kind / f"{name}.py").write_text("\n".join(("# task: double-doubles", "# why: a test", *header, code)) + "\n")


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """The small unit with two wrong answers, and an overlay with one right and one wrong answer of its own."""
    unit = replace(unit_of(small_class(tmp_path)), overlay=write(tmp_path / "overlay"))
    answer(unit.answers, "rejected", "adds_one", "def double(x):\n    return x + 1", "# loses: 2", "# message: drawn number")
    answer(
        unit.answers,
        "rejected",
        "knows_21",
        "def double(x):\n    return 1234 * 2 if x == 1234 else 2",
        "# loses: 2",
        "# message: drawn number",
    )
    assert unit.overlay_answers
    answer(unit.overlay_answers, "accepted", "shifts", "def double(x):\n    return x << 1")
    answer(unit.overlay_answers, "rejected", "is_two", "def double(x):\n    return 2", "# loses: 2", "# message: number of ours")
    return unit


@pytest.mark.slow
@pytest.mark.usefixtures("spark")
def test_an_overlay_is_proved_by_the_reference_the_units_answers_and_its_own(unit: Unit) -> None:
    proofs = {proof.claim: proof for proof in prove_unit(unit)}
    assert [claim for claim, proof in proofs.items() if proof.problem] == ["double-doubles: rejected knows_21 loses points"]
    assert "it lost nothing" in proofs["double-doubles: rejected knows_21 loses points"].problem
    assert not [claim for claim in proofs if claim.startswith("name-is-given")], (
        "what the overlay leaves alone is proved elsewhere"
    )
    for claim in ("accepted shifts gets all 3 points", "rejected is_two loses 2 of 3 points", "rejected adds_one loses points"):
        assert f"double-doubles: {claim}" in proofs
    assert any(claim.startswith("the reference solution") for claim in proofs)
    assert unit.overlay_tests
    unit.overlay_tests.write_text(TESTS.replace("2468", "2469"))
    failed = [proof for proof in prove_unit(unit) if proof.problem]
    assert failed[0].claim.startswith("the reference solution")
    assert "a number of ours was not doubled" in failed[0].problem


def test_an_answer_of_the_overlay_stands_in_place_of_the_units_of_its_name(unit: Unit) -> None:
    assert unit.overlay_answers
    answer(unit.overlay_answers, "rejected", "adds_one", "x = 1", "# loses: 3", "# message: not defined")
    loses = {found.name: found.loses for found in read_answers(unit)}
    assert loses == {"shifts": 0, "adds_one": 3, "is_two": 2, "knows_21": None}
    assert {found.name: found.loses for found in read_answers(replace(unit, overlay=None))} == {"adds_one": 2, "knows_21": 2}


def test_the_rules_of_an_author_hold_for_an_overlay(unit: Unit) -> None:
    assert unit.overlay_tests
    unit.overlay_tests.write_text(TESTS.replace(', "a number of ours was not doubled"', ""))
    assert "double-doubles-test-2: line 4: give every assert a message." in missing(unit)


def test_answers_takes_the_units_that_the_overlay_has_tests_for(tmp_path: Path) -> None:
    place = write(tmp_path / "overlay", name="regression", settings="")
    regression, hyperopt = unit_named("regression"), unit_named("hyperopt")
    [found] = overlaid([hyperopt, regression], place, named=False)
    assert (found.name, found.overlay) == (regression.name, place)
    with pytest.raises(AuthoringError, match=r"no tests for hyperopt: write .*hyperopt/exercise.py"):
        overlaid([hyperopt, regression], place, named=True)
    (place / "regresion").mkdir()
    with pytest.raises(AuthoringError, match="names 'regresion'"):
        overlaid([regression], place, named=True)
    with pytest.raises(AuthoringError, match="no overlay at"):
        overlaid([regression], tmp_path / "none", named=True)


def test_no_unit_of_the_course_changes_by_itself() -> None:
    assert unit_named("regression").overlay is None
