"""A judge that stays between two checks of a notebook, and the process beside the kernel that keeps it."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from processes import JUDGE, LEARNER, running
from small_exercise import COUNT, DOUBLE, source_notebook, submitted

from autograder.build import solution_of
from autograder.cli.beside import begin, said_by_check
from autograder.exercise import to_bytes
from autograder.grading import Job, grade_many
from autograder.grading.kept import KeptJudge
from autograder.layout import ROOT, unit_named
from autograder.notebook import checker as checkers
from autograder.notebook import whole
from autograder.notebook.checker import ENDED, Checker
from autograder.report import Report, Status
from autograder.sandbox import Limits, find_isolation
from course.setup import memory

UNIT = unit_named("01_spark_ml/regression")


def job(doubles: str = DOUBLE) -> Job:
    return Job("ada", "00_small/small", to_bytes(source_notebook()), submitted(doubles=doubles, counts=COUNT), "1")


def judges() -> list[int]:
    return [process.pid for process in running(JUDGE)]


def until(true: Callable[[], object]) -> None:
    while not true():
        time.sleep(0.05)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def checker() -> Iterator[Checker]:
    made = Checker()
    yield made
    made.stop()


def answer(checker: Checker) -> str:
    while (said := checker.answer(1)) is None:
        continue
    return said


def broken(place: Path, name: str = "mine.ipynb") -> str:
    (place / name).write_text("{")  # refused at once, and no receipt is kept
    return str(place / name)


@pytest.mark.slow
def test_one_judge_grades_one_notebook_after_the_other_as_a_batch_would(temporary: Path) -> None:
    judge, isolation = KeptJudge(), find_isolation()
    wrong = job("def doubles(x):\n    return x")
    reports = [judge.report(each, Limits(), isolation) for each in (job(), wrong)]
    (pid,) = judges()
    assert judge.report(job(), Limits(), isolation) == reports[0]
    assert judges() == [pid]
    assert reports == [report for each in (job(), wrong) for _, report in grade_many([each])]
    judge.report(job(), Limits(cell_seconds=30), isolation)
    assert pid not in judges(), "a judge keeps the limits that it was started with"
    judge.close()
    assert judges() == []
    assert list(temporary.iterdir()) == []


def test_a_notebook_keeps_its_seed_and_another_gets_another() -> None:
    judge, (first, second) = KeptJudge(), (submitted(doubles=DOUBLE), submitted(counts=COUNT))
    seeds = [judge.seed_for(each) for each in (first, second, first)]
    assert seeds[0] == seeds[2] == KeptJudge().seed_for(first) != seeds[1]


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """Where the exercise of `noting` notes the seeds for which its test was prepared."""
    return tmp_path / "prepared"


@pytest.fixture
def noting(prepared: Path) -> bytes:
    source = source_notebook()
    noted = f"import os\nwith open({str(prepared)!r}, 'a') as file:\n    print(os.environ['COURSE_SEED'], file=file)\ndel file\n"
    source.cells[4].source = source.cells[4].source.replace("assert double(base)", f"{noted}assert double(base)")
    return to_bytes(source)


@pytest.mark.slow
def test_before_the_first_check_the_judge_gets_ready_on_the_seed_of_that(temporary: Path, noting: bytes, prepared: Path) -> None:
    judge, isolation = KeptJudge(), find_isolation()
    begun = Job("ada", "00_small/small", noting, submitted(doubles=DOUBLE), seed="")
    judge.begin(begun, Limits(), isolation)
    until(lambda: prepared.is_file() and prepared.read_text() and running(LEARNER))
    (pid,) = judges()
    (seed,) = prepared.read_text().split()
    judge.begin(begun, Limits(), isolation)

    finished = submitted(doubles=DOUBLE, counts=COUNT)
    assert judge.seed_for(finished) == seed != KeptJudge().seed_for(finished)
    checked = replace(begun, submission=finished, seed=seed)
    report = judge.report(checked, Limits(), isolation)
    assert judges() == [pid]
    assert prepared.read_text().split() == [seed], "prepared once, and used"
    assert [report] == [each for _, each in grade_many([checked])], "as any other judge would have graded it"
    assert report.points == 10
    judge.close()
    assert judges() == []
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_between_two_checks_the_judge_gets_ready_on_the_seed_of_the_second(
    temporary: Path, noting: bytes, prepared: Path
) -> None:
    judge, isolation = KeptJudge(), find_isolation()

    def check(submission: bytes) -> tuple[Report, str]:
        seed = judge.seed_for(submission)
        return judge.report(Job("ada", "00_small/small", noting, submission, seed), Limits(), isolation), seed

    first, second = submitted(doubles=DOUBLE), submitted(doubles=DOUBLE, counts=COUNT)
    report, seed = check(first)
    judge.get_ready()
    until(lambda: len(prepared.read_text().split()) == 2 and running(LEARNER))
    seeds = [seed, prepared.read_text().split()[1]]
    assert seeds[0] != seeds[1]

    better, seed = check(second)
    assert seed == seeds[1]
    assert (report.points, better.points) == (3, 10)
    assert check(first) == (report, seeds[0]), "the same notebook on the same data"
    assert prepared.read_text().split() == seeds, "what was prepared was used"

    judge.get_ready()
    until(lambda: running(LEARNER))
    standing_by = running(LEARNER)
    judge.close()
    assert psutil.wait_procs(standing_by, timeout=60)[1] == []
    assert judges() == []
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_judge_that_died_while_it_got_ready_is_replaced() -> None:
    judge, isolation = KeptJudge(), find_isolation()
    first = judge.report(job(), Limits(), isolation)
    (pid,) = judges()
    os.kill(pid, 9)
    judge.get_ready()
    assert judge.report(job(), Limits(), isolation) == first
    judge.close()


@pytest.mark.slow
def test_a_judge_that_died_between_two_checks_is_replaced(temporary: Path) -> None:
    judge, isolation = KeptJudge(), find_isolation()
    first = judge.report(job(), Limits(), isolation)
    (pid,) = judges()
    os.kill(pid, 9)
    assert judge.report(job(), Limits(), isolation) == first
    judge.close()
    assert list(temporary.iterdir()) == []


def test_a_check_asks_the_judge_that_is_kept() -> None:
    asked: list[Job] = []

    def report(job: Job, limits: Limits, isolation: object) -> Report:
        asked.append(job)
        assert (limits.cell_seconds, isolation) == (60, find_isolation())
        return Report(job.unit, Status.REFUSED, "", "", "", "", reason="It was this judge.")

    said = said_by_check([str(UNIT.exercise)], SimpleNamespace(report=report, seed_for=lambda _: "its seed"))  # type: ignore[arg-type]
    assert [(each.unit, each.seed) for each in asked] == [(UNIT.name, "its seed")]
    assert "It was this judge." in said


@pytest.mark.parametrize(("arguments", "sentence"), [(["--unheard-of"], "No such option"), (["nowhere.ipynb"], "nowhere.ipynb")])
def test_what_is_wrong_with_a_check_is_said(arguments: list[str], sentence: str) -> None:
    said = said_by_check(arguments, KeptJudge())
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_one_process_serves_one_check_after_the_other(checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "there"
    there.mkdir()
    checker.ask(broken(tmp_path))
    assert "This file is not a whole notebook" in answer(checker)
    first = checker._process
    monkeypatch.chdir(there)
    broken(there, "here.ipynb")
    checker.ask("here.ipynb")
    assert "This file is not a whole notebook" in answer(checker), "it looks where the kernel is now"
    assert checker._process is first

    monkeypatch.setattr(checkers, "_code", lambda: "another")
    checker.ask("here.ipynb")
    assert "This file is not a whole notebook" in answer(checker)
    assert checker._process is not first, "an update brought other code"

    assert checker._process
    checker._process.kill()
    checker._process.wait()
    checker.ask("here.ipynb")
    assert "This file is not a whole notebook" in answer(checker), "another one took its place"


@pytest.mark.slow
def test_a_check_right_after_the_word_that_it_is_likely_is_answered(checker: Checker, tmp_path: Path) -> None:
    notebook = broken(tmp_path)
    checker.expect(Path(notebook))
    checker.ask(notebook)
    assert "This file is not a whole notebook" in (checker.answer(60) or "nothing")


@pytest.mark.parametrize("room", [True, False])
def test_a_judge_begins_early_only_where_there_is_memory_for_it(monkeypatch: pytest.MonkeyPatch, room: bool) -> None:
    asked: list[Job] = []
    monkeypatch.setattr(memory, "room_to_stay", lambda more: room and more == memory.STAYS)
    early = SimpleNamespace(begin=lambda job, *settings: asked.append(job) if settings == (Limits(), find_isolation()) else None)
    begin(early, UNIT.exercise)  # type: ignore[arg-type]
    assert [(job.unit, job.submission) for job in asked] == [(UNIT.name, UNIT.exercise.read_bytes())] * room


@pytest.mark.slow
def test_the_end_of_the_kernel_is_its_end(checker: Checker, tmp_path: Path) -> None:
    checker.ask(broken(tmp_path))
    answer(checker)
    process = checker._process
    assert process
    assert process.stdin
    process.stdin.close()
    assert process.wait(60) == 0


@pytest.mark.slow
def test_a_process_that_ends_in_the_middle_says_so(checker: Checker, tmp_path: Path) -> None:
    checker.ask(broken(tmp_path))
    assert checker._process
    checker._process.kill()
    assert answer(checker).startswith(ENDED)


@pytest.mark.slow
def test_a_check_that_is_interrupted_leaves_nothing_running(temporary: Path, tmp_path: Path, checker: Checker) -> None:
    notebook = tmp_path / "mine.ipynb"
    notebook.write_bytes(to_bytes(solution_of(UNIT)))
    checker.ask(str(notebook))
    assert checker._process
    beside = psutil.Process(checker._process.pid)  # the tests' own process may hold a Spark of other tests
    until(judges)
    below = [beside, *beside.children(recursive=True)]
    checker.stop()
    gone, alive = psutil.wait_procs(below, timeout=60)
    assert gone
    assert not alive
    assert list(temporary.glob("judge-*")) == []


def test_an_interrupt_is_said_and_ends_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    stopped: list[bool] = []

    def interrupted(_: float) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(
        whole, "display", lambda *_, **__: SimpleNamespace(update=lambda text, **_: shown.append(text["text/plain"]))
    )
    beside = SimpleNamespace(ask=lambda *_: None, answer=interrupted, stop=lambda: stopped.append(True))
    whole.check_saved(Path(broken(tmp_path)), beside)  # type: ignore[arg-type]
    assert shown == ["The check was interrupted; your notebook is untouched."]
    assert stopped == [True]


@pytest.mark.slow
@pytest.mark.parametrize(("given", "closings"), [(2**30, 2), (2**40, 1)])
def test_a_judge_stays_only_where_there_is_memory_for_it(tmp_path: Path, given: int, closings: int) -> None:
    program = (
        "from autograder.cli import beside\n"
        f"beside.memory.given = lambda: {given}\n"
        "beside.KeptJudge.close = lambda self: print('closed')\n"
        "beside.KeptJudge.get_ready = lambda self: print('got ready')\n"
        "beside.main()\n"
    )
    line = f'["{tmp_path}", "check", ["{broken(tmp_path)}"]]\n'
    done = subprocess.run([sys.executable, "-c", program], input=line, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stderr.count("got ready"), done.stderr.count("closed")) == (2 - closings, closings)
