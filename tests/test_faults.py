"""Faults of the host in a real batch of right answers: the gradebook ends as that of an undisturbed run."""

import contextlib
import functools
import os
import random
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
from real_batch import Grading, class_of, command, final, grade_to_the_end, parts, start, times
from sample_class import ISOLATION, N, P, auto_scores, distinct, graded, judge, small_class, stock

import autograder
from autograder.errors import ClassroomError
from autograder.gradebook import ClassFolder, Released, State, back_up, open_class, open_gradebook
from autograder.grading import grade_many
from autograder.layout import ROOT
from autograder.sandbox import Limits, ReplayingLearner, find_isolation, isolation

pytestmark = pytest.mark.slow
STUDENTS = 6
KILLS = 50


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> ClassFolder:
    """A class whose submissions wait to be graded."""
    return class_of(small_class(tmp_path_factory.mktemp("untouched")), STUDENTS)


@dataclass(frozen=True)
class Calm:
    """An undisturbed grading: what it left, and the seconds from its first event to its end."""

    left: dict[str, object]
    seconds: float


@pytest.fixture(scope="module")
def calm(untouched: ClassFolder, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    folder = copy_of(untouched, tmp_path_factory.mktemp("undisturbed"))
    grading = start(folder)
    grading.until("started")
    begun = time.monotonic()
    assert grading.end() == (0, "")
    seconds = time.monotonic() - begun
    with stock(folder) as book:
        assert [submission.score for submission in book.assignment_submissions("small")] == [6.0] * STUDENTS
    return Calm(final(folder), seconds)


@pytest.fixture
def undisturbed(calm: Calm) -> dict[str, object]:
    """What an undisturbed grading leaves."""
    return calm.left


@pytest.fixture
def batch(untouched: ClassFolder, tmp_path: Path) -> ClassFolder:
    return copy_of(untouched, tmp_path)


def copy_of(folder: ClassFolder, place: Path) -> ClassFolder:
    shutil.copytree(folder.root, place / "course", dirs_exist_ok=True)
    return open_class(place / "course")


def assert_once(folder: ClassFolder, undisturbed: dict[str, object]) -> None:
    """The end state is that of an undisturbed run, and the journal shows that nothing was recorded or judged twice."""
    assert final(folder) == undisturbed
    assert times(folder, State.RECORDED) == [1] * STUDENTS
    assert times(folder, State.JUDGED) == [1] * (STUDENTS - 1), "the two equal ones are one piece of work"
    assert not parts(folder)


def test_fifty_kills_change_nothing(untouched: ClassFolder, calm: Calm, tmp_path: Path) -> None:
    seed = int(os.environ.get("KILL_SEED", secrets.randbits(32)))
    print(f"KILL_SEED={seed} draws the same moments and victims again")
    drawn = random.Random(seed)
    kills: dict[str, int] = dict.fromkeys(("grader", "judge", "sandbox"), 0)
    rounds = 0
    while sum(kills.values()) < KILLS:
        folder = copy_of(untouched, tmp_path / str(rounds))
        while killed_while_grading(folder, drawn, kills, calm.seconds / 2) != 0:
            pass
        assert_once(folder, calm.left)
        rounds += 1
    print(f"{kills} in {rounds} batches")
    assert all(kills.values())


def killed_while_grading(folder: ClassFolder, drawn: random.Random, kills: dict[str, int], longest: float) -> int:
    """Grade, with kills after at most so many seconds each, of every kind alike; the exit code."""
    grading = start(folder)
    if drawn.random() < 0.9:
        grading.until("started")  # most of the moments lie where something is under way
    while sum(kills.values()) < KILLS:
        with contextlib.suppress(subprocess.TimeoutExpired):
            grading.process.wait(drawn.uniform(0, longest))
        kind = drawn.choice(list(kills))
        victim = next_victim(grading, kind, drawn)
        if victim is None:
            break
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.kill()
            kills[kind] += 1
    return grading.end()[0]


def next_victim(grading: Grading, kind: str, drawn: random.Random) -> psutil.Process | None:
    """A process of this kind as soon as there is one; None when the grading has come to its end."""
    while grading.process.poll() is None:
        found = victims(grading).get(kind)
        if found:
            return drawn.choice(found)
        with contextlib.suppress(subprocess.TimeoutExpired):
            grading.process.wait(0.05)  # not without a pause: looking takes a core from those who are looked at
    return None


def victims(grading: Grading) -> dict[str, list[psutil.Process]]:
    """The grader, its judges, and the processes of learners' sandboxes, as far as there are any now."""
    found: dict[str, list[psutil.Process]] = {}
    with contextlib.suppress(psutil.NoSuchProcess):
        found["grader"] = [psutil.Process(grading.process.pid)]
    for process in grading.below():
        with contextlib.suppress(psutil.NoSuchProcess):
            kind = "judge" if process.ppid() == grading.process.pid else "sandbox"
            found.setdefault(kind, []).append(process)
    return found


STEPS = ("gradebook.Results.keep", "gradebook.Journal.note", "gradebook.Released.keep", "gradebook.Released.show")
COMMIT = "gradebook.assignment.record_set"


@pytest.mark.parametrize("step", [*STEPS, COMMIT])
@pytest.mark.parametrize("done", [True, False], ids=["after", "before"])
def test_a_crash_between_any_two_steps_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, done: bool
) -> None:
    straight, crashed = small_class(tmp_path / "straight"), small_class(tmp_path / "crashed")
    for each in (straight, crashed):
        distinct(each, "s0", "s1")
    fake = judge(s0=(P, P, N), s1=(P, P, P))
    graded(straight, fake)
    for calls in range(4):
        with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
            patch.setattr(f"autograder.{step}", crashing(step, done, calls))
            graded(crashed, fake)
    graded(crashed, fake)
    assert final(crashed) == final(straight)
    assert times(crashed, State.RECORDED) == times(crashed, State.JUDGED) == [1, 1]


