"""Where Spark will not fit, the learner reads it first: on the start page, from `doctor`, and above the first cell."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli.learners import check, doctor
from autograder.layout import MODULES, unit_named
from autograder.notebook import companion
from autograder.notebook.companion import Companion
from course.setup import memory, start
from course.setup.readiness import readiness
from course.setup.records import Records

GIB = 2**30
HOST = 16 * GIB
UNLIMITED = "9223372036854771712\n"  # how version 1 of control groups says it


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of 16 GiB without control groups."""
    for name in ("GROUPS", "OWN", "MACHINE"):
        monkeypatch.setattr(memory, name, tmp_path / name)
    monkeypatch.setattr(memory.os, "sysconf", lambda name: {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": HOST // 4096}[name])
    return tmp_path


def limit(machine: Path, group: str, files: dict[str, str], own: str) -> None:
    folder = machine / "GROUPS" / group
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    (machine / "OWN").write_text(own)


def two(most: str, used: int, cache: int = 0) -> dict[str, str]:
    return {"memory.max": most, "memory.current": f"{used}\n", "memory.stat": f"anon 1\ninactive_file {cache}\n"}


def one(most: str, used: int, cache: int = 0) -> dict[str, str]:
    stat = f"inactive_file 1\ntotal_inactive_file {cache}\n"
    return {"memory.limit_in_bytes": most, "memory.usage_in_bytes": f"{used}\n", "memory.stat": stat}


@pytest.mark.parametrize(
    ("group", "files", "own"),
    [
        ("", two(f"{2 * GIB}\n", GIB, GIB // 2), "0::/\n"),
        ("", two(f"{2 * GIB}\n", GIB, GIB // 2), "0::/kubepods/pod1/of-the-host\n"),
        ("user/course", two(f"{2 * GIB}\n", GIB, GIB // 2), "0::/user/course/session\n"),
        ("memory", one(f"{2 * GIB}\n", GIB, GIB // 2), "5:cpu:/\n4:memory:/docker/of-the-host\n0::/\n"),
        ("memory/user", one(f"{2 * GIB}\n", GIB, GIB // 2), "4:memory:/user/session\n"),
    ],
)
def test_the_limit_of_a_container_is_found(machine: Path, group: str, files: dict[str, str], own: str) -> None:
    limit(machine, group, files, own)
    assert (memory.given(), memory.left()) == (2 * GIB, 3 * GIB // 2)


@pytest.mark.parametrize(("group", "files"), [("", two("max\n", GIB)), ("memory", one(UNLIMITED, GIB)), ("other", {})])
def test_without_a_limit_the_machine_counts(machine: Path, group: str, files: dict[str, str]) -> None:
    limit(machine, group, files, "4:memory:/\n0::/\n")
    assert (memory.given(), memory.sentence(), memory.crowded(), memory.no_room_for_a_check()) == (HOST, "", "", "")


@pytest.mark.parametrize(
    ("available", "files", "stays", "starts"),
    [
        (None, {}, True, True),
        (8 * GIB, {}, True, True),
        (3 * GIB, {}, True, False),
        (1 * GIB, {}, False, False),
        (8 * GIB, two(f"{7 * GIB}\n", 6 * GIB, GIB), True, False),
        (8 * GIB, two(f"{7 * GIB}\n", 6 * GIB), False, False),
        (8 * GIB, two(f"{6 * GIB}\n", GIB), False, False),
    ],
)
def test_a_judge_stays_where_another_notebook_still_fits(
    machine: Path, available: int | None, files: dict[str, str], stays: bool, starts: bool
) -> None:
    limit(machine, "", files, "0::/\n")
    if available:
        (machine / "MACHINE").write_text(f"MemTotal: {HOST // 1024} kB\nMemFree: 1 kB\nMemAvailable: {available // 1024} kB\n")
    assert (memory.room_to_stay(), memory.room_to_stay(memory.STAYS)) == (stays, starts)


def test_this_machine_is_understood() -> None:
    left = memory.left()
    assert memory.given() > 0
    assert left is None or left <= memory.given()


def test_too_little_memory_is_said_wherever_a_learner_looks_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit(machine, "", two(f"{GIB}\n", 0), "0::/\n")
    said: list[str] = []
    monkeypatch.setattr(companion, "display", lambda bundle, **_: said.append(bundle["text/plain"]))
    monkeypatch.setattr(start, "PAGE", machine / "Start.md")
    monkeypatch.setattr(start, "Records", lambda: Records(machine))
    start.write()
    events = Events()
    beside = Companion(SimpleNamespace(events=events, user_ns={}))  # type: ignore[arg-type]
    for shown in (False, True, True):
        beside.first_cell(SimpleNamespace(store_history=shown))  # type: ignore[arg-type]
        if events.gone:
            break
    words = "There are 1,024 MiB of memory here, and a notebook with Spark takes up to"
    assert [text.startswith(f"Little memory. {words}") for text in said] == [True]
    assert f"**Little memory.** {words}" in (machine / "Start.md").read_text()
    assert f"Memory: 1,024 MiB. {words}" in CliRunner().invoke(doctor).output


def test_a_unit_that_takes_more_than_most_says_so_where_it_does_not_fit(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit(machine, "", two(f"{2 * GIB}\n", 0), "0::/\n")
    heavy, light = unit_named("streaming").folder, unit_named("regression").folder
    assert memory.needed(light) == memory.NEEDED <= 2 * GIB < memory.needed(heavy)
    said: list[str] = []
    monkeypatch.setattr(companion, "display", lambda bundle, **_: said.append(bundle["text/plain"]))
    for unit in (light, heavy):
        names = {"__vsc_ipynb_file__": str(unit / "lesson.ipynb")}
        beside = Companion(SimpleNamespace(events=Events(), user_ns=names))  # type: ignore[arg-type]
        beside.first_cell(SimpleNamespace(store_history=True))  # type: ignore[arg-type]
    assert len(said) == 1
    assert said[0].startswith("Little memory. There are 2,048 MiB of memory here")
    page = start.page(MODULES, readiness(MODULES, Records(machine)))
    assert page.count("(more memory than there is here)") == 1


def test_who_runs_many_notebooks_at_once_is_told_what_to_shut_down(machine: Path) -> None:
    limit(machine, "", two(f"{2 * GIB}\n", 3 * GIB // 2), "0::/\n")
    assert memory.sentence() == ""
    assert memory.crowded().startswith("A notebook with Spark takes up to 1,750 MiB of memory and 512 MiB are left here")
    refused = CliRunner().invoke(check, ["--trust-me", str(unit_named("regression").exercise)])
    assert "512 MiB are left here, so nothing was checked: save your work, shut down" in str(refused.exception)
    limit(machine, "", two(f"{2 * GIB}\n", 3 * GIB // 2, 5 * GIB // 4), "0::/\n")
    assert memory.no_room_for_a_check() == "", "the system gives pages of files back"
    limit(machine, "", two(f"{GIB}\n", 0), "0::/\n")
    assert memory.no_room_for_a_check().endswith("so nothing was checked: open the course on a machine with more.")


class Events:
    """Of IPython's shell, as far as the companion uses them."""

    gone = False

    def unregister(self, *_: Any) -> None:
        self.gone = True
