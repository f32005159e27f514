"""The rooms of the grader import downward only, and each keeps to its trade."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from forbidden_code import forbidden

PACKAGE = Path(__file__).parents[1] / "autograder"
# From the top down; a room may import the rooms after it, and those beside it in a pair never import each other.
ORDER = (
    {"cli"},
    {"demo"},
    {"answers", "classroom", "nbgrader_plugin", "notebook", "updates"},
    {"gradebook", "feedback"},
    {"grading"},
    {"judge"},
    {"sandbox", "intake", "learner"},
    {"build"},
    {"exercise"},
    {"report", "boundary"},
    {"layout"},
    {"errors", "files"},
)
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
STARTS_PROCESSES = {"sandbox", "grading", "answers", "notebook"}
COURSE = PACKAGE.parent / "course"
# What code outside the sandbox may do all the same: each with its reason, and none that is not used.
ALLOWED = {
    ("autograder/answers/questions.py", "exec"): "a question's proof is the author's",
    ("autograder/boundary/stages.py", "import_module"): "the name is made from a class of the allow-list",
    ("autograder/boundary/stages.py", "load"): "Spark loads files whose classes, names and footers have been checked",
    ("autograder/cli/__init__.py", "import_module"): "the name is one of our own commands",
    ("autograder/grading/cluster.py", "distributed"): "Dask carries text between our own processes, and unpickles no learner's",
    ("autograder/judge/bench.py", "exec"): "given cells are the author's",
    ("autograder/judge/preparation.py", "exec"): "the first lines of test cells are the author's",
    ("autograder/judge/tests.py", "exec"): "test cells are the author's",
    ("autograder/sandbox/training.py", "load"): "a program of our own, which loads what it has just saved",
    ("autograder/sandbox/trusted.py", "exec"): "reference answers are the author's",
    ("course/evidence/new_process.py", "cloudpickle"): "writes, for a process in the same sandbox or on a person's own machine",
    ("course/evidence/own.py", "load_model"): "runs in the sandbox, or in a person's own kernel",
}


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


def test_nothing_outside_the_sandbox_unpickles_evaluates_or_imports_what_it_is_given() -> None:
    files = [*PACKAGE.rglob("*.py"), *COURSE.rglob("*.py")]
    inside = PACKAGE / "learner"
    found = {
        (path.relative_to(PACKAGE.parent).as_posix(), name)
        for path in files
        if inside not in path.parents
        for _, name in forbidden(ast.parse(path.read_text()))
    }
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    "code",
    ["import pickle", "import pickle as p", "from pickle import loads", "import os, dill", "from joblib import load", "import cloudpickle",
     "import marshal", "import shelve", "import yaml", "from yaml import load", "import distributed", "from dask.distributed import Client",
     "eval('1')", "exec(code)", "run = eval", "__import__('os')", "numpy.load(f, allow_pickle=True)", "numpy.load(f)", "read(f, allow_pickle=x)",
     "pandas.read_pickle(f)", "from pandas import read_pickle", "frame.to_pickle(f)", "torch.load(f)", "import torch",
     "mlflow.pyfunc.load_model(uri)", "from mlflow.spark import load_model", "mlflow.pyfunc.spark_udf(spark, uri)",
     "importlib.import_module(name)", "from importlib import import_module", "pkgutil.resolve_name(name)", "Pipeline.load(path)",
     "PipelineModel.read().load(path)", "kind.load", "getattr(kind, 'load')(path)", "getattr(builtins, 'eval')",
     "def late():\n    from pickle import Unpickler", "connection.enable_load_extension(True)", "runpy.run_path\nimport runpy"],
)  # fmt: skip
def test_each_forbidden_thing_is_found(code: str) -> None:
    assert list(forbidden(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["json.loads(text)", "tomllib.load(file)", "re.compile('x')", "frame.write.parquet(p)", "compile(code, 'x', 'exec')"]
)
def test_reading_data_is_not_forbidden(code: str) -> None:
    assert not list(forbidden(ast.parse(code)))


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
