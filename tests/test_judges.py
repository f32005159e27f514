"""A judge's process, and what is left of it."""

import tempfile
from pathlib import Path

import pytest
from small_exercise import COUNT, DOUBLE, source_notebook, submitted

from autograder.exercise import to_bytes
from autograder.grading import Job, grade_many

pytestmark = pytest.mark.slow


def test_a_batch_leaves_nothing_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # of the judge
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # of this process
    job = Job("ada", "00_small/small", to_bytes(source_notebook()), submitted(doubles=DOUBLE, counts=COUNT), "1")
    ((_, report),) = grade_many([job])
    assert report.points == 10
    assert list(tmp_path.iterdir()) == []
