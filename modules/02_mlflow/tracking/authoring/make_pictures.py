"""Makes the lesson's pictures of the MLflow UI and checks what the lesson says of it, with a real browser over its own store.

Run it in the project's folder when the lesson or MLflow has changed:
`python -m course.setup.run env MPLBACKEND=Agg python modules/02_mlflow/tracking/authoring/make_pictures.py`
"""

import os
import re
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
from course.pictures.browsing import browser_page, installed_browser

AUTHORING = Path(__file__).parent
FOLDER = AUTHORING.parent / "pictures"  # learners have no authoring folder
WIDTH, HEIGHT = 1270, 640
COLUMNS = ("Dataset", "Source", "rmse", "best_rmse", "max_depth")  # the first two are on until they are clicked
LIST = ".ag-pinned-left-cols-container"  # the part of the table that holds the names
FIRST = f"{LIST} [row-index='0'] a"
FINISHED = "attributes.status = 'FINISHED'"
ANSWERS = urllib3.Retry(600, backoff_factor=0.1, backoff_max=0.5)  # a busy machine starts a server slowly


def main() -> None:
    """Runs the lesson, serves its store, and takes the list of runs and their charts."""
    browser = installed_browser()
    if not browser:
        sys.exit("There is no Chromium on this machine: install it (`apt-get install chromium`) to make the pictures.")
    lesson = runpy.run_path(str(AUTHORING / "lesson.py"))
    best = lesson["best"].info.run_name
    with served(lesson["mlflow"].get_tracking_uri()) as address, browser_page(browser, WIDTH, HEIGHT) as page:
        page.goto(f"{address}/#/experiments/{lesson['experiment'].experiment_id}/runs")
        page.get_by_role("button", name="Model training").click()
        page.get_by_role("button", name="Close").click()  # the assistant's panel
        look_at_the_list(page, best)
        page.mouse.move(WIDTH // 2, HEIGHT - 80)  # away from the rows, or one of them is coloured
        page.screenshot(path=FOLDER / "ui.png")
        look_at_the_charts(page)
        page.screenshot(path=FOLDER / "ui_charts.png")
        look_at_a_comparison(page)
    for picture in ("ui.png", "ui_charts.png"):
        assert (FOLDER / picture).stat().st_size <= 250_000, f"{picture} is too large for the repository"


@contextmanager
def served(store: str) -> Iterator[str]:
    """The MLflow UI over a store on a free port of this machine; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["mlflow", "ui", "--backend-store-uri", store, "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    environment = os.environ | {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    server = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        urllib3.request("GET", f"http://127.0.0.1:{port}/health", retries=ANSWERS)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # the server and its workers
        server.wait()


def look_at_the_list(page: Page, best: str) -> None:
    """The list as it opens, then sorted by rmse in both directions, then with the search box filled."""
    expect(page.get_by_text("10 matching runs")).to_be_visible()
    expect(page.locator(f"{LIST} .ag-row")).to_have_count(5)  # the five children are folded away
    expect(page.get_by_role("columnheader", name="rmse", exact=True)).to_have_count(0)  # no metric until it is chosen
    page.get_by_role("button", name="Columns").click()
    tree = page.get_by_test_id("column-selector-tree")
    for column in COLUMNS:
        page.get_by_placeholder("Search columns").fill(column)
        tree.locator("[title]").filter(has_text=re.compile(f"^{column}$")).click()
    page.keyboard.press("Escape")
    sort(page, "rmse")
    expect(page.locator(FIRST)).to_have_text("straight line")  # downwards: for an error, the worst first
    sort(page, "asc")
    expect(page.locator(FIRST)).to_have_text("in a hurry")
    search = page.get_by_role("combobox", name="metrics.rmse")
    search.fill(FINISHED)
    search.press("Enter")
    expect(page.get_by_text("9 matching runs")).to_be_visible()
    expect(page.locator(FIRST)).to_have_text(best)  # as the client says


def look_at_the_charts(page: Page) -> None:
    """The same runs as charts: one point for one value, a curve for a metric with steps."""
    page.locator("label", has=page.locator("input[value=CHART]")).click()
    page.get_by_placeholder("Search metric charts").fill("rmse")
    expect(page.get_by_text("best_round")).to_have_count(0)
    expect(page.get_by_text("boosting (rmse)").first).to_be_attached()
    page.wait_for_timeout(1500)  # the curve is drawn with an animation


def look_at_a_comparison(page: Page) -> None:
    """Two runs that are ticked can be compared on a page of their own."""
    for row in (0, 1):
        page.locator(f"{LIST} [row-index='{row}'] input[type=checkbox]").first.click()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("Parallel Coordinates Plot")).to_be_visible()
    expect(page.get_by_text("Scatter Plot")).to_be_visible()


def sort(page: Page, by: str) -> None:
    """Chooses a column or a direction (`asc`, `desc`) in the menu of the button Sort."""
    page.get_by_role("button", name="Sort:").click()
    page.get_by_test_id(f"sort-select-{by}").click()
    page.keyboard.press("Escape")


if __name__ == "__main__":
    main()