def crashing(step: str, done: bool, calls: int) -> Callable[..., object]:
    """The step, but the call after so many is the last thing that happens, or the first that does not."""
    real: Callable[..., object] = functools.reduce(getattr, step.split("."), autograder)  # type: ignore[arg-type]
    left = [calls]

    def crashes(*positional: object, **named: object) -> object:
        left[0] -= 1
        if left[0] >= 0 or done:
            value = real(*positional, **named)
            if left[0] >= 0:
                return value
        raise KeyboardInterrupt

    return crashes


def test_a_killed_judge_is_replaced_and_nobody_sees_it(batch: ClassFolder, undisturbed: dict[str, object]) -> None:
    grading = start(batch)
    grading.until("settled")
    judges = [process for process in grading.below() if process.ppid() == grading.process.pid]
    judges[0].kill()
    assert grading.end() == (0, "")
    assert_once(batch, undisturbed)


def test_a_sandbox_that_is_killed_from_outside_costs_no_points() -> None:
    learner = ReplayingLearner(find_isolation(), Limits())
    try:
        learner.run("x = 1")
        for _ in range(Limits().restarts + 2):
            process = learner._process
            assert process
            for each in reversed(psutil.Process(process.process.pid).children(recursive=True)):
                each.kill()
            assert learner.get("x") == 1
            assert learner._process is not process
    finally:
        learner.close()


@pytest.mark.parametrize("end", ["kill -9 $$", "exit 1"], ids=["killed", "inner-process-killed"])
def test_killed_probes_do_not_change_the_kind_of_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    real = isolation.bubblewrap.find_program()
    if real is None:
        pytest.skip("this host has no bubblewrap")
    twice = tmp_path / "bwrap"
    disturbed = " || ".join(f'mkdir "{tmp_path}/killed{number}"' for number in (1, 2))
    twice.write_text(f'#!/bin/sh\nif {{ {disturbed}; }} 2>/dev/null; then {end}; fi\nexec {real} "$@"\n')
    twice.chmod(0o755)
    monkeypatch.setattr(isolation.bubblewrap, "find_program", lambda: str(twice))
    find_isolation.cache_clear()
    try:
        assert find_isolation().kind is isolation.Kind.BUBBLEWRAP
    finally:
        find_isolation.cache_clear()
    assert (tmp_path / "killed2").is_dir()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_grading_says_one_sentence_leaves_nothing_behind_and_goes_on(
    batch: ClassFolder, undisturbed: dict[str, object], number: int, code: int
) -> None:
    grading = start(batch)
    grading.until("settled")
    children = grading.below()
    assert children
    grading.process.send_signal(number)
    assert grading.end() == (code, "Stopped. What was finished is kept: run the same command again to go on.\n")
    assert psutil.wait_procs(children, timeout=30)[1] == []
    assert not parts(batch)
    assert grade_to_the_end(batch)[0] == 0
    assert_once(batch, undisturbed)


def test_a_judge_ends_with_a_grader_that_is_killed(batch: ClassFolder) -> None:
    grading = start(batch)
    grading.until("settled")
    children = grading.below()
    assert children
    grading.process.kill()
    assert psutil.wait_procs(children, timeout=60)[1] == []
    grading.end()


def test_a_second_grader_refuses_in_one_sentence_and_the_first_goes_on(
    batch: ClassFolder, undisturbed: dict[str, object]
) -> None:
    first = start(batch)
    first.until("settled")
    first.process.send_signal(signal.SIGSTOP)
    code, said = grade_to_the_end(batch)
    first.process.send_signal(signal.SIGCONT)
    assert (code, said) == (1, f"Another grading of {batch.root} is running: wait for its end and run again.\n")
    assert first.end() == (0, "")
    assert_once(batch, undisturbed)


