"""`python -m course.pictures.make`: makes the README's pictures anew, from the course as it is."""

import os
import re
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
    code_cell,
    copy_for_learner,
    installed_browser,
    jupyterlab,
    open_notebook,
    run_in_terminal,
    save,
)
from course.setup.kernel import environment_variables

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 1200, 870
UNIT = unit_named("regression")
NOTEBOOK = UNIT.exercise.relative_to(ROOT)
PLOT = "whose error is it?"  # the title of a plot of the lesson
# JupyterLab lays out a cell only when it comes near: scrolls until the notebook's layout has stood still for a while.
SCROLL = """plot => {
    plot.scrollIntoView({block: 'end'});
    const place = plot.closest('.jp-WindowedPanel-outer').scrollTop;
    plot.still = place === plot.place ? plot.still + 1 : 0;
    plot.place = place;
    return plot.still > 60;
}"""
MISTAKE = "trusts_random_split_with_a_seed"  # passes the visible test, and is told why it fails a hidden one
SOLVED = {"pipeline-learns-from-its-training-rows", "metrics-follow-their-definitions", "baseline-comes-from-training-rows"}


def main() -> None:
    """Makes all pictures: those of JupyterLab, then the feedback that the same notebook gets."""
    browser = installed_browser()
    if not browser:
        sys.exit("There is no Chromium on this machine: install it (`apt-get install chromium`) to make the pictures.")
    handed_in = half_solved()
    with TemporaryDirectory() as place, browser_page(browser, WIDTH, HEIGHT) as page:
        tree = Path(place) / "course"
        copy_for_learner(tree)
        (tree / NOTEBOOK).write_bytes(handed_in)
        with jupyterlab(tree) as address:
            page.goto(address)
            take_jupyterlab(page)
    os.environ.update(environment_variables())
    report = grade_one(from_source(source_of(UNIT), UNIT.name), handed_in, "pictures", find_isolation(), Limits())
    with browser_page(browser, WIDTH, HEIGHT) as page:
        page.set_content(feedback_page(report, "ada"))
        take(page, "feedback", 1000, 1275)


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
    take(page, "start", height=520)
    lesson = open_notebook(page, "lesson")
    save(page, "lesson")
    plot = code_cell(lesson, PLOT).locator(".jp-RenderedImage")
    page.wait_for_function(SCROLL, arg=plot.element_handle())
    take(page, "notebook")
    text = run_in_terminal(page, f"python -m autograder check {NOTEBOOK}")
    expect(text).to_contain_text("Receipt: ")  # the last that a check says; before it, the prompt above the command may be seen
    expect(text.get_by_role("listitem").filter(has_text=re.compile(r"^\$\s*$"))).to_have_count(1)  # the shell waits again
    take(page, "report", height=720)


def take(page: Page, name: str, width: int = WIDTH, height: int = HEIGHT) -> None:
    """Writes one picture of the page at this size."""
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=FOLDER / f"{name}.png")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


if __name__ == "__main__":
    main()
