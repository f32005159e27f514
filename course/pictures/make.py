"""`python -m course.pictures.make`: makes the README's pictures anew, from the course as it is."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from playwright.sync_api import Page, expect

from autograder.answers import read_answers
from autograder.build import release_of, source_of
from autograder.exercise import cell_id, from_source, to_bytes
from autograder.feedback import page as feedback_page
from autograder.grading import grade_one
from autograder.layout import ROOT, unit_named
from autograder.sandbox import Limits, find_isolation
from course.pictures.browsing import (
    browser_page,
    copy_for_learner,
    installed_browser,
    jupyterlab,
    open_notebook,
    run_in_terminal,
)
from course.setup.kernel import environment_variables

FOLDER = Path(__file__).parent
WIDTH = 1200
UNIT = unit_named("regression")
NOTEBOOK = UNIT.exercise.relative_to(ROOT)
PLOT = "Why they disagree can be seen."  # the words above the lesson's plot
MISTAKE = "trusts_random_split_with_a_seed"  # passes the visible test, and is told why it fails a hidden one
SOLVED = {"pipeline-learns-from-its-training-rows", "metrics-follow-their-definitions", "baseline-comes-from-training-rows"}


def main() -> None:
    """Makes all pictures: those of JupyterLab, then the feedback that the same notebook gets."""
    browser = installed_browser()
    if not browser:
        sys.exit("There is no Chromium on this machine: install it (`apt-get install chromium`) to make the pictures.")
    os.environ.update(environment_variables())
    handed_in = half_solved()
    with TemporaryDirectory() as place, browser_page(browser, WIDTH, 800) as page:
        tree = Path(place) / "course"
        copy_for_learner(tree)
        (tree / NOTEBOOK).write_bytes(handed_in)
        with jupyterlab(tree) as address:
            page.goto(address)
            take_jupyterlab(page)
    report = grade_one(from_source(source_of(UNIT), UNIT.name), handed_in, "pictures", find_isolation(), Limits())
    with browser_page(browser, WIDTH, 800) as page:
        page.set_content(feedback_page(report, "ada"))
        take(page, "feedback", 1000)


def half_solved() -> bytes:
    """The exercise of a learner who is half-way: one misconception, three right answers, two tasks still open."""
    source = source_of(UNIT)
    mistake = next(answer for answer in read_answers(UNIT) if answer.name == MISTAKE)
    solutions = {task.id: task.solution for task in from_source(source, UNIT.name).tasks if task.id in SOLVED}
    answers = solutions | {mistake.task: mistake.code}
    release = release_of(source)
    cells = [{**cell, "source": answers.get(cell_id(cell), cell.source)} for cell in release.cells]
    return to_bytes(nbformat.from_dict({**release, "cells": cells}))


def take_jupyterlab(page: Page) -> None:
    """The start page, the lesson's plot, and the report of a check."""
    expect(page.locator(".jp-MarkdownViewer table").first).to_be_visible()
    page.keyboard.press("Control+b")  # hides the list of files
    expect(page.locator("#jp-left-stack")).to_be_hidden()
    take(page, "start", 520)
    lesson = open_notebook(page, "lesson")
    lesson.locator(".jp-RenderedMarkdown").get_by_text(PLOT).evaluate("words => words.scrollIntoView()")
    take(page, "notebook", 800)
    text = run_in_terminal(page, f"python -m autograder check {NOTEBOOK}")
    expect(text).to_contain_text("of 20 points")
    take(page, "report", 720)


def take(page: Page, name: str, height: int) -> None:
    """Writes one picture of the page at this height."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
