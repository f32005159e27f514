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


MOST_STOPS = 1_000
WALK = """
const looks = ['outline', 'boxShadow', 'border', 'backgroundColor', 'color', 'textDecoration', 'opacity', 'transform']
const controls = 'a[href], button, input, select, textarea, summary, [role=button], [onclick]'
const one = element => { const style = getComputedStyle(element); return looks.map(name => style[name]).join() }
const look = element => [element.parentElement, element, ...element.querySelectorAll('*')].map(one).join()
const said = element => element.outerHTML.slice(0, 200)
window.walk = {
  stops: new Map(),
  stop() {
    const here = document.activeElement
    if (here === document.body || this.stops.has(here)) return false
    return Boolean(this.stops.set(here, look(here)))
  },
  trouble() {
    document.activeElement.blur()
    const due = [...document.querySelectorAll(controls)].filter(each => each.checkVisibility({visibilityProperty: true}) && !each.disabled)
    const lost = due.filter(each => !this.stops.has(each))
    const unseen = [...this.stops].filter(([each, focused]) => look(each) === focused)
    return [...lost.map(each => `not reached: ${said(each)}`), ...unseen.map(([each]) => `looks as before: ${said(each)}`)]
  },
}
"""


def trouble_without_a_mouse(page: Page) -> list[str]:
    """The controls that the Tab key does not reach, and those that look the same when it has."""
    page.evaluate(WALK)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if not page.evaluate("walk.stop()"):
            return page.evaluate("walk.trouble()")
    return [f"there is no way out after {MOST_STOPS} stops"]


def violations(page: Page, place: str | None = None) -> list[str]:
    """What axe finds against the common rules of accessibility, with the elements at fault."""
    found = Axe().run(page, context=place).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes'][:3]]}" for rule in found]


def picture(page: Page, name: str) -> None:
    """Keeps a picture of the page for a person to look at."""
    folder = BUILD / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
