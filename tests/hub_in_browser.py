"""A JupyterHub of two for tests, whose servers are plain processes of who runs the test, and steps of people in its pages."""

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import urllib3
from playwright.sync_api import Browser, Locator, Page, expect

from course.hub import INSTRUCTORS
from course.pictures.browsing import PATIENCE, READABLE, choose
from course.setup import ROOT

INSTRUCTOR, STUDENT = "ines", "sam"
# Only for tests: one password for both, no accounts, and nobody but this machine reaches it.
SETTINGS = """\
load_subconfig({shipped!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.TraefikProxy.traefik_api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = {password!r}
c.Authenticator.allowed_users = {people!r}
c.JupyterHub.load_groups = {groups!r}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args = ["--allow-root"]
c.Exchange.root = {exchange!r}
"""
# Four minutes: a Hub starts beside tests that use every core.
RUNS = urllib3.Retry(total=480, connect=480, status=480, status_forcelist=(404, 502, 503), backoff_factor=0.1, backoff_max=0.5)


@dataclass(frozen=True)
class Hub:
    """A running Hub: its address, the password of both, and the folder that holds their homes."""

    address: str
    password: str
    place: Path

    def home(self, person: str) -> Path:
        return self.place / "homes" / person


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def write_settings(place: Path) -> tuple[Path, Hub]:
    """The settings of a Hub in a new folder, with its exchange and two homes."""
    exchange = place / "exchange"
    exchange.mkdir(parents=True)
    exchange.chmod(0o1777)
    ports = free_ports(3)
    hub = Hub(f"http://127.0.0.1:{ports[0]}", secrets.token_hex(16), place)
    for person in (INSTRUCTOR, STUDENT):
        terminal = hub.home(person) / ".jupyter/lab/user-settings/@jupyterlab/terminal-extension/plugin.jupyterlab-settings"
        terminal.parent.mkdir(parents=True)
        terminal.write_text(READABLE)
        (hub.home(person) / ".bashrc").write_text("PS1='$ '\n")
    settings = place / "hub" / "hub.py"
    settings.parent.mkdir()
    settings.write_text(
        SETTINGS.format(
            shipped=str(ROOT / "course/hub/jupyterhub_config.py"),
            ports=ports,
            password=hub.password,
            people={INSTRUCTOR, STUDENT},
            groups={INSTRUCTORS: {"users": [INSTRUCTOR]}},
            homes=str(place / "homes" / "{username}"),
            exchange=str(exchange),
        )
    )
    return settings, hub


@contextmanager
def running_hub(place: Path) -> Iterator[Hub]:
    """The Hub, as `make hub` starts it; ended with all its servers."""
    settings, hub = write_settings(place)
    command = [sys.executable, "-m", "course.setup.run", sys.executable, "-m", "course.hub", settings]
    log = place / "hub.log"
    with log.open("w") as said, subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env=dict(os.environ)) as process:
        try:
            urllib3.request("GET", f"{hub.address}/hub/health", retries=RUNS)
            yield hub
        except BaseException:
            print(log.read_text())
            raise
        finally:
            process.terminate()


def log_in(browser: Browser, hub: Hub, person: str) -> Page:
    """A page of a person who has logged in, and whose server begins to start."""
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(hub.address)
    page.get_by_label("Username").fill(person)
    page.get_by_label("Password").fill(hub.password)
    page.get_by_role("button", name="Sign in").click()
    return page


def in_jupyterlab(page: Page) -> None:
    """Wait until the person's JupyterLab is there."""
    expect(page.locator("#jp-main-statusbar")).to_be_visible()


def assignments(page: Page) -> Locator:
    """nbgrader's list of assignments, opened."""
    choose(page, "Nbgrader", "Assignment List")
    return page.locator("#nbgrader-assignment-list")


def press(formgrader: Page, button: str) -> None:
    """Press one of Formgrader's buttons in the only row, and read on when it says that it went well."""
    formgrader.locator(f"td.{button} a").click()
    done = formgrader.locator("#success-modal, #error-modal").last
    expect(done).to_contain_text("Success")
    done.get_by_role("button", name="OK").click()
    expect(formgrader.locator(".modal-backdrop")).to_have_count(0)
