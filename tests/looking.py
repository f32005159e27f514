"""A browser's view of our pages: what axe finds against them, and pictures for a person to look at."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from autograder.layout import BUILD
from course.pictures.browsing import installed_browser

NO_BROWSER = "There is no Chromium on this machine: install it (`apt-get install chromium`) to run the browser's tests."


def chromium() -> str:
    """The path of this machine's Chromium; without one the test is skipped, and fails in CI."""
    browser = installed_browser()
    if not browser:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(NO_BROWSER)
    return browser


def violations(page: Page, place: str | None = None) -> list[str]:
    """What axe finds against the common rules of accessibility, with the elements at fault."""
    found = Axe().run(page, context=place).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes'][:3]]}" for rule in found]


def picture(page: Page, name: str) -> None:
    """Keeps a picture of the page for a person to look at."""
    folder = BUILD / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
