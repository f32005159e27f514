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

from playwright.sync_api import Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "build" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REGISTER = """\
import sys
from pathlib import Path
from course.setup import kernel, start
kernel.register(Path(sys.argv[1]))
start.write()
"""
PATIENCE = 120_000  # milliseconds: a bound for a slow machine, not an expectation


def installed_browser() -> str | None:
    """The path of a Chromium of this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def copy_for_learner(tree: Path) -> None:
    """Copies what Binder shows a learner: no solutions, and nothing that belongs to this machine."""
    for name in ("autograder", "course", "datasets", "modules"):
        unwanted = shutil.ignore_patterns("authoring", "local", "gradebook.db*", "__pycache__", ".*")
        shutil.copytree(ROOT / name, tree / name, ignore=unwanted)


@contextmanager
def jupyterlab(tree: Path) -> Iterator[str]:
    """JupyterLab serving a tree on a free port; gives the address at which it opens."""
    home = tree / "home"
    terminal = home / ".jupyter/lab/user-settings/@jupyterlab/terminal-extension/plugin.jupyterlab-settings"
    terminal.parent.mkdir(parents=True)
    terminal.write_text('{"screenReaderMode": true}')  # makes the terminal's text readable in the page
    environment = os.environ | {"HOME": str(home), "JUPYTER_PATH": str(home / "share")}
    subprocess.run([sys.executable, "-c", REGISTER, home / "share" / "kernels"], cwd=tree, check=True)
    command = [sys.executable, "-m", "course.setup.lab", "", "--no-browser"]
    with subprocess.Popen(command, cwd=tree, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        lines = iter(server.stderr.readline, "")
        try:
            yield next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1:\S+", line)))
        finally:
            Thread(target=server.stderr.read, daemon=True).start()  # a full pipe would keep it from ending
            server.terminate()


@contextmanager
def browser_page(browser: str) -> Iterator[Page]:
    """An empty page of a headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        chromium.close()


def picture(page: Page, name: str) -> None:
    """Keeps a picture of the page for a person to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def open_notebook(page: Page, name: str) -> Locator:
    """Follows the start page's first link of this name; gives the notebook once the course's kernel is ready."""
    page.get_by_role("tab", name="Start.md").click()
    page.locator(".jp-MarkdownViewer").get_by_role("link", name=name, exact=True).first.click()
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(page.get_by_role("tab", name=f"{name}.ipynb")).to_be_visible()
    status = page.locator("#jp-main-statusbar")
    expect(status).to_contain_text(f"{name}.ipynb")  # until then it shows another notebook's kernel
    expect(status).to_contain_text("Spark ML course | Idle")
    return panel


def write_into(page: Page, cell: Locator, code: str) -> None:
    """Replaces a code cell's text, as by typing."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def save(page: Page, name: str) -> None:
    """Saves the notebook that is open in front."""
    page.keyboard.press("Control+s")
    expect(page.get_by_role("tab", name=f"{name}.ipynb")).not_to_have_class(re.compile("jp-mod-dirty"))


def run_in_terminal(page: Page, command: str) -> Locator:
    """Types a command into a new terminal; gives the terminal's text."""
    page.locator(".lm-MenuBar-itemLabel").get_by_text("File", exact=True).click()
    for label in ("New", "Terminal"):
        page.locator(".lm-Menu-itemLabel").get_by_text(label, exact=True).click()
    terminal = page.locator(".jp-Terminal:not(.lm-mod-hidden)")
    text = terminal.locator(".xterm-accessibility")
    expect(text).to_contain_text(re.compile(r"[#$] *$"))  # a shell that waits
    terminal.locator(".xterm-helper-textarea").focus()
    page.keyboard.type(command)
    page.keyboard.press("Enter")
    return text
