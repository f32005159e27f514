"""Nothing is judged or recorded twice: keys of work, kept results, and the journal that says how far a grading came."""

import json
import sys
from collections.abc import Iterable
from typing import Any

import pytest
from sample_class import (
    DOUBLED,
    ISOLATION,
    TESTS,
    F,
    Fake,
    Judged,
    N,
    P,
    answered,
    auto_scores,
    distinct,
    failing_judge,
    graded,
    hand_in,
    judge,
)
from small_exercise import COUNT, DOUBLE, helper, small_exercise, submitted

from autograder.classroom import Plan
from autograder.exercise import Exercise
from autograder.gradebook import ClassFolder, Journal, State
from autograder.grading import Finding, Job, Work
from autograder.intake import read_submission
from autograder.judge import Bench, judge_tasks
from autograder.report import Status, TestResult, Verdict
from autograder.sandbox import TrustedLearner


def work(data: bytes, seed: str = "seed", exercise: Exercise | None = None) -> Work:
    exercise = exercise or small_exercise()
    return Work(exercise, read_submission(data, exercise), seed, ISOLATION)


def journal(folder: ClassFolder) -> Journal:
    return Journal(folder.private / "journal" / "small.jsonl")


def steps(folder: ClassFolder, state: State) -> list[str]:
    return [entry.student for entry in journal(folder).entries if entry.state is state]


def change(folder: ClassFolder, old: str, new: str) -> None:
    """Change the source notebook of the class, as an instructor would."""
    text = folder.source("small").read_text()
    assert old in text
    folder.source("small").write_text(text.replace(old, new))


def test_the_least_notebook_is_read_as_the_same_submission() -> None:
    theirs = work(submitted(helper("x = 1"), helper("y = 2"), doubles=DOUBLE, counts="raise ValueError"))
    again = read_submission(theirs.notebook(), theirs.exercise)
    assert (again.answers, again.helpers) == (theirs.submission.answers, theirs.submission.helpers)


def test_the_key_of_work_follows_the_answers_the_own_cells_and_the_seed_alone() -> None:
    plain = work(submitted(doubles=DOUBLE))
    noisy = json.loads(submitted(doubles=DOUBLE))
    noisy["metadata"]["mine"] = "another kernel"
    noisy["cells"][1]["source"] = "another prompt"
    assert work(json.dumps(noisy).encode()).key == plain.key
    others = [
        work(submitted(doubles=DOUBLE + " ")),
        work(submitted(helper("x"), doubles=DOUBLE)),
        work(submitted(doubles=DOUBLE), "x"),
    ]
    assert len({plain.key, *(other.key for other in others)}) == 4


def test_twenty_equal_submissions_are_judged_once_and_each_has_a_report_of_its_own(folder: ClassFolder) -> None:
    asked: list[str] = []
    students = [f"s{number:02}" for number in range(20)]
    for number, student in enumerate(students):
        hand_in(folder, student, answered(folder, double_doubles=DOUBLED) + b"\n" * number)
    outcomes = graded(folder, judge(asked, s00=(P, P, N)))
    assert asked == ["s00"]
    assert {(outcome.points, outcome.status) for outcome in outcomes} == {(3, "graded")}
    assert outcomes[1].note.startswith("same answers as s00, s02")
    reports = [folder.last_report("small", student) for student in students]
    assert len({report.submission for report in reports if report}) == 20
    assert not any("same answers" in folder.report("small", student).read_text() for student in students)


def test_untouched_releases_are_no_copies_of_each_other(folder: ClassFolder) -> None:
    for student in ("ada", "bob"):
        hand_in(folder, student, answered(folder))
    assert [outcome.note for outcome in graded(folder, judge(ada=(N, N, N)))] == ["", ""]