def test_a_gradebook_that_is_held_for_a_moment_is_waited_for(batch: ClassFolder, undisturbed: dict[str, object]) -> None:
    other = sqlite3.connect(batch.root / "gradebook.db", check_same_thread=False)
    grading = start(batch)
    grading.until("started")
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(5, other.rollback)
    release.start()
    assert grading.end() == (0, "")
    release.join()
    other.close()
    assert_once(batch, undisturbed)


def test_a_gradebook_that_stays_held_stops_the_grading_and_it_goes_on_later(
    folder: ClassFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    distinct(folder, "ada")
    monkeypatch.setattr(Released, "open", opened_with_little_patience(Released.open))
    with contextlib.closing(sqlite3.connect(folder.root / "gradebook.db")) as other:

        def holding(jobs: object, workers: int) -> object:
            other.execute("BEGIN EXCLUSIVE")
            yield from judge(ada=(P, P, N))(jobs, workers)  # type: ignore[arg-type]

        with pytest.raises(ClassroomError, match=r"held by another program for more than 0.1 seconds.*no grade was lost"):
            graded(folder, holding)
    monkeypatch.undo()
    assert [outcome.status for outcome in graded(folder, judge())] == ["graded"]
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]


def opened_with_little_patience(real: Callable[[ClassFolder, str], Released]) -> Callable[[ClassFolder, str], Released]:
    def opened(folder: ClassFolder, words: str) -> Released:
        return replace(real(folder, words), book=open_gradebook(folder.gradebook, wait_seconds=0.1))

    return opened


@pytest.mark.parametrize("place", ["gradebook.db", "."])
def test_what_cannot_be_written_is_said_in_one_sentence(folder: ClassFolder, place: str) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(N, N, N)), preview=True)
    with read_only(folder.root / place), pytest.raises(ClassroomError, match="cannot be written"):
        graded(folder, judge(ada=(P, P, N)))
    assert [outcome.status for outcome in graded(folder, judge(ada=(P, P, N)), force=True)] == ["graded"]


@contextlib.contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Root writes whatever its mode is, so that root needs a read-only mount."""
    if os.geteuid():
        mode = place.stat().st_mode
        place.chmod(mode & 0o555)
        undo: Callable[[], object] = functools.partial(place.chmod, mode)
    elif subprocess.run(["mount", "--bind", place, place], check=False).returncode:
        pytest.skip("this root may mount nothing")
    else:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        undo = functools.partial(subprocess.run, ["umount", place], check=True)
    try:
        yield
    finally:
        undo()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda book: book.write_bytes(b"no database, only some words of text"),
            "is damaged: run `python -m autograder restore`",
        ),
        (lambda book: older(book), "was made by another version of nbgrader"),
    ],
)
def test_a_spoiled_gradebook_is_refused_before_anything_is_judged(
    folder: ClassFolder, spoil: Callable[[Path], object], sentence: str
) -> None:
    distinct(folder, "ada")
    back_up(folder)
    spoil(folder.root / "gradebook.db")
    spoiled = (folder.root / "gradebook.db").read_bytes()
    with pytest.raises(ClassroomError, match=sentence):
        graded(folder, lambda *_: pytest.fail("judged"))
    assert (folder.root / "gradebook.db").read_bytes() == spoiled


def older(book: Path) -> None:
    with contextlib.closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '50a4d84c131a'")


def test_a_full_disk_stops_the_grading_and_nothing_is_lost(
    tmp_path: Path, undisturbed: dict[str, object], untouched: ClassFolder
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        folder = copy_of(untouched, disk)
        filler = disk / "filler"
        room = shutil.disk_usage(disk).free
        filler.write_bytes(bytes(room - 250_000))
        code, said = grade_to_the_end(folder)
        assert code == 1
        assert said.count("\n") == 1
        assert "No space left" in said or "no room left" in said
        assert not parts(folder)
        filler.unlink()
        assert grade_to_the_end(folder)[0] == 0
        assert final(folder) == undisturbed
        assert times(folder, State.RECORDED) == [1] * STUDENTS


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of 8 MB, where this user may mount one."""
    place.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", place], check=False).returncode:
        pytest.skip("only root can mount a small disk; the next test stands in for this one")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_file_that_cannot_grow_stops_the_grading_and_nothing_is_lost(
    batch: ClassFolder, undisturbed: dict[str, object]
) -> None:
    size = (batch.root / "gradebook.db").stat().st_size - 4096
    limited = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); os.execv(sys.argv[2], sys.argv[2:])"
    words = [sys.executable, "-c", limited, str(size), *command(batch)]
    done = subprocess.run(words, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "run the same command again" in done.stderr
    assert grade_to_the_end(batch)[0] == 0
    assert final(batch) == undisturbed


def test_a_judge_that_dies_twice_is_a_fault_of_the_host_and_no_zero(batch: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.grading.judges.sys", type("Sys", (), {"executable": "/bin/false"}))
    outcomes = graded(batch, lambda jobs, workers: grade_many(jobs, workers, isolation=ISOLATION))
    assert {outcome.status for outcome in outcomes} == {"not graded"}
    assert final(batch) == {}
