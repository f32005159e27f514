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
PATIENCE = 40_000  # milliseconds: a bound for a slow machine, not an expectation


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
    home.mkdir()
    environment = os.environ | {"HOME": str(home), "JUPYTER_PATH": str(home / "share"), "JUPYTER_PREFER_ENV_PATH": "0"}
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


REGISTER = "import sys; from pathlib import Path; from course.setup import kernel, start; kernel.register(Path(sys.argv[1])); start.write()"


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
    """Follows the start page's first link of this name; gives the notebook once its kernel is ready."""
    page.get_by_role("tab", name="Start.md").click()
    page.locator(".jp-MarkdownViewer").get_by_role("link", name=name, exact=True).first.click()
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(page.get_by_role("tab", name=f"{name}.ipynb")).to_be_visible()
    expect(panel.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle")
    return panel


def write_into(page: Page, cell: Locator, code: str) -> None:
    """Replaces a code cell's text, as by typing."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def run_in_terminal(page: Page, command: str) -> None:
    """Types a command into a new terminal and waits until it has ended."""
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_role("menuitem", name="New", exact=True).hover()
    page.get_by_role("menuitem", name="Terminal", exact=True).click()
    page.locator(".jp-Terminal:not(.lm-mod-hidden) .xterm-helper-textarea").focus()
    page.keyboard.insert_text(f"{command}\n")
