"""The cases as values: what each hands in, and what its author says a right grader gives."""

import fnmatch
import runpy
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.places import GROUPS, SUBMISSIONS

PLAIN_WORK = {"C", "V"}  # groups whose answers change nothing but their own values
FIELDS = {"story", "unit", "status", "points", "verdicts", "answers", "blank", "cells", "limits", "fault"}


@dataclass(frozen=True)
class Case:
    """One folder of the catalogue; `points` and `verdicts` are its author's, by task, independent of the recorded report."""

    folder: Path
    story: str
    unit: str = "plain"
    status: str = "graded"
    points: dict[str, float] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    cells: tuple[dict[str, str], ...] = ()
    limits: dict[str, Any] = field(default_factory=dict)
    fault: str = ""

    @property
    def group(self) -> str:
        """The letter of the catalogue."""
        return self.folder.parent.name

    @property
    def name(self) -> str:
        """`GROUP/name`."""
        return f"{self.group}/{self.folder.name}"

    @property
    def of_a_class(self) -> bool:
        """Whether this is about a class: a fault of the host, or odd files in an inbox."""
        return bool(self.fault or self.made("inbox"))

    @property
    def canary(self) -> str:
        """The unit whose right submission follows: after work that is right or invented, one that starts no second Spark.

        Whether the next Spark starts as it should shows after hostile work, which could keep it from that.
        """
        return "stages" if self.unit == "spark" and self.group in PLAIN_WORK else self.unit

    @property
    def golden(self) -> Path:
        """The whole expected report."""
        return self.folder / "report.json"

    def made(self, what: str) -> Any:
        """A function of the case's `make.py`, None where it has none of that name."""
        path = self.folder / "make.py"
        return runpy.run_path(str(path)).get(what) if path.is_file() else None


def read_case(folder: Path) -> Case:
    """Read one case; ValueError for a field that no case has."""
    data = tomllib.loads((folder / "case.toml").read_text())
    unknown = data.keys() - FIELDS
    if unknown:
        raise ValueError(f"{folder}/case.toml has fields that no case has: {', '.join(sorted(unknown))}.")
    data |= {"blank": tuple(data.get("blank", ())), "cells": tuple(data.get("cells", ()))}
    return Case(folder, **data)


def all_cases(group: str = "", name: str = "") -> list[Case]:
    """The cases in the order of their groups: all, or those of one group, or those whose name fits a pattern."""
    found = [
        read_case(path.parent)
        for letter in GROUPS
        if group in ("", letter)
        for path in sorted((SUBMISSIONS / letter).glob("*/case.toml"))
    ]
    return [case for case in found if not name or fnmatch.fnmatch(case.folder.name, name)]


def fifth(cases: list[Case]) -> list[Case]:
    """Every fifth case of each group and unit, and at least one of each."""
    kinds: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        kinds.setdefault((case.group, case.unit), []).append(case)
    return [case for kind in kinds.values() for case in kind[::5]]