def test_what_was_judged_in_an_earlier_batch_is_not_judged_for_the_next_student(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    graded(folder, judge(ada=(P, P, N)))
    hand_in(folder, "bob", answered(folder, double_doubles=DOUBLED) + b" ")
    outcomes = graded(folder, judge())
    assert [(outcome.student, outcome.status, outcome.points) for outcome in outcomes] == [
        ("ada", "up to date", 3),
        ("bob", "graded", 3),
    ]


def noting(known: dict[str, set[str]], fake: Fake) -> Fake:
    """A judge that notes which results it was given."""

    def grade(jobs: Iterable[Job], workers: int) -> Judged:
        def noted() -> Iterable[Job]:
            for job in jobs:
                known[job.key] = {result.id for result in job.known}
                yield job

        yield from fake(noted(), workers)

    return grade


def test_a_changed_test_is_the_only_one_that_runs_again(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    graded(folder, judge(ada=(P, P, N), bob=(P, F, N)))
    change(folder, "double(21) == 42", "double(22) == 44")
    known: dict[str, set[str]] = {}
    graded(folder, noting(known, judge(ada=(P, P, N), bob=(P, P, N))))
    assert known == {"ada": {TESTS[0], TESTS[2]}, "bob": {TESTS[0], TESTS[2]}}
    assert auto_scores(folder, "bob") == [1.0, 2.0, 0.0]


def test_changed_words_of_a_task_cost_no_judging(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    change(folder, "Task 1 · Double", "Task 1 · Twice")
    assert [outcome.status for outcome in graded(folder, judge())] == ["graded"]
    report = folder.last_report("small", "ada")
    assert report
    assert report.tasks[0].title == "Task 1 · Twice"


def test_a_changed_given_cell_runs_everything_again(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    change(folder, "number = 2", "number = 3")
    known: dict[str, set[str]] = {}
    graded(folder, noting(known, judge(ada=(P, P, N))))
    assert known == {"ada": set()}


class Silent:
    """A learner who answers nothing."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def run(self, code: str) -> None:
        self.ran.append(code)

    set_up = run

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"asked for {name}")


def test_nothing_is_started_where_every_result_is_known() -> None:
    theirs = work(submitted(doubles=DOUBLE))
    known = [
        TestResult(test.id, test.title, test.hidden, test.points, Verdict.PASSED)
        for task in theirs.exercise.tasks
        for test in task.tests
    ]
    learner = Silent()
    tasks = judge_tasks(theirs.exercise, theirs.submission, lambda: pytest.fail("set up"), learner, known)
    assert [test for task in tasks for test in task.tests] == known
    assert learner.ran == []


def test_the_learner_is_asked_for_the_unknown_test_alone() -> None:
    theirs = work(submitted(doubles=DOUBLE, counts=COUNT))
    known = theirs.known(dict.fromkeys(theirs.test_keys.values(), Finding(Verdict.PASSED, "")))
    bench = Bench(theirs.exercise, "1")
    learner = Counting(bench.scope({}))
    tasks = judge_tasks(theirs.exercise, theirs.submission, lambda: bench, learner, [known[0], *known[2:]])
    assert (learner.calls, learner.cells) == (["double"], 1), "and the cell below the last unknown test does not run"
    assert all(task.points == task.of for task in tasks)


class Counting(TrustedLearner):
    """A learner who counts what is asked."""

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__(names)
        self.calls: list[str] = []
        self.cells = 0

    def run(self, code: str) -> None:
        self.cells += 1
        super().run(code)

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        self.calls.append(name)
        return super().call(name, positional, named)


def test_a_fall_is_shown_and_held_back_until_it_is_applied_as_a_set(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob", "cyd")
    graded(folder, judge(ada=(P, P, N), bob=(P, P, N), cyd=(F, P, N)))
    change(folder, "double(21) == 42", "double(22) == 44")
    asked: list[str] = []
    fake = judge(asked, ada=(P, F, N), bob=(P, F, N), cyd=(P, P, N))
    outcomes = {outcome.student: (outcome.status, outcome.mark) for outcome in graded(folder, fake)}
    assert outcomes == {"ada": ("held back", "3 → 1/6"), "bob": ("held back", "3 → 1/6"), "cyd": ("graded", "2 → 3/6")}
    old = [folder.report("small", student).read_bytes() for student in ("ada", "bob")]
    assert [auto_scores(folder, student)[1] for student in ("ada", "bob", "cyd")] == [2.0, 2.0, 2.0]
    assert [outcome.status for outcome in graded(folder, fake)] == ["up to date", "held back", "held back"]
    assert [folder.report("small", student).read_bytes() for student in ("ada", "bob")] == old
    assert [outcome.status for outcome in graded(folder, fake, apply_lower=True)] == ["up to date", "graded", "graded"]
    assert [auto_scores(folder, student)[1] for student in ("ada", "bob", "cyd")] == [0.0, 0.0, 2.0]
    assert asked == ["ada", "bob", "cyd"], "each was judged once"


def test_only_what_was_shown_is_lowered(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    change(folder, "double(21) == 42", "double(22) == 44")
    assert [outcome.status for outcome in graded(folder, judge(ada=(P, F, N)), apply_lower=True)] == ["held back"]
    assert [outcome.status for outcome in graded(folder, judge(), apply_lower=True)] == ["graded"]


def test_a_new_file_may_bring_a_lower_mark_at_once(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    graded(folder, judge(ada=(P, P, N)))
    hand_in(folder, "ada", answered(folder, double_doubles="def double(x):\n    return 2"))
    assert [(outcome.status, outcome.mark) for outcome in graded(folder, judge(ada=(P, F, N)))] == [("graded", "3 → 1/6")]


def test_a_set_that_fails_half_way_leaves_every_old_mark(folder: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    distinct(folder, "ada", "bob")
    graded(folder, judge(ada=(P, P, N), bob=(P, P, N)))
    change(folder, "double(21) == 42", "double(22) == 44")
    graded(folder, judge(ada=(P, F, N), bob=(P, F, N)))
    monkeypatch.setattr(sys.modules["autograder.gradebook.record"], "take_off", _interrupted_at_bob)
    with pytest.raises(KeyboardInterrupt):
        graded(folder, judge(), apply_lower=True)
    assert [auto_scores(folder, student)[1] for student in ("ada", "bob")] == [2.0, 2.0]


def _interrupted_at_bob(_session: object, submission: object, *_: object) -> None:
    if submission.student_id == "bob":  # type: ignore[attr-defined]
        raise KeyboardInterrupt


def test_a_preview_shows_old_and_new_marks_and_records_nothing(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    graded(folder, judge(ada=(P, P, N), bob=(F, P, N)), student="ada")
    change(folder, "double(21) == 42", "double(22) == 44")
    before = (folder.report("small", "ada").read_bytes(), (folder.root / "gradebook.db").read_bytes())
    outcomes = graded(folder, judge(ada=(P, F, N), bob=(F, P, N)), preview=True)
    assert [(outcome.student, outcome.status, outcome.mark) for outcome in outcomes] == [
        ("bob", "would be graded", "2/6"),
        ("ada", "held back", "3 → 1/6"),
    ]
    assert before == (folder.report("small", "ada").read_bytes(), (folder.root / "gradebook.db").read_bytes())
    assert not folder.report("small", "bob").exists()
    assert [outcome.status for outcome in graded(folder, judge(), apply_lower=True)] == ["graded", "graded"]


def test_each_submission_is_judged_and_recorded_once(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    for _ in range(3):
        graded(folder, judge(ada=(P, P, N), bob=(P, F, N)))
    assert steps(folder, State.RECORDED) == ["ada", "bob"]
    assert len(steps(folder, State.JUDGED)) == 2


def test_a_grading_that_is_started_again_says_how_many_are_left(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob", "cyd")
    plans: list[Plan] = []
    fake = judge(ada=(P, P, N), bob=(P, F, N))
    with pytest.raises(KeyError):  # this judge knows nothing about cyd
        graded(folder, fake, begun=plans.append)
    graded(folder, judge(cyd=(F, F, N)), begun=plans.append)
    graded(folder, judge(), begun=plans.append)
    assert plans == [Plan(3, 3, 0), Plan(3, 1, 1), Plan(3, 0, 0)]


def test_a_fault_of_the_host_is_in_the_journal_and_is_tried_again(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    graded(folder, failing_judge(Status.HOST_FAULT, "The disk was full."))
    assert steps(folder, State.HOST_FAULT) == ["ada"]
    assert [outcome.status for outcome in graded(folder, judge(ada=(P, P, N)))] == ["graded"]


def test_a_torn_line_of_the_journal_is_passed_over(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    graded(folder, judge(ada=(P, P, N), bob=(P, F, N)))
    path = journal(folder).path
    whole = path.read_bytes()
    path.write_bytes(whole + whole.splitlines()[0][:20])
    assert len(journal(folder).entries) == len(whole.splitlines())
    assert [outcome.status for outcome in graded(folder, judge())] == ["up to date", "up to date"]
    assert steps(folder, State.RECORDED) == ["ada", "bob"]


def test_a_lost_journal_costs_no_judging_and_changes_no_mark(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    journal(folder).path.unlink()
    assert [outcome.status for outcome in graded(folder, judge())] == ["up to date"]
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]


def test_a_compacted_journal_keeps_what_was_done_and_forgets_the_way(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED, name_is_given="name = 'x'"))
    graded(folder, judge(ada=(P, P, P)))
    compact = journal(folder)
    compact.compact()
    assert [(entry.state, entry.student) for entry in journal(folder).entries] == [(State.JUDGED, ""), (State.RECORDED, "ada")]
    assert compact.entries == journal(folder).entries


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"a": 1}', b"\xff"])
def test_damaged_results_are_judged_again(folder: ClassFolder, damage: bytes) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    [kept] = (folder.private / "results" / "small").iterdir()
    kept.write_bytes(damage)
    asked: list[str] = []
    graded(folder, judge(asked, ada=(P, P, N)))
    assert asked == ["ada"]
