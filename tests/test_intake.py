"""Of a submitted file only the text of the answers travels further."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from small_exercise import COUNT, DOUBLE, code, helper, small_exercise, submitted

from autograder.errors import RefusedSubmission
from autograder.intake import read_regular_file, read_submission, unit_of
from autograder.intake.notebook import TOP

EXERCISE = small_exercise()


def edited(data: bytes, **changes: Any) -> bytes:
    return json.dumps(json.loads(data) | changes).encode()


def test_answers_are_matched_by_task_id() -> None:
    submission = read_submission(submitted(doubles=DOUBLE, counts=COUNT), EXERCISE)
    assert submission.answers == {"doubles": (DOUBLE,), "counts": (COUNT,)}
    assert submission.notes == ()


def test_helper_cells_keep_their_place() -> None:
    submission = read_submission(submitted(helper("import os"), doubles=DOUBLE), EXERCISE)
    assert submission.helpers == {TOP: ("import os",)}


def test_edited_tests_and_given_cells_do_not_travel() -> None:
    notebook = json.loads(submitted(doubles=DOUBLE))
    for cell in notebook["cells"]:
        if cell["id"].startswith(("given", "doubles-test")):
            cell["source"] = "raise SystemExit"
            cell["metadata"]["nbgrader"] |= {"locked": False, "points": 100, "grade": False, "solution": True}
    submission = read_submission(json.dumps(notebook).encode(), EXERCISE)
    assert "SystemExit" not in str(submission)


def test_the_last_of_two_copies_counts_and_the_learner_is_told() -> None:
    copy = code("doubles", "def double(x): return 0", solution=True) | {"id": "copy"}
    submission = read_submission(submitted(copy, doubles=DOUBLE), EXERCISE)
    assert submission.answers["doubles"] == ("def double(x): return 0", DOUBLE)
    assert "2 times" in submission.notes[0]


def test_cells_are_found_by_their_id_where_the_metadata_are_lost() -> None:
    notebook = json.loads(submitted(doubles=DOUBLE))
    for cell in notebook["cells"]:
        cell["metadata"] = None
    assert read_submission(json.dumps(notebook).encode(), EXERCISE).answers["doubles"] == (DOUBLE,)


def test_an_unchanged_answer_is_not_an_attempt() -> None:
    task = EXERCISE.task("doubles")
    for source in (task.stub, f"{task.stub}\n\n", task.stub.replace("\n", "\r\n"), "", "   \n"):
        assert not read_submission(submitted(doubles=source), EXERCISE).attempted("doubles", task.stub)
    assert read_submission(submitted(doubles=DOUBLE), EXERCISE).attempted("doubles", task.stub)


def test_source_as_a_list_of_lines_is_joined() -> None:
    notebook = json.loads(submitted(doubles=DOUBLE))
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    assert read_submission(json.dumps(notebook).encode(), EXERCISE).answers["doubles"] == (DOUBLE,)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "save it"),
        (b"{", "save it"),
        (b"[" * 100_000, "save it"),
        (b"\xff\xfe\0", "save it"),
        (b"[]", "not a notebook"),
        (b"{}", "not a notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "format 3"),
        (b'{"nbformat": 4}', "no list"),
        (b'{"nbformat": 4, "cells": {}}', "no list"),
        (b'{"nbformat": 4, "cells": [1, null, {}]}', "no answer cell"),
        (b'{"nbformat": 4, "cells": [' + b"{}," * 3000 + b"{}]}", "no list"),
        (edited(submitted(), cells=[]), "no answer cell"),
        (edited(submitted(), cells=[code("doubles", "x" * 300_000)]), "characters"),
        (edited(submitted(), cells=[code("doubles", "x") | {"source": {"a": 1}}]), "characters"),
    ],
    ids=str,
)
def test_a_file_that_is_no_submission_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(RefusedSubmission, match=says) as refused:
        read_submission(data, EXERCISE)
    assert "\n" not in str(refused.value)


def test_odd_numbers_and_lone_surrogates_are_read() -> None:
    data = submitted(doubles=DOUBLE).replace(b'"nbformat_minor": 5', b'"nbformat_minor": NaN, "nbformat_minor": 1e999')
    assert read_submission(data, EXERCISE).answers["doubles"] == (DOUBLE,)
    lone = submitted(doubles="x = '\ud800'")
    assert read_submission(lone, EXERCISE).answers["doubles"][0].encode()


def test_only_regular_files_of_a_bounded_size_are_read(tmp_path: Path) -> None:
    notebook = tmp_path / "exercise.ipynb"
    notebook.write_bytes(b"{}")
    assert read_regular_file(notebook) == b"{}"
    link, pipe, folder, large = (tmp_path / name for name in ("link", "pipe", "folder", "large"))
    link.symlink_to(notebook)
    os.mkfifo(pipe)
    folder.mkdir()
    with large.open("wb") as file:
        file.truncate(21 * 2**20)
    for odd in (link, pipe, folder, large, tmp_path / "missing"):
        with pytest.raises(RefusedSubmission):
            read_regular_file(odd)


def test_a_notebook_names_its_unit_or_the_learner_must() -> None:
    assert unit_of(submitted()) == "00_small/small"
    for metadata in (None, {}, {"course": 3}, {"course": {"unit": ["x"]}}):
        with pytest.raises(RefusedSubmission, match="--unit"):
            unit_of(edited(submitted(), metadata=metadata))
