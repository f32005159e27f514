"""After an update a learner finds every word of their own again, the newer exercise beside it, and what has changed."""

import datetime
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.utils import compute_checksum
from updated_course import ANSWER, Tree, answer, publish, server

from autograder.cli import updates as cli
from autograder.exercise import read_notebook
from autograder.layout import Unit, units
from autograder.updates import Changes, News, as_markdown, as_text, copies, kept, look
from autograder.updates.cells import checksum_of_answer

DAY = datetime.date(2026, 11, 26)
NEW = "exercise-new-2026-11-26.ipynb"


@pytest.fixture
def upstream(tmp_path: Path) -> Tree:
    return server(tmp_path / "server")


@pytest.fixture
def clone(upstream: Tree, tmp_path: Path) -> Tree:
    upstream.git("clone", "--quiet", str(upstream.root), str(tmp_path / "clone"))
    return Tree(tmp_path / "clone")


@pytest.fixture
def unzipped(upstream: Tree, tmp_path: Path) -> Tree:
    shutil.copytree(upstream.root, tmp_path / "unzipped", ignore=shutil.ignore_patterns(".git"))
    return Tree(tmp_path / "unzipped")


def unzip_over(tree: Tree, upstream: Tree, keep: str = "") -> None:
    shutil.copytree(upstream.root, tree.root, ignore=shutil.ignore_patterns(".git", keep), dirs_exist_ok=True)


def news(tree: Tree, day: datetime.date = DAY) -> News:
    return look(tree.root, tree.root / "course" / "local" / "kept", day)


def mine(tree: Tree) -> Path:
    """The one notebook beside the exercise that holds the learner's work."""
    (name,) = (name for name in tree.notebooks() if name.startswith("exercise-mine-"))
    return tree.unit.folder / name


def test_without_an_update_there_is_nothing_to_say_and_nothing_is_written(clone: Tree) -> None:
    before = clone.notebooks()
    assert news(clone) == News((), ())
    answer(clone.unit.exercise, double=ANSWER)
    assert news(clone) == News((), ())
    assert clone.notebooks() == before


# git


def test_work_in_the_exercise_itself_moves_to_a_copy_before_git_pulls(upstream: Tree, clone: Tree) -> None:
    work = answer(clone.unit.exercise, double=ANSWER, summary="def summary(numbers):\n    return {}\n")
    publish(upstream)
    assert clone.git("pull", check=False).returncode != 0
    done = clone.update()
    assert (done.returncode, done.stderr) == (0, "")
    assert mine(clone).read_bytes() == work
    assert f"Your work in modules/01_small/plain/exercise.ipynb is now modules/01_small/plain/{mine(clone).name}." in done.stdout
    assert clone.unit.exercise.read_bytes() == upstream.unit.exercise.read_bytes()
    (notice,) = news(clone).notices
    assert (notice.path, notice.newer) == (mine(clone), clone.unit.exercise)
    again = clone.update()
    assert (again.returncode, again.stdout) == (0, "The course is up to date.\n")


