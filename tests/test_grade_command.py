"""What is seen of a grading: plain lines and a table, a bar on a terminal, or events for a program."""

import io
import json
import sys

import pytest
from click.testing import CliRunner, Result
from sample_class import ISOLATION, F, N, P, distinct, hand_in, judge

from autograder.classroom import Outcome, Plan
from autograder.cli import grading
from autograder.cli.progress import Progress
from autograder.gradebook import ClassFolder


@pytest.fixture(autouse=True)
def fake_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["autograder.classroom.grade"], "find_isolation", lambda: ISOLATION)
    monkeypatch.setattr(grading, "chosen_judge", lambda *_: judge(ada=(P, P, N), bob=(F, P, N)))


def run(folder: ClassFolder, *options: str) -> Result:
    return CliRunner().invoke(grading.grade, ["small", "--course", str(folder.root), *options])


def test_events_are_one_json_object_a_line_and_nothing_else(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    hand_in(folder, "cyd", b"{")
    done = run(folder, "--json")
    events = [json.loads(line) for line in done.output.splitlines()]
    assert events[0] == {"event": "started", "assignment": "small", "students": 3, "left": 2, "interrupted": 0}
    settled = {(event["student"], event["status"], event["points"], event["of"]) for event in events[1:-1]}
    assert settled == {("ada", "graded", 3, 6), ("bob", "graded", 2, 6), ("cyd", "refused", None, None)}
    assert events[-1] == {"event": "finished", "assignment": "small", "statuses": {"refused": 1, "graded": 2}}


def test_marks_that_would_fall_are_named_with_the_command_that_records_them(
    folder: ClassFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    distinct(folder, "ada")
    assert run(folder).exit_code == 0
    source = folder.source("small")
    source.write_text(source.read_text().replace("double(21) == 42", "double(22) == 44"))
    monkeypatch.setattr(grading, "chosen_judge", lambda *_: judge(ada=(P, F, N)))
    shown = run(folder, "--preview")
    assert "ada      3 → 1/6  held back" in shown.stdout
    assert "Nothing was recorded" in shown.stderr
    held = run(folder)
    assert "Lower marks held back: 1." in held.stderr
    assert "grade small --apply-lower" in held.stderr
    assert "ada      3 → 1/6  graded" in run(folder, "--apply-lower").stdout


def test_without_a_terminal_there_are_lines_and_no_bar(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    assert run(folder).stderr.splitlines() == ["   1  ada: graded 3/6", "   2  bob: graded 2/6"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_says_how_long_the_rest_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    progress = Progress()
    progress.started(Plan(students=4, left=4, interrupted=3))
    for student in ("ada", "bob"):
        progress.settled(Outcome(student, "graded", 3, 6))
    progress._bar.refresh() if progress._bar else None
    progress.close()
    assert "An earlier grading was interrupted with 3 submissions left: going on." in screen.getvalue()
    assert "| 2/4 [" in screen.getvalue()
    assert "<" in screen.getvalue().rpartition("2/4 [")[2], "elapsed<remaining"
