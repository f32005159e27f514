"""What a learner sees: the start page, a lesson and an exercise in JupyterLab, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import (
    browser_page,
    copy_for_learner,
    installed_browser,
    jupyterlab,
    open_notebook,
    picture,
    run_in_terminal,
    save,
    write_into,
)
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("learner")
    copy_for_learner(tree)
    return tree


@pytest.fixture(scope="module")
def page(tree: Path) -> Iterator[Page]:
    browser = installed_browser()
    if not browser:
        pytest.skip("There is no Chromium on this machine: install it (`apt-get install chromium`) to run the browser's tests.")
    with jupyterlab(tree) as address, browser_page(browser) as page:
        page.goto(address)
        yield page


def test_the_start_page_opens_as_a_page_and_names_the_units(page: Page) -> None:
    expect(page.get_by_role("heading", name="Spark ML course")).to_be_visible()
    expect(page.locator(".jp-MarkdownViewer table").first).to_be_visible()
    picture(page, "start")


def test_a_lesson_opens_with_the_courses_kernel_and_runs_quietly(page: Page) -> None:
    lesson = open_notebook(page, "lesson")
    expect(lesson.locator(".jp-KernelName")).to_contain_text("Spark ML course")
    code = lesson.locator(".jp-CodeCell").first
    code.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(code.locator(".jp-InputPrompt")).to_have_text("[1]:")
    picture(page, "lesson")
    expect(lesson.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)


def test_what_is_typed_into_an_exercise_is_saved(page: Page, tree: Path) -> None:
    exercise = open_notebook(page, "exercise")
    write_into(page, exercise.locator(".jp-CodeCell:not(.jp-mod-readOnly)").first, "def lateness():\n    return [15]")
    save(page, "exercise")
    picture(page, "exercise")
    saved = next(tree.glob("modules/*/*/exercise.ipynb")).read_text()
    assert "return [15]" in saved


def test_a_terminal_has_the_courses_python(page: Page) -> None:
    text = run_in_terminal(page, "python -c 'import pyspark; print(6 * 7, pyspark.__name__)'")
    expect(text).to_contain_text("42 pyspark")
    picture(page, "terminal")
