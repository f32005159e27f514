"""The rooms of the grader import downward only, and each keeps to its trade."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "autograder"
# From the top down; a room may import the rooms after it, and those beside it in a pair never import each other.
ORDER = (
    {"cli"},
    {"demo"},
    {"answers", "classroom", "nbgrader_plugin"},
    {"gradebook", "feedback"},
    {"grading"},
    {"judge"},
    {"sandbox", "intake", "learner"},
    {"build"},
    {"exercise"},
    {"report", "boundary"},
    {"layout"},
    {"errors"},
)
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
STARTS_PROCESSES = {"sandbox", "grading", "answers"}
FORBIDDEN_CALLS = {"eval", "__import__"}
FORBIDDEN_IMPORTS = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "yaml"}


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        room = relative.parts[0] if len(relative.parts) > 1 else relative.stem
        if room not in ("__init__", "__main__"):
            yield room, path, ast.parse(path.read_text())


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_its_level() -> None:
    assert {room for room, _, _ in modules()} == set(LEVEL)


def test_rooms_import_downward_only() -> None:
    upward = []
    for room, path, tree in modules():
        for name in imports(tree):
            parts = name.split(".")
            if parts[0] == "autograder" and len(parts) > 1 and parts[1] in LEVEL:
                other = parts[1]
                if other != room and LEVEL[other] <= LEVEL[room]:
                    upward.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not upward


def test_only_the_boundary_is_shared_with_the_learners_process() -> None:
    shared = {
        name.split(".")[1] for room, _, tree in modules() if room == "learner" for name in imports(tree) if "autograder." in name
    }
    assert shared == {"boundary"}


def test_the_boundary_imports_nothing_of_the_grader() -> None:
    own = [name for room, _, tree in modules() if room == "boundary" for name in imports(tree) if name.startswith("autograder")]
    assert all(name.startswith("autograder.boundary") for name in own)


@pytest.mark.parametrize("forbidden", sorted(FORBIDDEN_IMPORTS))
def test_nothing_unpickles_what_crosses(forbidden: str) -> None:
    assert not [str(path) for _, path, tree in modules() for name in imports(tree) if name.split(".")[0] == forbidden]


def test_nothing_evaluates_expressions_or_imports_by_name() -> None:
    calls = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for _, path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS
    ]
    assert not calls


def test_only_the_gradebook_writes_sql_and_the_boundary_reads_a_learners_store() -> None:
    knows = {room for room, _, tree in modules() for name in imports(tree) if name.split(".")[0] in ("sqlalchemy", "sqlite3")}
    assert knows == {"gradebook", "boundary"}


def test_only_the_sandbox_and_pools_of_our_own_programs_start_processes() -> None:
    starts = {
        room for room, _, tree in modules() for name in imports(tree) if name.split(".")[0] in ("subprocess", "multiprocessing")
    }
    assert starts <= STARTS_PROCESSES


def test_scoring_is_pure() -> None:
    outside = {name.split(".")[0] for room, _, tree in modules() if room == "report" for name in imports(tree)}
    assert outside <= {"autograder", "dataclasses", "enum", "json", "typing"}


def test_no_room_has_grown_into_a_hall() -> None:
    assert not [str(path) for _, path, _ in modules() if len(path.read_text().splitlines()) > 250]