def test_a_notebook_that_was_only_run_needs_no_copy_and_other_work_stays_where_it_is(upstream: Tree, clone: Tree) -> None:
    lesson = json.loads(clone.unit.lesson.read_bytes())
    for cell in lesson["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 7, "outputs": []}
    clone.unit.lesson.write_text(json.dumps(lesson))
    (clone.unit.folder / "mine.ipynb").write_text("{}")
    (clone.root / ".gitignore").write_text("mine\n")
    publish(upstream)
    assert clone.update().returncode == 0
    assert clone.notebooks() == ["exercise.ipynb", "lesson.ipynb", "mine.ipynb"]
    assert (clone.root / ".gitignore").read_text() == "mine\n"


def test_marks_of_a_conflict_after_a_stash_are_settled_and_the_work_is_a_copy(upstream: Tree, clone: Tree) -> None:
    work = answer(clone.unit.exercise, double=ANSWER)
    publish(upstream)
    clone.git("stash")
    clone.git("pull", "--quiet")
    assert clone.git("stash", "pop", check=False).returncode != 0
    (notice,) = news(clone).notices
    assert notice.changes is None
    assert "`make update`" in as_text(news(clone), clone.root)
    assert clone.update().returncode == 0
    assert mine(clone).read_bytes() == work
    assert clone.unit.exercise.read_bytes() == upstream.unit.exercise.read_bytes()


def test_own_commits_are_refused_and_the_sentence_shows_the_way(upstream: Tree, clone: Tree) -> None:
    work = answer(clone.unit.exercise, double=ANSWER)
    clone.git("commit", "--all", "--quiet", "--message=mine")
    publish(upstream)
    refused = clone.update()
    assert refused.returncode == 1
    clone.git(*refused.stderr.split("`")[1].split()[1:])
    assert clone.unit.exercise.read_bytes() == work
    assert clone.update().returncode == 0
    assert mine(clone).read_bytes() == work


def test_an_unfinished_merge_is_named_with_the_way_back(upstream: Tree, clone: Tree) -> None:
    answer(clone.unit.exercise, double=ANSWER)
    clone.git("commit", "--all", "--quiet", "--message=mine")
    publish(upstream)
    clone.git("pull", "--no-rebase", check=False)
    refused = clone.update()
    assert "git is in the middle of a merge" in refused.stderr
    clone.git(*refused.stderr.split("`")[1].split()[1:])
    assert "You have committed 1 time in this clone" in clone.update().stderr


def test_a_file_that_is_no_notebook_stands_in_the_way_and_nothing_moves(upstream: Tree, clone: Tree) -> None:
    work = answer(clone.unit.exercise, double=ANSWER)
    publish(upstream)
    clone.unit.exercise_source.write_text("changed")
    refused = clone.update()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "plain/authoring/exercise.py, which you have changed" in refused.stderr
    assert clone.unit.exercise.read_bytes() == work
    assert clone.notebooks() == ["exercise.ipynb", "lesson.ipynb"]


@pytest.mark.parametrize(("server_is", "sentence"), [("gone", "`git fetch` stopped ("), ("never", "was not made by `git clone`")])
def test_without_a_server_the_update_says_what_to_do(upstream: Tree, clone: Tree, server_is: str, sentence: str) -> None:
    shutil.rmtree((upstream if server_is == "gone" else clone).root / ".git")
    refused = clone.update()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert sentence in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


# A zip


def test_the_new_version_lands_beside_work_in_the_exercise_itself_once(upstream: Tree, unzipped: Tree) -> None:
    work = answer(unzipped.unit.exercise, double=ANSWER, summary="def summary(numbers):\n    return {}\n")
    publish(upstream)
    unzip_over(unzipped, upstream, keep="exercise.ipynb")
    first = news(unzipped)
    (notice,) = first.notices
    assert notice.newer == unzipped.unit.folder / NEW
    assert notice.newer.read_bytes() == upstream.unit.exercise.read_bytes()
    assert unzipped.unit.exercise.read_bytes() == work
    assert news(unzipped) == news(unzipped, DAY + datetime.timedelta(days=9)) == first
    assert unzipped.notebooks() == [NEW, "exercise.ipynb", "lesson.ipynb"]


def test_a_name_that_is_taken_is_not_written_over(upstream: Tree, unzipped: Tree) -> None:
    answer(unzipped.unit.exercise, double=ANSWER)
    (unzipped.unit.folder / NEW).write_text("mine")
    publish(upstream)
    unzip_over(unzipped, upstream, keep="exercise.ipynb")
    (notice,) = news(unzipped).notices
    assert notice.newer.name == "exercise-new-2026-11-26-2.ipynb"
    assert (unzipped.unit.folder / NEW).read_text() == "mine"


def test_saved_work_comes_back_after_a_zip_was_unpacked_over_it(
    upstream: Tree, unzipped: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unzipped.root / "course" / "local" / "kept"
    monkeypatch.setattr(kept, "MODULES", unzipped.root / "modules")
    monkeypatch.setattr(kept, "KEPT", folder)
    work = answer(unzipped.unit.exercise, double=ANSWER)
    kept.saved(str(unzipped.unit.exercise), model={}, contents_manager=None)
    publish(upstream)
    unzip_over(unzipped, upstream)
    answer(unzipped.unit.exercise, half="def half(x):\n    return x / 2\n")
    kept.saved(str(unzipped.unit.exercise), model={}, contents_manager=None)
    told = news(unzipped)
    assert told.back == (mine(unzipped),)
    assert mine(unzipped).read_bytes() == work
    assert "what you had saved last is modules/01_small/plain/exercise-mine-2026-11-26.ipynb now" in as_text(told, unzipped.root)
    mine(unzipped).unlink()
    assert not news(unzipped).back


# What is said


def test_a_copy_by_any_name_is_told_what_is_new_changed_and_gone(upstream: Tree, clone: Tree) -> None:
    copy = clone.root / "my work" / "erste Übung.ipynb"
    copy.parent.mkdir()
    shutil.copy(clone.unit.exercise, copy)
    work = answer(copy, double=ANSWER, summary="def summary(numbers):\n    return {}\n")
    publish(upstream)
    clone.git("pull", "--quiet")
    (notice,) = news(clone).notices
    assert (notice.path, notice.newer) == (copy, clone.unit.exercise)
    changed = Changes(new=("Task 5 · Half",), changed=("Task 1 · Double",), gone=("Task 2 · Mean and largest",))
    assert notice.changes
    assert (notice.changes.new, notice.changes.changed, notice.changes.gone) == (changed.new, changed.changed, changed.gone)
    assert (notice.changes.counts, len(notice.changes.look_again), len(notice.changes.dropped)) == (0, 1, 1)
    text = as_markdown(news(clone), clone.root, clone.root / "course" / "Start.md")
    assert "[my work/erste Übung.ipynb](<../my work/erste Übung.ipynb>)" in text
    assert "    - New: Task 5 · Half.\n    - Changed: Task 1 · Double.\n    - Gone: Task 2 · Mean and largest." in text
    assert copy.read_bytes() == work


def test_the_note_goes_when_the_learner_answers_in_the_new_version(upstream: Tree, clone: Tree) -> None:
    shutil.copy(clone.unit.exercise, clone.unit.folder / "mine.ipynb")
    answer(clone.unit.folder / "mine.ipynb", double=ANSWER)
    publish(upstream)
    clone.git("pull", "--quiet")
    assert news(clone).notices
    answer(clone.unit.exercise, double=ANSWER)
    assert not news(clone).notices


def test_a_test_that_the_learner_edited_is_no_change_of_the_exercise(clone: Tree) -> None:
    shutil.copy(clone.unit.exercise, clone.unit.folder / "mine.ipynb")
    answer(clone.unit.folder / "mine.ipynb", **{"double": ANSWER, "double-test-1": "print(double(2))"})
    assert news(clone) == News((), ())


def test_answer_cells_have_the_checksum_that_nbgrader_gives_them() -> None:
    for unit in units():
        for cell in read_notebook(unit.exercise).cells:
            if cell.metadata.nbgrader.solution:
                assert checksum_of_answer(cell.source, cell.id) == cell.metadata.nbgrader.checksum == compute_checksum(cell)


def test_an_answer_that_was_only_begun_is_work(clone: Tree) -> None:
    shutil.copy(clone.unit.exercise, clone.unit.folder / "mine.ipynb")
    answer(clone.unit.folder / "mine.ipynb", double="def double(x):\n    y = x  # so far\n    raise NotImplementedError()\n")
    (begun,) = (copy for copy in copies(clone.root, [clone.unit]) if copy.answered)
    assert begun.answered == {"double"}


def test_an_exercise_that_was_current_is_not_built_again_to_see_it(clone: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(clone.unit.exercise, double=ANSWER)
    assert news(clone) == News((), ())
    monkeypatch.setattr("autograder.updates.notices._built", lambda unit: pytest.fail(f"{unit} was built"))
    answer(clone.unit.exercise, summary="summary = max\n")
    assert news(clone) == News((), ())


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cells": [1]}', '{"metadata": {"course": {"unit": ["solution"]}}, "cells": 1}']
)
def test_a_file_that_is_no_notebook_disturbs_nothing(clone: Tree, text: str) -> None:
    (clone.root / "odd.ipynb").write_text(text)
    (clone.root / "link.ipynb").symlink_to("nowhere")
    assert news(clone) == News((), ())


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    upstream: Tree, unzipped: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "ROOT", unzipped.root)
    monkeypatch.setattr(cli, "KEPT", unzipped.root / "course" / "local" / "kept")
    answer(unzipped.unit.exercise, double=ANSWER)
    publish(upstream)
    unzip_over(unzipped, upstream, keep="exercise.ipynb")
    (unzipped.unit.folder / "exercise.part").mkdir()
    failed = CliRunner().invoke(cli.updates, [])
    assert str(failed.exception).startswith("Your notebooks were not compared with their exercises (Is a directory: ")


def test_only_jupyterlabs_own_save_of_an_exercise_is_copied(clone: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = clone.root / "kept"
    monkeypatch.setattr(kept, "MODULES", clone.root / "modules")
    monkeypatch.setattr(kept, "KEPT", folder)
    for path in (clone.unit.lesson, clone.unit.exercise, clone.root / "exercise.ipynb"):
        kept.saved(str(path), model={}, contents_manager=None)
    assert not folder.exists(), "nobody has answered yet"
    folder.write_text("a file where the folder should be")
    answer(clone.unit.exercise, double=ANSWER)
    kept.keep(Unit(clone.unit.folder), folder)
