"""A learner's copy of the course, JupyterLab serving it, and a browser to look at it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import urllib3
from playwright.sync_api import Locator, Page, expect, sync_playwright

from course.setup import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REGISTER = """\
import sys
from pathlib import Path
from course.setup import kernel, start
kernel.register(Path(sys.argv[1]))
start.write()
"""
READABLE = '{"screenReaderMode": true}'  # makes the terminal's text readable in the page
ANSWERS = urllib3.Retry(connect=10, backoff_factor=0.1)  # JupyterLab names its address a moment before it listens
TITLE = "How late will a flight arrive?"  # the unit that tests and pictures show
PATIENCE = 180_000  # milliseconds: a bound for a slow machine, not an expectation


def installed_browser() -> str | None:
    """The path of a Chromium of this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def copy_for_learner(tree: Path) -> None:
    """Copies what a learner clones and sets up, and nothing that belongs to this machine."""
    unwanted = shutil.ignore_patterns("local", "gradebook.db*", "__pycache__", ".*")
    for name in ("autograder", "course", "datasets", "modules"):
        shutil.copytree(ROOT / name, tree / name, ignore=unwanted)


@contextmanager
def jupyterlab(tree: Path) -> Iterator[str]:
    """JupyterLab serving a tree on a free port, at home beside the tree; gives the address at which it opens."""
    home = tree.parent / "home"
    terminal = home / ".jupyter/lab/user-settings/@jupyterlab/terminal-extension/plugin.jupyterlab-settings"
    terminal.parent.mkdir(parents=True)
    terminal.write_text(READABLE)
    (home / ".bashrc").write_text("PS1='$ '\n")
    # PYTHONPATH: notebooks import the copy too, not the tree that is installed.
    environment = os.environ | {"HOME": str(home), "JUPYTER_PATH": str(home / "share"), "PYTHONPATH": str(tree)}
    subprocess.run([sys.executable, "-c", REGISTER, home / "share" / "kernels"], cwd=tree, env=environment, check=True)
    command = [sys.executable, "-m", "course.setup.lab", "", "--no-browser"]
    with subprocess.Popen(command, cwd=tree, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        lines = iter(server.stderr.readline, "")
        try:
            address = next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1:\S+", line)))
            urllib3.request("GET", address, retries=ANSWERS)
            yield address
        finally:
            Thread(target=server.stderr.read, daemon=True).start()  # a full pipe would keep it from ending
            server.terminate()


@contextmanager
def browser_page(browser: str, width: int = 1400, height: int = 1000) -> Iterator[Page]:
    """An empty page of a headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        chromium.close()


def choose(page: Page, menu: str, *labels: str) -> None:
    """Chooses from JupyterLab's menus."""
    page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
    for label in labels:
        page.locator(".lm-Menu-itemLabel").get_by_text(label, exact=True).click()


def open_notebook(page: Page, name: str, title: str = TITLE) -> Locator:
    """Follows the start page's link to a notebook of the unit with this title; gives it once the course's kernel is ready."""
    page.get_by_role("tab", name="Start.md").click()
    unit = page.locator(".jp-MarkdownViewer").get_by_role("row").filter(has_text=title)
    unit.get_by_role("link", name=name, exact=True).click()
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(page.get_by_role("tab", name=f"{name}.ipynb")).to_be_visible()
    status = page.locator("#jp-main-statusbar")
    expect(status).to_contain_text(f"{name}.ipynb")  # until then it shows another notebook's kernel
    expect(status).to_contain_text("Spark ML course | Idle")
    return panel


def code_cell(panel: Locator, text: str) -> Locator:
    """The notebook's one code cell that contains a text."""
    return panel.locator(".jp-CodeCell").filter(has_text=text)


def write_into(page: Page, cell: Locator, code: str) -> None:
    """Replaces a code cell's text, as by typing."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def run_cell(page: Page, cell: Locator, number: int) -> None:
    """Runs a code cell that has no number yet, and waits until it has run and got this one."""
    prompt = cell.locator(".jp-InputPrompt")
    prompt.click()
    page.keyboard.press("Shift+Enter")
    expect(prompt).to_have_text(f"[{number}]:")


def run_below(page: Page, panel: Locator, cell: Locator, code: str, number: int) -> Locator:
    """Adds a cell below another one, runs a line in it, and gives the new cell."""
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("b")
    new = panel.locator(".jp-CodeCell.jp-mod-active")
    write_into(page, new, code)
    new = code_cell(panel, code).last
    run_cell(page, new, number)
    return new


def save(page: Page, name: str) -> None:
    """Saves the notebook that is open in front."""
    page.keyboard.press("Control+s")
    expect(page.get_by_role("tab", name=f"{name}.ipynb")).not_to_have_class(re.compile("jp-mod-dirty"))


def run_in_terminal(page: Page, command: str) -> Locator:
    """Types a command into a new terminal; gives the terminal's text."""
    choose(page, "File", "New", "Terminal")
    terminal = page.locator(".jp-Terminal:not(.lm-mod-hidden)")
    text = terminal.locator(".xterm-accessibility")
    expect(text).to_contain_text(re.compile(r"[#$]\s*$"))  # a shell that waits
    terminal.locator(".xterm-helper-textarea").focus()
    page.keyboard.type(command)
    page.keyboard.press("Enter")
    return text
